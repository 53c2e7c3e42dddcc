"""Signing in: what is set, what is refused, and what an attacker can tell."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import process_time
from uuid import UUID

from sqlmodel import text

from backend.domain.words import Role
from backend.kit.crypto import token_hash
from backend.models import Staff
from backend.realtime.channels import KICK
from tests.fixtures.api import CSRF, PASSWORD, Api, credentials
from tests.fixtures.work import HotelFixture
from tests.waiting import PATIENCE_S

MakeHotel = Callable[..., Awaitable[HotelFixture]]
LOGIN, TOKEN, SESSION = "/api/v1/auth/login", "/api/v1/auth/token", "/api/v1/session"


async def test_signing_in_sets_a_cookie_no_script_can_read(api: Api, hotel: HotelFixture) -> None:
    """HttpOnly and SameSite; the answer names the hotel and holds no secret."""
    login = await api.person(hotel)
    async with api.client() as client:
        answer = await client.post(LOGIN, json=credentials(login))
        session = (await client.get(SESSION)).json()

    cookie = answer.headers["set-cookie"].lower()
    assert answer.json() == {"hotel_id": str(hotel.id), "is_platform_admin": False}
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert session["hotel"]["id"] == str(hotel.id)
    assert session["role"] == "manager"
    assert "inbox.write" in session["permissions"]


async def test_each_sign_in_makes_a_new_session(api: Api, hotel: HotelFixture) -> None:
    """A cookie that was planted before the sign-in is worth nothing after it."""
    login = await api.person(hotel)
    async with api.client() as client:
        client.cookies.set("hotelbot_session", "planted")
        answer = await client.post(LOGIN, json=credentials(login))

    assert "planted" not in answer.headers["set-cookie"]


async def test_signing_out_ends_the_session_and_kicks_its_sockets(
    api: Api, hotel: HotelFixture
) -> None:
    """The cookie no longer opens anything, in any process."""
    client = await api.browser(await api.person(hotel))
    token = client.cookies["hotelbot_session"]
    async with api.container.redis.pubsub() as heard:
        await heard.subscribe(KICK)
        await heard.get_message(timeout=PATIENCE_S)
        answer = await client.post("/api/v1/auth/logout")
        kicked = await heard.get_message(ignore_subscribe_messages=True, timeout=PATIENCE_S)
    client.cookies.set("hotelbot_session", token)
    after = await client.get(SESSION)
    await client.aclose()

    assert answer.status_code == 204
    assert kicked is not None
    assert token_hash(token).hex().encode() in kicked["data"]
    assert after.status_code == 401


async def test_an_idle_session_ends(api: Api, hotel: HotelFixture) -> None:
    """Thirty minutes without a request."""
    client = await api.browser(await api.person(hotel))
    await move_sessions(api, client.cookies["hotelbot_session"], "last_seen_at", "31 minutes")
    answer = await client.get(SESSION)

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "unauthenticated"


async def test_no_session_outlives_twelve_hours(api: Api, hotel: HotelFixture) -> None:
    """However busy it was."""
    client = await api.browser(await api.person(hotel))
    await move_sessions(api, client.cookies["hotelbot_session"], "expires_at", "12 hours")

    assert (await client.get(SESSION)).status_code == 401


async def test_a_disabled_account_is_out_at_once(api: Api, hotel: HotelFixture) -> None:
    """Its open session and its access token stop working."""
    login = await api.person(hotel)
    browser, machine = await api.browser(login), await api.machine(login)
    async with api.container.work.platform() as work:
        await work.session.execute(
            text("update account set disabled_at = now() where id = :id").bindparams(
                id=login.account_id
            )
        )

    assert (await browser.get(SESSION)).status_code == 401
    assert (await machine.get(f"/api/v1/hotels/{hotel.id}")).status_code == 401
    assert (await browser.post(LOGIN, json=credentials(login))).status_code == 401


async def test_wrong_password_and_unknown_account_answer_alike(
    api: Api, hotel: HotelFixture
) -> None:
    """Same code, same words, about the same work: our own, however busy the machine is."""
    login = await api.person(hotel)
    async with api.client() as client:
        started = process_time()
        wrong = await client.post(LOGIN, json=credentials(login, "not this one at all"))
        between = process_time()
        unknown = await client.post(LOGIN, json={"email": "no@one.test", "password": "whatever1"})
        ended = process_time()

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.json() == unknown.json()
    assert 0.3 < (between - started) / (ended - between) < 3


async def test_five_wrong_passwords_lock_the_account_for_a_minute(
    api: Api, hotel: HotelFixture
) -> None:
    """Also for the right password, also for an account that does not exist."""
    login = await api.person(hotel)
    async with api.client() as client:
        wrong = [await client.post(TOKEN, json=credentials(login, f"guess {n}")) for n in range(5)]
        locked = await client.post(TOKEN, json=credentials(login))
        ghost = {"email": "ghost@one.test", "password": "guess guess"}
        ghosts = [(await client.post(TOKEN, json=ghost)).status_code for _ in range(6)]

    assert {answer.status_code for answer in wrong} == {401}
    assert locked.status_code == 429
    assert locked.json()["error"]["code"] == "rate_limited"
    assert locked.headers["retry-after"]
    assert ghosts == [401] * 5 + [429]


async def test_one_address_cannot_try_many_accounts(api: Api) -> None:
    """Spraying one password over accounts ends after twenty."""
    async with api.client() as client:
        answers = await asyncio.gather(
            *[
                client.post(TOKEN, json={"email": f"u{n}@spray.test", "password": "Summer 2026!"})
                for n in range(30)
            ]
        )
    codes = [answer.status_code for answer in answers]

    assert 20 <= codes.count(401) <= 21
    assert codes.count(429) == len(codes) - codes.count(401)


async def test_right_passwords_are_never_locked_out(api: Api, hotel: HotelFixture) -> None:
    """Only wrong ones count: a script that signs in often is no attack."""
    login = await api.person(hotel)
    async with api.client() as client:
        codes = [(await client.post(TOKEN, json=credentials(login))).status_code for _ in range(8)]

    assert codes == [200] * 8


async def test_a_flood_of_sign_ins_does_not_stop_the_others(api: Api, hotel: HotelFixture) -> None:
    """Two hashes at a time: other requests go on while a hundred wait."""
    login = await api.person(hotel)
    reader = await api.machine(login)
    async with api.client() as client:
        flood = [
            asyncio.create_task(
                client.post(TOKEN, json={"email": f"f{n}@flood.test", "password": "x" * 20})
            )
            for n in range(40)
        ]
        answers = [await reader.get(f"/api/v1/hotels/{hotel.id}") for _ in range(5)]
        still_waiting = [one for one in flood if not one.done()]
        await asyncio.gather(*flood)

    assert {answer.status_code for answer in answers} == {200}
    assert still_waiting


async def test_a_person_in_two_hotels_chooses_one(api: Api, make_hotel: MakeHotel) -> None:
    """A third hotel answers as one that does not exist."""
    first, second, third = await make_hotel(), await make_hotel(), await make_hotel()
    login = await api.person(first, role=Role.AGENT)
    await add_place(api, login.account_id, second)
    client = await api.browser(login)
    session = (await client.get(SESSION)).json()
    chosen = await client.post(f"{SESSION}/hotel", json={"hotel_id": str(second.id)})
    foreign = await client.post(f"{SESSION}/hotel", json={"hotel_id": str(third.id)})
    invented = await client.post(f"{SESSION}/hotel", json={"hotel_id": str(login.account_id)})

    assert {hotel["id"] for hotel in session["hotels"]} == {str(first.id), str(second.id)}
    assert chosen.json()["hotel"]["id"] == str(second.id)
    assert chosen.json()["role"] == "viewer"
    assert (foreign.status_code, invented.status_code) == (404, 404)
    assert foreign.json() == invented.json()


async def test_a_cookie_alone_changes_nothing(api: Api, hotel: HotelFixture) -> None:
    """Another site's form cannot set our header, and says where it comes from."""
    client = await api.browser(await api.person(hotel))
    url = f"/api/v1/hotels/{hotel.id}"
    body = {"speaker_minutes": 5}
    bare = await client.patch(url, json=body, headers={"X-Requested-With": ""})
    other = await client.patch(url, json=body, headers={"Origin": "https://evil.test"})
    cross = await client.patch(url, json=body, headers={"Sec-Fetch-Site": "cross-site"})
    null = await client.patch(url, json=body, headers={"Origin": "null"})
    ours = await client.patch(url, json=body, headers={**CSRF, "Sec-Fetch-Site": "same-origin"})

    assert [a.status_code for a in (bare, other, cross, null)] == [403] * 4
    assert ours.status_code == 200


