"""The shape of answers: errors, pages, headers, health, documents."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from json import dumps
from typing import Any

import pytest
from fastapi.openapi.models import OpenAPI

from backend.api.app import create_api
from backend.bootstrap import Container, create_container
from backend.settings import Settings
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]


async def test_every_error_has_one_shape(api: Api, hotel: HotelFixture) -> None:
    """Validation, bad JSON, unknown address, wrong method, missing rights, missing thing."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    json = {"Content-Type": "application/json"}
    answers = {
        "invalid": await manager.post(f"{url}/knowledge", json={"title": ""}),
        "invalid_json": await manager.post(f"{url}/knowledge", content=b"{", headers=json),
        "not_found": await manager.get("/api/v1/nothing/here"),
        "also_not_found": await manager.get("/api/nothing"),
        "missing": await manager.get(f"{url}/knowledge/{hotel.id}"),
        "no_uuid": await manager.get(f"{url}/knowledge/1"),
        "method_not_allowed": await manager.put(f"{url}/knowledge", json={}),
        "unauthenticated": await api.client().get(url),
        "forbidden": await manager.get("/api/v1/hotels"),
        "conflict": await manager.post(
            f"{url}/staff", json={"email": hotel.account.email, "name": "M", "role": "agent"}
        ),
        "bad_cursor": await manager.get(f"{url}/conversations", params={"cursor": "nonsense"}),
    }
    codes = {name: answer.status_code for name, answer in answers.items()}

    assert codes == {
        "invalid": 422,
        "invalid_json": 422,
        "not_found": 404,
        "also_not_found": 404,
        "missing": 404,
        "no_uuid": 422,
        "method_not_allowed": 405,
        "unauthenticated": 401,
        "forbidden": 403,
        "conflict": 409,
        "bad_cursor": 422,
    }
    for answer in answers.values():
        body = answer.json()
        assert set(body) == {"error"}
        assert set(body["error"]) == {"code", "message", "details"}
        assert answer.headers["content-type"] == "application/json"


async def test_validation_names_the_field_and_never_repeats_the_value(
    api: Api, hotel: HotelFixture
) -> None:
    """What was sent may be a password."""
    manager = await api.staff(hotel)
    answer = await manager.post(
        f"/api/v1/hotels/{hotel.id}/staff",
        json={"email": "x@y.test", "name": "X", "role": "king of secret-value"},
    )
    weak = await manager.post(
        f"/api/v1/hotels/{hotel.id}/staff",
        json={"email": "x@y.test", "name": "X", "role": "agent", "password": "short"},
    )

    assert [one["field"] for one in answer.json()["error"]["details"]] == ["role"]
    assert "secret-value" not in answer.text
    assert weak.json()["error"]["details"][0]["field"] == "password"
    assert "8 characters" in weak.text


async def test_a_body_of_more_than_a_mebibyte_is_refused(api: Api, hotel: HotelFixture) -> None:
    """Announced or not."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/knowledge"
    big = b'{"title": "' + b"x" * 1024 * 1024 + b'"}'
    json = {"Content-Type": "application/json"}

    async def chunks() -> Any:
        for start in range(0, len(big), 65536):
            yield big[start : start + 65536]

    announced = await manager.post(url, content=big, headers=json)
    chunked = await manager.post(url, content=chunks(), headers=json)

    assert (announced.status_code, chunked.status_code) == (413, 413)
    assert announced.json()["error"]["code"] == "too_large"


@pytest.mark.parametrize(
    "text",
    [
        "nul \x00 inside",
        "lone \ud800 surrogate",
        "'; drop table guest; --",
        "{{7*7}} {0.__class__}",
    ],
)
async def test_odd_characters_never_break_anything(
    api: Api, hotel: HotelFixture, text: str
) -> None:
    """In a body, a path and a search: an answer below 500, and templates stay words."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    stay = {
        "guest": {"name": text, "phone": "+4915112345678"},
        "arrival": "2026-01-01",
        "departure": "2026-01-02",
        "note": text,
    }
    body = dumps(stay)
    headers = {"Content-Type": "application/json"}
    answers = [
        await manager.put(f"{url}/stays/A1", content=body, headers=headers),
        await manager.get(f"{url}/conversations", params={"q": text.encode("utf-8", "replace")}),
        await manager.get(f"{url}/guests", params={"q": text.encode("utf-8", "replace")}),
        await manager.get(f"{url}/stays/{text.encode('utf-8', 'replace').hex('%')}"),
        await manager.post("/api/v1/auth/login", content=body, headers=headers),
    ]

    assert max(answer.status_code for answer in answers) < 500


