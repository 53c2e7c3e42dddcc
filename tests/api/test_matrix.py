"""The matrix: every route of the app against everybody who has no business there.

The routes are read from the app itself, so that a new one is tested the moment it exists.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest_asyncio
from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts

from backend.domain.permissions import OF_ROLE, Permission
from backend.domain.words import Role
from tests.api.places import Furnished, furnish
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]
CANARY = "zebrafinch"
# Open by nature: signing in itself, health, documents. Each is tested where it belongs.
OPEN = {
    "/api/v1/auth/login",
    "/api/v1/auth/token",
    "/api/v1/auth/refresh",
    "/api/v1/auth/revoke",
    "/api/v1/auth/invitation",
    "/api/v1/auth/password",
    "/health",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/api/docs",
    "/api/{path:path}",
    "/api/v1/openapi.json",
    "/hooks/green/{hook_id}",
    "/hooks/pms/{hook}",
}
NOBODY = "00000000-0000-7000-8000-000000000000"
SHIFT = {"staff_id": NOBODY, "weekdays": [0], "starts": "08:00", "ends": "16:00"}
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/v1/hotels": {"name": "H", "timezone": "Europe/Berlin"},
    "PATCH /api/v1/hotels/{hotel_id}": {"name": "Taken over"},
    "POST .../conversations/{conversation_id}/messages": {"text": "intruder"},
    "PATCH .../guests/{guest_id}": {"name": "Taken over"},
    "POST .../guests/{guest_id}/merges": {"gone_id": NOBODY},
    "PUT .../stays/{external_id}": {
        "guest": {"name": "Taken over", "phone": "+4915199990001"},
        "arrival": "2026-02-01",
        "departure": "2026-02-02",
    },
    "POST .../stay-imports/{import_id}/check": {"mapping": {"name": 0, "arrival": 1, "nights": 1}},
    "POST .../pms-connections": {"vendor": "generic", "name": "Spy"},
    "PATCH .../pms-connections/{connection_id}": {"name": "Taken over"},
    "PUT .../conversations/{conversation_id}/stay": {"stay_id": NOBODY},
    "PUT .../conversations/{conversation_id}/assignee": {"staff_id": None},
    "PUT .../conversations/{conversation_id}/team": {"team_id": None},
    "PUT .../conversations/{conversation_id}/priority": {"priority": "urgent"},
    "PUT .../conversations/{conversation_id}/snooze": {"choice": "hour"},
    "PUT .../conversations/{conversation_id}/drafts/{mode}": {"text": "intruder"},
    "POST .../notifications/read": {},
    "PATCH .../notifications/settings": {"choices": {"mention": []}},
    "POST .../conversations/{conversation_id}/help": {"task": "suggest"},
    "PUT .../media/{media_id}/transcript": {"text": "intruder"},
    "PUT .../messages/{message_id}/wrong": {"reason": "wrong_fact", "note": "intruder"},
    "PUT .../conversations/{conversation_id}/translation": {"on": True},
    "POST .../conversations/{conversation_id}/translations": {
        "message_ids": ["1"],
        "language": "en",
    },
    "POST .../conversations/{conversation_id}/translations/draft": {"text": "intruder"},
    "POST .../conversations/{conversation_id}/ai-drafts/{ai_draft_id}/translation": {
        "language": "en"
    },
    "PUT .../conversations/{conversation_id}/presence": {"state": "looks"},
    "POST .../conversations/{conversation_id}/notes": {"text": "intruder"},
    "POST .../conversations/{conversation_id}/scheduled": {"text": "later", "choice": "hour"},
    "PATCH .../conversations/{conversation_id}/scheduled/{scheduled_id}": {"text": "intruder"},
    "POST .../conversations/bulk": {"ids": [NOBODY], "action": {"do": "resolve"}},
    "POST .../shifts": SHIFT,
    "PATCH .../shifts/{shift_id}": SHIFT,
    "PATCH .../duty-contacts/{staff_id}": {"email": False},
    "POST .../alerts/{alert_id}/judge": {"verdict": True},
    "POST .../alerts/{alert_id}/assign": {"staff_id": NOBODY},
    "POST .../complaints/{complaint_id}/own": {"staff_id": NOBODY},
    "POST .../complaints/{complaint_id}/act": {"words": "intruder"},
    "POST .../complaints/{complaint_id}/close": {"reason": "intruder"},
    "POST .../golden/questions": {"text": "intruder"},
    "PATCH .../golden/questions/{question_id}": {"text": "intruder"},
    "POST .../golden/runs/{run_id}/accept": {"reason": "intruder"},
    "POST .../knowledge-changes/{change_id}/publish": {"reason": "intruder"},
    "POST .../surveys": {"name": "Spy"},
    "PATCH .../surveys/{survey_id}": {"name": "Taken over"},
    "POST .../canned-replies": {"shortcut": "spy", "title": "Spy", "texts": {"en": "Spy"}},
    "PATCH .../canned-replies/{reply_id}": {"title": "Taken over"},
    "POST .../teams": {"name": "Spies"},
    "PATCH .../teams/{team_id}": {"name": "Taken over"},
    "POST .../labels": {"name": "Spy"},
    "PATCH .../labels/{label_id}": {"name": "Taken over"},
    "POST .../saved-views": {"name": "Spy"},
    "PATCH .../saved-views/{view_id}": {"name": "Taken over"},
    "POST .../knowledge": {"title": "T", "text": "T", "language": "en"},
    "PATCH .../knowledge/{entry_id}": {"title": "Taken over"},
    "POST .../knowledge-imports/address": {"url": "https://spy.test/", "language": "en"},
    "POST .../knowledge-imports/{intake_id}/proposals/{number}": {"choice": "skip"},
    "POST .../knowledge-imports/{intake_id}/decide": {"choice": "skip"},
    "POST .../contradictions/{contradiction_id}/decide": {"verdict": "ignore"},
    "POST .../templates": {"name": "T", "texts": {"en": "T"}},
    "PATCH .../templates/{template_id}": {"name": "Taken over"},
    "PUT .../templates/{template_id}/texts/{language}": {"text": "Taken over"},
    "PUT .../templates/{template_id}/texts/{language}/review": {"version": 1},
    "POST .../template-preview": {"text": "Hello {{guest_name}}", "language": "en"},
    "POST .../triggers": {
        "name": "T",
        "event": "complaint",
        "template_id": NOBODY,
    },
    "PATCH .../triggers/{trigger_id}": {"name": "Taken over"},
    "POST .../triggers/check": {
        "name": "T",
        "event": "stay_booked",
        "template_id": NOBODY,
    },
    "POST .../triggers/{trigger_id}/skips": {"guest_id": NOBODY},
    "POST .../channels": {"id_instance": 7, "api_token": "x" * 50, "configure": False},
    "PATCH .../channels/{channel_id}": {"name": "Taken over"},
    "POST .../staff": {"email": "spy@evil.test", "name": "Spy", "role": "manager"},
    "PATCH .../staff/{staff_id}": {"role": "viewer"},
    "POST .../api-keys": {"name": "Spy"},
    "POST .../dead-letters/replay": {},
    "POST .../guests/{guest_id}/erase": {"reason": "guest_asked"},
    "PUT .../ai-budget": {"day_usd": 1},
    "POST .../dead-letters/{letter_id}/discard": {"note": "gone"},
    "POST /api/v1/session/hotel": {"hotel_id": NOBODY},
    "POST /api/v1/session/password": {"current": "x", "new": "y"},
}


@dataclass(frozen=True)
class Call:
    method: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path.replace('/api/v1/hotels/{hotel_id}/', '.../')}"

    @property
    def is_of_a_hotel(self) -> bool:
        return "{hotel_id}" in self.path


@dataclass(frozen=True)
class Scene:
    """Two hotels: theirs holds the canary, ours is where the intruder works."""

    theirs: Furnished
    ours: Furnished
    api: Api


def routes(app: FastAPI) -> Iterator[RouteContext]:
    """As they are matched, with the prefixes of the routers they came with."""
    for route in iter_route_contexts(app.routes):
        assert route.path
        yield route


def calls(app: FastAPI) -> list[Call]:
    spec = app.openapi()["paths"]
    documented = {
        Call(method.upper(), path) for path, methods in spec.items() for method in methods
    }
    return sorted(
        (call for call in documented if call.path not in OPEN), key=lambda call: call.name
    )


@pytest_asyncio.fixture
async def scene(api: Api, make_hotel: MakeHotel) -> Scene:
    theirs, ours = await make_hotel(name=f"Hotel {CANARY}"), await make_hotel()
    return Scene(
        await furnish(api.container.work, theirs, CANARY),
        await furnish(api.container.work, ours, "ours"),
        api,
    )


async def send(client: httpx.AsyncClient, call: Call, ids: dict[str, str]) -> httpx.Response:
    body = BODIES.get(call.name)
    return await client.request(call.method, call.path.format_map(ids), json=body)


async def intruders(scene: Scene) -> dict[str, httpx.AsyncClient]:
    """Everybody of the other hotel, by token, by cookie and by key; and nobody at all."""
    api, ours = scene.api, scene.ours.hotel
    found = {f"{role} by token": await api.staff(ours, role) for role in Role}
    found["manager by cookie"] = await api.browser(await api.person(ours))
    key = (
        await found["manager by token"].post(
            f"/api/v1/hotels/{ours.id}/api-keys", json={"name": "k", "role": "manager"}
        )
    ).json()["key"]
    found["manager's API key"] = api.client(**{"X-API-Key": key})
    found["person without a place"] = await api.machine(await api.person())
    found["nobody"] = api.client()
    return found


async def snapshot(owner: psycopg.AsyncConnection, hotel: HotelFixture) -> dict[str, list[Any]]:
    """Every row of a hotel in every table of the database, as an owner sees it."""
    tables = await (
        await owner.execute(
            "select table_name from information_schema.columns"
            " where table_schema = 'public' and column_name = 'hotel_id' order by 1"
        )
    ).fetchall()
    rows: dict[str, list[Any]] = {}
    for (table,) in tables:
        query = f"select to_jsonb(t)::text from {table} t where hotel_id = %s order by 1"
        rows[table] = await (await owner.execute(query, (hotel.id,))).fetchall()
    query = "select to_jsonb(h)::text from hotel h where id = %s"
    rows["hotel"] = await (await owner.execute(query, (hotel.id,))).fetchall()
    return rows


async def test_the_routes_of_the_matrix_are_the_routes_of_the_app(api: Api) -> None:
    """Nothing is served that the matrix does not know, except what is open by nature."""
    listed = {(call.method, call.path) for call in calls(api.app)}
    served = {
        (method, route.path)
        for route in routes(api.app)
        for method in route.methods or ()
        if route.path not in OPEN
    }

    assert len(listed) > 50
    assert served == listed
    assert {call.name for call in calls(api.app)} >= set(BODIES)


async def test_no_route_shows_or_changes_anything_of_another_hotel(
    scene: Scene, owner: psycopg.AsyncConnection
) -> None:
    """Refused with 401, 403 or 404, without one byte of theirs, and nothing of theirs moved."""
    before = await snapshot(owner, scene.theirs.hotel)
    wrong: list[str] = []
    for who, client in (await intruders(scene)).items():
        for call in calls(scene.api.app):
            if not call.is_of_a_hotel:
                continue
            answer = await send(client, call, scene.theirs.ids)
            expected = {401} if who == "nobody" else {404}
            if answer.status_code not in expected or CANARY in answer.text:
                wrong.append(f"{who}: {call.name} -> {answer.status_code}")
        await client.aclose()

    assert wrong == []
    assert await snapshot(owner, scene.theirs.hotel) == before


async def test_ids_of_another_hotel_mean_nothing_in_ones_own(
    scene: Scene, owner: psycopg.AsyncConnection
) -> None:
    """A manager at home who asks for their ids gets what an invented id gets."""
    before = await snapshot(owner, scene.theirs.hotel)
    manager = await scene.api.staff(scene.ours.hotel)
    ids = {**scene.theirs.ids, "hotel_id": str(scene.ours.hotel.id)}
    wrong: list[str] = []
    for call in calls(scene.api.app):
        if not call.is_of_a_hotel or call.path.count("{") < 2 or call.method == "PUT":
            continue
        answer = await send(manager, call, ids)
        if answer.status_code != 404 or CANARY in answer.text:
            wrong.append(f"{call.name} -> {answer.status_code}")

    assert wrong == []
    assert await snapshot(owner, scene.theirs.hotel) == before


async def test_lists_and_searches_never_reach_over(scene: Scene) -> None:
    """Every list of one's own hotel, also searched for their word, holds nothing of theirs."""
    manager = await scene.api.staff(scene.ours.hotel)
    wrong: list[str] = []
    for call in calls(scene.api.app):
        if call.method != "GET" or call.path.count("{") > 1 or not call.is_of_a_hotel:
            continue
        url = call.path.format_map(scene.ours.ids)
        answer = await manager.get(
            url, params={"q": CANARY, "hotel_id": scene.theirs.ids["hotel_id"]}
        )
        if answer.status_code != 200 or CANARY in answer.text:
            wrong.append(f"{call.name} -> {answer.status_code}")

    assert wrong == []


