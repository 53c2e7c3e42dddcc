"""Access tokens, refresh tokens and API keys."""

import base64
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey, RSAKey

from backend.domain.ids import AccountId
from backend.domain.words import Role
from backend.features.accounts.access_tokens import AccessTokens
from backend.kit.clock import utc_now
from backend.kit.crypto import Vault
from backend.kit.ids import new_uuid
from tests.fixtures.api import Api, credentials
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]
REFRESH = "/api/v1/auth/refresh"


async def test_a_token_opens_the_persons_hotel(api: Api, hotel: HotelFixture) -> None:
    """Bearer, ten minutes, with a refresh token beside it."""
    login = await api.person(hotel)
    async with api.client() as client:
        answer = (await client.post("/api/v1/auth/token", json=credentials(login))).json()
        headers = {"Authorization": f"Bearer {answer['access_token']}"}
        found = await client.get(f"/api/v1/hotels/{hotel.id}", headers=headers)

    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 600)
    assert found.json()["id"] == str(hotel.id)


async def test_a_refresh_token_serves_once_and_its_reuse_ends_the_family(
    api: Api, hotel: HotelFixture
) -> None:
    """Whoever of the two is the thief, both have to sign in again."""
    login = await api.person(hotel)
    async with api.client() as client:
        first = (await client.post("/api/v1/auth/token", json=credentials(login))).json()
        second = await client.post(REFRESH, json={"refresh_token": first["refresh_token"]})
        third = {"refresh_token": second.json()["refresh_token"]}
        reused = await client.post(REFRESH, json={"refresh_token": first["refresh_token"]})
        after = await client.post(REFRESH, json=third)

    assert second.status_code == 200
    assert reused.status_code == 401
    assert after.status_code == 401
    assert reused.json() == after.json()


async def test_a_revoked_refresh_token_is_worth_nothing(api: Api, hotel: HotelFixture) -> None:
    """Revoking an unknown one answers the same."""
    login = await api.person(hotel)
    async with api.client() as client:
        issued = (await client.post("/api/v1/auth/token", json=credentials(login))).json()
        body = {"refresh_token": issued["refresh_token"]}
        gone = await client.post("/api/v1/auth/revoke", json=body)
        unknown = await client.post("/api/v1/auth/revoke", json={"refresh_token": "unknown"})
        after = await client.post(REFRESH, json=body)

    assert (gone.status_code, unknown.status_code, after.status_code) == (204, 204, 401)


def claims(api: Api, account: str, **changes: Any) -> dict[str, Any]:
    now = int(utc_now().timestamp())
    good = {
        "iss": api.container.settings.public_url,
        "aud": "hotelbot-api",
        "sub": account,
        "iat": now,
        "nbf": now,
        "exp": now + 600,
        "jti": "1",
    }
    return {key: value for key, value in {**good, **changes}.items() if value is not None}


def key_of(api: Api) -> OKPKey:
    return AccessTokens(api.container.vault, issuer="x")._key


def unsigned(header: dict[str, Any], body: dict[str, Any]) -> str:
    parts = [
        base64.urlsafe_b64encode(orjson.dumps(part)).decode().rstrip("=") for part in (header, body)
    ]
    return ".".join([*parts, ""])


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://other.test"},
        {"aud": "another-api"},
        {"aud": None},
        {"exp": 1},
        {"exp": None},
        {"nbf": 4102444800},
        {"sub": "not-a-uuid"},
        {"sub": None},
        {"jti": None},
    ],
)
async def test_a_token_with_one_wrong_claim_is_refused(
    api: Api, hotel: HotelFixture, changes: dict[str, Any]
) -> None:
    """Well signed, and still not ours to accept."""
    login = await api.person(hotel)
    body = claims(api, str(login.account_id), **changes)
    token = jwt.encode({"alg": "Ed25519", "typ": "at+jwt"}, body, key_of(api), ["Ed25519"])

    assert await status_with(api, hotel, token) == 401