async def test_the_password_can_be_changed_by_who_knows_it(api: Api, hotel: HotelFixture) -> None:
    """Every session of the account ends with the old password."""
    login = await api.person(hotel)
    client, elsewhere = await api.browser(login), await api.browser(login)
    url = f"{SESSION}/password"
    new = "another fine password"
    wrong = await client.post(url, json={"current": "not it", "new": new})
    weak = await client.post(url, json={"current": PASSWORD, "new": "password123"})
    done = await client.post(url, json={"current": PASSWORD, "new": new})

    assert (wrong.status_code, weak.status_code, done.status_code) == (422, 422, 204)
    assert (await elsewhere.get(SESSION)).status_code == 401
    async with api.client() as fresh:
        assert (await fresh.post(TOKEN, json=credentials(login))).status_code == 401
        assert (await fresh.post(TOKEN, json=credentials(login, new))).status_code == 200


async def move_sessions(api: Api, token: str, column: str, by: str) -> None:
    """Makes a session older."""
    async with api.container.work.platform() as work:
        statement = text(
            f"update session set {column} = {column} - cast(:by as interval) where token_hash = :h"
        ).bindparams(by=timedelta_of(by), h=token_hash(token))
        await work.session.execute(statement)


def timedelta_of(words: str) -> timedelta:
    number, unit = words.split()
    return timedelta(**{unit: int(number)})


async def add_place(api: Api, account_id: UUID, hotel: HotelFixture) -> None:
    async with api.container.work.hotel(hotel.id) as work:
        work.session.add(
            Staff(hotel_id=hotel.id, account_id=account_id, name="Pat", role=Role.VIEWER)
        )