async def test_the_console_is_for_the_operator_only(scene: Scene) -> None:
    """A manager of any hotel is refused; nobody is asked to sign in."""
    manager = await scene.api.staff(scene.ours.hotel)
    codes = [
        (await manager.get("/api/v1/hotels")).status_code,
        (await manager.post("/api/v1/hotels", json=BODIES["POST /api/v1/hotels"])).status_code,
        (await scene.api.client().get("/api/v1/hotels")).status_code,
    ]

    assert codes == [403, 403, 401]


async def test_each_role_may_do_what_the_table_says(scene: Scene) -> None:
    """Role by role and route by route: refused with 403 exactly where the permission is missing."""
    wrong: list[str] = []
    needs = {
        (method, route.path): permission
        for route in routes(scene.api.app)
        if (permission := needed(route)) is not None
        for method in route.methods or ()
    }
    for role in (Role.VIEWER, Role.AGENT):
        client = await scene.api.staff(scene.ours.hotel, role)
        for call in calls(scene.api.app):
            permission = needs.get((call.method, call.path))
            if permission is None:
                continue
            allowed = permission in OF_ROLE[role]
            if allowed and call.method != "GET":
                continue
            answer = await send(client, call, scene.ours.ids)
            if (answer.status_code == 403) == allowed:
                wrong.append(f"{role}: {call.name} -> {answer.status_code}")

    assert len(needs) > 40
    assert wrong == []