async def test_the_header_never_chooses_how_a_token_is_checked(
    api: Api, hotel: HotelFixture
) -> None:
    """No algorithm, a shared secret made of the public key, another key, kid, jku, another type."""
    login = await api.person(hotel)
    body = claims(api, str(login.account_id))
    public = OctKey.import_key(str(key_of(api).as_dict(private=False)["x"]))
    foreign = OKPKey.generate_key("Ed25519")
    good = {"alg": "Ed25519", "typ": "at+jwt"}
    tokens = [
        unsigned({"alg": "none", "typ": "at+jwt"}, body),
        jwt.encode({"alg": "HS256", "typ": "at+jwt"}, body, public, ["HS256"]),
        jwt.encode({"alg": "RS256", "typ": "at+jwt"}, body, RSAKey.generate_key(2048), ["RS256"]),
        jwt.encode(good, body, foreign, ["Ed25519"]),
        jwt.encode({**good, "kid": "../../etc"}, body, key_of(api), ["Ed25519"]),
        jwt.encode({"alg": "Ed25519", "typ": "JWT"}, body, key_of(api), ["Ed25519"]),
        jwt.encode(good, body, key_of(api), ["Ed25519"]) + "x",
        "",
        "a.b.c",
        "x" * 10_000,
    ]
    proof = jwt.encode(good, body, key_of(api), ["Ed25519"])

    assert await status_with(api, hotel, proof) == 200
    assert [await status_with(api, hotel, token) for token in tokens] == [401] * len(tokens)


def test_a_token_ends_after_ten_minutes(vault: Vault) -> None:
    """Neither a second later nor before it was made."""
    tokens, now = AccessTokens(vault, issuer="https://a.test"), utc_now()
    account = AccountId(new_uuid())
    token = tokens.issue(account, now=now)

    assert tokens.read(token, now=now) == account
    assert tokens.read(token, now=now + timedelta(seconds=599)) == account
    assert tokens.read(token, now=now + timedelta(seconds=601)) is None
    assert tokens.read(token, now=now - timedelta(seconds=5)) is None


async def test_an_api_key_opens_its_hotel_with_its_role(api: Api, make_hotel: MakeHotel) -> None:
    """It is shown once, works in no other hotel, and its role bounds it."""
    ours, theirs = await make_hotel(), await make_hotel()
    manager = await api.staff(ours)
    made = (await manager.post(f"/api/v1/hotels/{ours.id}/api-keys", json={"name": "PMS"})).json()
    listed = (await manager.get(f"/api/v1/hotels/{ours.id}/api-keys")).json()
    async with api.client(**{"X-API-Key": made["key"]}) as machine:
        own = await machine.get(f"/api/v1/hotels/{ours.id}/conversations")
        other = await machine.get(f"/api/v1/hotels/{theirs.id}/conversations")
        settings = await machine.patch(f"/api/v1/hotels/{ours.id}", json={"name": "X"})
        console = await machine.get("/api/v1/hotels")
        session = await machine.get("/api/v1/session")

    assert own.status_code == 200
    assert other.status_code == 404
    assert (settings.status_code, console.status_code, session.status_code) == (403, 403, 401)
    assert made["key"] not in str(listed)


async def test_a_revoked_or_forged_api_key_is_refused(api: Api, make_hotel: MakeHotel) -> None:
    """A key whose hotel was swapped is no key."""
    ours, theirs = await make_hotel(), await make_hotel()
    manager = await api.staff(ours)
    url = f"/api/v1/hotels/{ours.id}/api-keys"
    made = (await manager.post(url, json={"name": "PMS", "role": "viewer"})).json()
    forged = made["key"].replace(ours.id.hex, theirs.id.hex)
    tries = [forged, "hb_x_y", "hb_", "", made["key"] + "x", "hb_" + "0" * 32 + "_a"]
    async with api.client() as client:
        codes = [
            (
                await client.get(
                    f"/api/v1/hotels/{theirs.id}/conversations", headers={"X-API-Key": key}
                )
            ).status_code
            for key in tries
        ]
        await manager.delete(f"{url}/{made['id']}")
        after = await client.get(
            f"/api/v1/hotels/{ours.id}/conversations", headers={"X-API-Key": made["key"]}
        )

    assert codes == [401] * len(tries)
    assert after.status_code == 401


async def status_with(api: Api, hotel: HotelFixture, token: str) -> int:
    async with api.client(Authorization=f"Bearer {token}") as client:
        return (await client.get(f"/api/v1/hotels/{hotel.id}")).status_code


async def test_a_role_that_was_lowered_holds_at_once(api: Api, hotel: HotelFixture) -> None:
    """The token names the person, the database says what they may do."""
    login = await api.person(hotel, role=Role.MANAGER)
    manager, other = await api.machine(login), await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    before = await manager.patch(url, json={"speaker_minutes": 20})
    await other.patch(f"{url}/staff/{login.staff_id}", json={"role": "viewer"})
    after = await manager.patch(url, json={"speaker_minutes": 10})

    assert (before.status_code, after.status_code) == (200, 403)