async def test_deep_json_is_refused(api: Api, hotel: HotelFixture) -> None:
    """A hundred thousand brackets are no reason to fall over."""
    manager = await api.staff(hotel)
    answer = await manager.post(
        f"/api/v1/hotels/{hotel.id}/knowledge",
        content=b"[" * 100_000,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "path",
    ["/api/v1/session", "/api/v1/nothing", "/health/live", "/api/docs", "/api/v1/openapi.json"],
)
async def test_safe_headers_are_on_every_answer(api: Api, path: str) -> None:
    """Not framed, not sniffed, not stored; no other origin may read it."""
    async with api.client(Origin="https://evil.test") as client:
        headers = (await client.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
    assert len(headers["x-request-id"]) == 32


async def test_what_nobody_expected_has_a_number_to_ask_with(
    api: Api, hotel: HotelFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller gets an incident id and no traceback."""

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the words of a guest")

    monkeypatch.setattr("backend.api.routes.audit.list_audit", broken)
    manager = await api.staff(hotel)
    answer = await manager.get(f"/api/v1/hotels/{hotel.id}/audit")

    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal"
    assert len(answer.json()["error"]["details"]["incident"]) == 12
    assert "guest" not in answer.text


async def test_lists_come_in_pages_without_gaps(api: Api, hotel: HotelFixture) -> None:
    """limit and next_cursor walk through every row exactly once; limits are bounded."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    for number in range(7):
        await manager.put(
            f"{url}/stays/P{number}",
            json={
                "guest": {"name": f"Guest {number % 2}", "phone": f"+491511234567{number}"},
                "arrival": f"2026-01-0{1 + number % 3}",
                "departure": "2026-02-01",
            },
        )
        await manager.post(
            f"{url}/knowledge", json={"title": f"T{number}", "text": "x", "language": "en"}
        )
    for name, key in (("stays", "id"), ("guests", "id"), ("knowledge", "id"), ("audit", "id")):
        whole = (await manager.get(f"{url}/{name}", params={"limit": 200})).json()["items"]
        seen, cursor = [], None
        while True:
            params = {"limit": 3} | ({"cursor": cursor} if cursor else {})
            page = (await manager.get(f"{url}/{name}", params=params)).json()
            assert len(page["items"]) <= 3
            seen += [item[key] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == [item[key] for item in whole]
        assert len(whole) >= 7
    assert (await manager.get(f"{url}/stays", params={"limit": 201})).status_code == 422


async def test_the_description_of_the_api_is_valid(api: Api) -> None:
    """OpenAPI validates, and the page is made from it without a script."""
    async with api.client() as client:
        spec = (await client.get("/api/v1/openapi.json")).json()
        page = await client.get("/api/docs")
    operations = [operation for path in spec["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    refs = set(re.findall(r'"#/components/schemas/([^"]+)"', dumps(spec)))

    OpenAPI.model_validate(spec)
    assert len(set(names)) == len(names)
    assert refs <= set(spec["components"]["schemas"])
    assert "/api/v1/hotels/{hotel_id}/conversations" in spec["paths"]
    assert "text/html" in page.headers["content-type"]
    assert "<script" not in page.text
    assert "take-over" in page.text


async def test_health_tells_what_is_down(api: Api, container: Container) -> None:
    """Without Valkey the product is degraded and ready; without the database it is not ready."""
    nowhere = Settings(
        _env_file=None,
        database_url="postgresql://nobody@127.0.0.1:9/none",
        redis_url="redis://127.0.0.1:9/0",
    )
    dead = create_container(nowhere, "web")
    async with api.client() as client:
        good = await client.get("/health")
        ready = await client.get("/health/ready")
    half = replace(container, redis=dead.redis)
    none = replace(container, work=dead.work, redis=dead.redis)
    degraded = await asking(half, api, "/health")
    half_ready = await asking(half, api, "/health/ready")
    down = await asking(none, api, "/health/ready")
    alive = await asking(none, api, "/health/live")
    await dead.close()

    dependencies = good.json()["dependencies"]
    assert set(dependencies) == {"database", "redis", "workers", "deepseek", "green_api", "files"}
    assert dependencies["database"]["state"] == dependencies["redis"]["state"] == "up"
    assert dependencies["workers"]["state"] == "down"
    assert good.status_code == 200
    assert ready.status_code == 200
    assert (degraded.status_code, degraded.json()["status"]) == (200, "degraded")
    assert half_ready.status_code == 200
    assert (down.status_code, down.json()["status"]) == (503, "down")
    assert alive.status_code == 200


async def asking(container: Container, api: Api, path: str) -> Any:
    other = Api(create_api(container), container, api.password_hash)
    async with other.client() as client:
        return await client.get(path)


async def test_metrics_are_closed_to_the_world_in_production(
    api: Api, container: Container, hotel: HotelFixture
) -> None:
    """Open for development; in production for the operator and this machine only."""
    strict = replace(
        container,
        settings=container.settings.model_copy(update={"env": "production"}),
    )
    closed = Api(create_api(strict), strict, api.password_hash)
    async with api.client() as client:
        assert (await client.get("/metrics")).status_code == 200
    manager, admin = await closed.staff(hotel), await closed.admin()
    forwarded = {"X-Forwarded-For": "203.0.113.9"}

    assert (await manager.get("/metrics", headers=forwarded)).status_code == 404
    assert (await admin.get("/metrics", headers=forwarded)).status_code == 200


async def test_a_caller_who_asks_too_often_is_slowed_down(
    api: Api, hotel: HotelFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 with the time to wait, for this caller alone."""
    monkeypatch.setattr("backend.api.deps.PER_CALLER", "5/minute")
    busy, calm = await api.staff(hotel), await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    answers = await asyncio.gather(*[busy.get(url) for _ in range(8)])
    codes = [answer.status_code for answer in answers]

    assert codes.count(200) == 5
    assert codes.count(429) == 3
    assert (await calm.get(url)).status_code == 200