def needed(route: RouteContext) -> Permission | None:
    """The permission that `access(…)` of the route asks for."""
    waiting = [route.dependant] if hasattr(route, "dependant") else []
    while waiting:
        dependency = waiting.pop()
        found = getattr(dependency.call, "permission", None)
        if isinstance(found, Permission):
            return found
        waiting += dependency.dependencies
    return None


async def test_the_same_phone_and_names_live_in_both_hotels(scene: Scene) -> None:
    """Furnishing used one phone, one template name and one trigger name for both."""
    for place in (scene.ours, scene.theirs):
        manager = await scene.api.staff(place.hotel)
        url = f"/api/v1/hotels/{place.hotel.id}"
        guests = (await manager.get(f"{url}/guests")).json()["items"]
        pushed = await manager.put(
            f"{url}/stays/SAME-NUMBER",
            json={
                "guest": {"name": f"Guest {place.canary}", "phone": "0049 151 99990001"},
                "arrival": "2026-03-01",
                "departure": "2026-03-02",
            },
        )

        assert [guest["name"] for guest in guests] == [f"Guest {place.canary}"]
        assert pushed.status_code == 201
        assert pushed.json()["guest_id"] == place.ids["guest_id"]


async def test_an_address_known_elsewhere_answers_as_a_new_one(scene: Scene) -> None:
    """Nobody learns from an invitation who works in another hotel, and no link opens it."""
    known = await scene.api.person(scene.theirs.hotel)
    manager = await scene.api.staff(scene.ours.hotel)
    url = f"/api/v1/hotels/{scene.ours.hotel.id}/staff"
    answers = [
        await manager.post(url, json={"email": email, "name": "New", "role": "agent"})
        for email in (known.email, "really@new.test")
    ]
    bodies = [answer.json() for answer in answers]
    taken = await scene.api.client().post(
        "/api/v1/auth/password",
        json={"token": bodies[0]["invitation"], "password": "a stolen account"},
    )
    honest = await scene.api.client().post(
        "/api/v1/auth/password",
        json={"token": bodies[1]["invitation"], "password": "my own first password"},
    )

    assert [answer.status_code for answer in answers] == [201, 201]
    assert set(bodies[0]) == set(bodies[1])
    assert len(bodies[0]["invitation"]) == len(bodies[1]["invitation"])
    assert (taken.status_code, honest.status_code) == (404, 204)
