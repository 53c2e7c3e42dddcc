"""Drafts, publishing, rehearsing and enabling; the ledger from every side; who may do what."""

from typing import Any

import httpx
import pytest

from backend.domain.words import Role, TriggerEvent
from tests.fixtures.api import Api
from tests.journey.conftest import Journey

TIMING = {"moment": "arrival", "amount": 1, "side": "before", "at": "18:00"}


class Desk:
    """A manager at the API."""

    def __init__(self, client: httpx.AsyncClient, journey: Journey) -> None:
        self._client, self._journey = client, journey
        self._base = f"/api/v1/hotels/{journey.hotel.id}"

    async def make(self, **changes: Any) -> dict[str, Any]:
        template_id = str(await self._journey.template())
        body = {"name": "T", "event": "time", "template_id": template_id, "timing": TIMING}
        made: dict[str, Any] = await self.call("POST", "/triggers", 201, {**body, **changes})
        return made

    async def call(
        self, method: str, path: str, expected: int, body: dict[str, Any] | None = None
    ) -> Any:
        answer = await self._client.request(method, self._base + path, json=body)
        assert answer.status_code == expected, answer.text
        return answer.json() if answer.content else None


@pytest.fixture
async def desk(api: Api, journey: Journey) -> Desk:
    return Desk(await api.staff(journey.hotel), journey)


async def test_a_trigger_is_published_rehearsed_and_then_enabled(desk: Desk) -> None:
    """In this order; a change of a live one waits as a draft until it was rehearsed too."""
    made = await desk.make()
    url = f"/triggers/{made['id']}"
    await desk.call("PATCH", url, 409, {"enabled": True})
    await desk.call("POST", f"{url}/publish", 200)
    await desk.call("PATCH", url, 409, {"enabled": True})
    await desk.call("POST", f"{url}/rehearsal", 200)
    live = await desk.call("PATCH", url, 200, {"enabled": True})
    changed = await desk.call("PATCH", url, 200, {"priority": 7})
    await desk.call("POST", f"{url}/publish", 409)
    await desk.call("POST", f"{url}/rehearsal", 200)
    published = await desk.call("POST", f"{url}/publish", 200)

    assert (made["published"], made["needs_rehearsal"], live["enabled"]) == (False, True, True)
    assert (changed["priority"], changed["draft"]["priority"]) == (100, 7)
    assert changed["needs_rehearsal"]
    assert (published["priority"], published["version"], published["draft"]) == (7, 2, None)
    assert published["enabled"]


async def test_a_draft_that_is_dropped_leaves_the_rule(desk: Desk) -> None:
    """Its rehearsal counts for nothing that comes after it."""
    made = await desk.make()
    url = f"/triggers/{made['id']}"
    await desk.call("POST", f"{url}/publish", 200)
    await desk.call("PATCH", url, 200, {"priority": 7})
    await desk.call("POST", f"{url}/rehearsal", 200)
    dropped = await desk.call("DELETE", f"{url}/draft", 200)
    again = await desk.call("PATCH", url, 200, {"priority": 8})

    assert (dropped["draft"], dropped["priority"]) == (None, 100)
    assert again["draft_version"] == 3
    assert again["needs_rehearsal"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (
            {"conditions": {"all": [{"field": "nights", "operator": "is", "value": "x"}]}},
            "conditions.all.0.value",
        ),
        ({"conditions": {"some": []}}, "conditions"),
        ({"template_id": "00000000-0000-7000-8000-000000000000"}, "template_id"),
    ],
)
async def test_a_bad_rule_names_its_place(desk: Desk, changes: dict[str, Any], field: str) -> None:
    """Refused when saved, and told the same by the check that keeps nothing."""
    template_id = str(await desk._journey.template())
    body = {"name": "T", "event": "time", "template_id": template_id, "timing": TIMING, **changes}
    refused = await desk.call("POST", "/triggers", 422, body)
    checked = await desk.call("POST", "/triggers/check", 200, body)

    assert [one["field"] for one in refused["error"]["details"]] == [field]
    assert [one["field"] for one in checked["problems"]] == [field]


async def test_a_check_counts_stays_and_shows_a_message(desk: Desk, journey: Journey) -> None:
    """Of the next fourteen days; a rule that fits nobody still shows its first miss."""
    await journey.push("R-1", arrives_in=3)
    await journey.push("R-2", arrives_in=5, nights=4, guest={"phone": "+34600000002"})
    await journey.push("R-3", arrives_in=40, guest={"phone": "+34600000003"})
    long_stays = {"all": [{"field": "nights", "operator": "at_least", "value": 4}]}
    body = {
        "name": "T",
        "event": "time",
        "template_id": str(await journey.template()),
        "timing": TIMING,
        "conditions": long_stays,
    }
    shown = await desk.call("POST", "/triggers/check", 200, body)

    assert (shown["considered"], shown["matching"]) == (2, 1)
    assert shown["sample"]["external_id"] == "R-2"
    assert shown["sample"]["text"].startswith("Hello Ana, see you on ")
    assert (await desk.call("GET", "/triggers", 200))["items"] == []


async def test_a_rehearsal_names_the_first_condition_that_fails(
    desk: Desk, journey: Journey
) -> None:
    """Line by line, filtered and paged."""
    for number in range(3):
        phone = f"+3460000000{number}"
        await journey.push(f"R-{number}", arrives_in=number + 2, guest={"phone": phone})
    long_stays = {"all": [{"field": "nights", "operator": "at_least", "value": 4}]}
    made = await desk.make(conditions=long_stays)
    url = f"/triggers/{made['id']}/rehearsal"
    summary = await desk.call("POST", url, 200)
    first = await desk.call("GET", f"{url}/lines?outcome=skipped&limit=2", 200)
    rest = await desk.call(
        "GET", f"{url}/lines?outcome=skipped&limit=2&cursor={first['next_cursor']}", 200
    )

    assert (summary["fired"], summary["skipped"]) == (0, 3)
    assert summary["reasons"] == {"condition": 3}
    assert [len(first["items"]), len(rest["items"])] == [2, 1]
    assert first["items"][0]["unmet"]["path"] == "conditions.all.0"
    assert await journey.ledger() == []
    assert await journey.sent() == []


async def test_the_ledger_answers_from_every_side(desk: Desk, journey: Journey) -> None:
    """Of a guest, a stay, a room or a trigger: the same line, with name and room."""
    trigger_id = await journey.arm(TriggerEvent.STAY_BOOKED, name="Thanks")
    stay_id = await journey.push()
    await journey.push("R-2", room="99", guest={"phone": "+34600000002"})
    await journey.drain()
    (line,) = (await desk.call("GET", f"/ledger?stay_id={stay_id}", 200))["items"]
    (by_room,) = (await desk.call("GET", "/ledger?room=12", 200))["items"]
    (by_guest,) = (await desk.call("GET", f"/ledger?guest_id={line['guest_id']}", 200))["items"]
    by_trigger = (await desk.call("GET", f"/ledger?trigger_id={trigger_id}", 200))["items"]
    skipped = (await desk.call("GET", "/ledger?outcome=skipped", 200))["items"]

    of_the_ai = (await desk.call("GET", "/ledger?kind=answer", 200))["items"]

    assert line == by_room == by_guest
    assert of_the_ai == []
    assert (line["trigger_name"], line["guest_name"]) == ("Thanks", "Ana Ruiz")
    assert (line["room"], line["external_id"]) == ("12", "R-1")
    assert len(by_trigger) == 2
    assert skipped == []


async def test_what_is_planned_can_be_seen(desk: Desk, journey: Journey) -> None:
    """The next first, with its guest and room."""
    await journey.arm(TriggerEvent.TIME, timing=TIMING)
    await journey.push("LATER", arrives_in=5, guest={"phone": "+34600000005"})
    await journey.push("SOONER", arrives_in=3)
    first = await desk.call("GET", "/planned?limit=1", 200)
    rest = await desk.call("GET", f"/planned?cursor={first['next_cursor']}", 200)

    assert [one["external_id"] for one in first["items"]] == ["SOONER"]
    assert [one["external_id"] for one in rest["items"]] == ["LATER"]


async def test_everybody_at_the_desk_may_stop_and_a_manager_resumes(
    api: Api, journey: Journey
) -> None:
    """An agent at night ends it; a viewer may not."""
    url = f"/api/v1/hotels/{journey.hotel.id}/automation"
    viewer, agent, manager = [await api.staff(journey.hotel, role) for role in reversed(Role)]
    codes = [
        (await viewer.post(f"{url}/stop")).status_code,
        (await agent.post(f"{url}/stop")).status_code,
        (await agent.post(f"{url}/resume")).status_code,
        (await manager.post(f"{url}/resume")).status_code,
    ]
    logged = (await manager.get(f"/api/v1/hotels/{journey.hotel.id}/audit")).json()["items"]

    assert codes == [403, 200, 403, 200]
    assert {"automation.stop", "automation.resume"} <= {one["action"] for one in logged}


async def test_a_moved_check_in_time_moves_what_is_planned(desk: Desk, journey: Journey) -> None:
    """What hangs on the hotel's clock is planned anew when the hotel changes it."""
    await journey.arm(
        TriggerEvent.TIME,
        timing={"moment": "arrival", "amount": 2, "unit": "hours", "side": "before"},
    )
    await journey.push(arrives_in=3)
    (before,) = await journey.planned()
    await desk.call("PATCH", "", 200, {"check_in_time": "17:00"})
    (after,) = await journey.planned()

    assert (before.due_at.hour, after.due_at.hour) == (13, 15)


async def test_each_trigger_says_what_it_still_needs(desk: Desk) -> None:
    """Rehearse, publish, enable, nothing: the one next step, also for a change of a live one."""
    made = await desk.make()
    url = f"/triggers/{made['id']}"
    steps = [made["next_step"]]
    await desk.call("POST", f"{url}/rehearsal", 200)
    steps.append((await desk.call("GET", url, 200))["next_step"])
    steps.append((await desk.call("POST", f"{url}/publish", 200))["next_step"])
    steps.append((await desk.call("PATCH", url, 200, {"enabled": True}))["next_step"])
    steps.append((await desk.call("PATCH", url, 200, {"priority": 7}))["next_step"])

    assert steps == ["rehearse", "publish", "enable", None, "rehearse"]
    assert made["part"] == "before_arrival"


async def test_a_list_says_what_each_trigger_has_done_and_will_do(
    desk: Desk, journey: Journey
) -> None:
    """Sent and not sent in seven days, how many wait, and when the next is decided."""
    known = await _guest(desk, journey)
    trigger_id = await journey.arm(TriggerEvent.STAY_BOOKED, name="Thanks")
    later = await journey.arm(TriggerEvent.TIME, timing=TIMING, name="Evening before")
    await desk.call("POST", f"/triggers/{trigger_id}/skips", 200, known)
    await journey.push("R-2", guest={"phone": "+34600000002"})
    await journey.push("R-1")
    await journey.drain()
    listed = {one["id"]: one for one in (await desk.call("GET", "/triggers", 200))["items"]}
    thanks, before = listed[str(trigger_id)], listed[str(later)]

    assert (thanks["sent_week"], thanks["not_sent_week"], thanks["next_at"]) == (1, 1, None)
    assert (before["planned"], before["sent_week"]) == (2, 0)
    assert before["next_at"] is not None


async def _guest(desk: Desk, journey: Journey) -> dict[str, Any]:
    await journey.push("OLD", arrives_in=-9)
    (guest,) = (await desk.call("GET", "/guests", 200))["items"]
    return {"guest_id": guest["id"]}


async def test_a_removed_trigger_is_gone_and_can_come_back(desk: Desk, journey: Journey) -> None:
    """Nothing of it is planned, its name is free, the ledger knows it; it comes back off."""
    trigger_id = await journey.arm(TriggerEvent.TIME, timing=TIMING, name="Evening before")
    await journey.push()
    url = f"/triggers/{trigger_id}"
    await desk.call("DELETE", url, 204)
    planned = await journey.planned()
    listed = (await desk.call("GET", "/triggers", 200))["items"]
    await desk.call("GET", url, 404)
    back = await desk.call("POST", f"{url}/restore", 200)
    await desk.call("DELETE", url, 204)
    await desk.make(name="Evening before")
    await desk.call("POST", f"{url}/restore", 409)

    assert (planned, listed) == ([], [])
    assert (back["enabled"], back["next_step"], back["name"]) == (False, "enable", "Evening before")


async def test_a_check_names_who_matches_and_shows_a_chosen_stay(
    desk: Desk, journey: Journey
) -> None:
    """The first few by name; for a chosen stay the words, and why it would get none."""
    await journey.push("R-1", arrives_in=3)
    left_out = await journey.push("R-2", arrives_in=5, nights=1, guest={"phone": "+34600000002"})
    body = {
        "name": "T",
        "event": "time",
        "template_id": str(await journey.template()),
        "timing": TIMING,
        "conditions": {"all": [{"field": "nights", "operator": "at_least", "value": 2}]},
    }
    shown = await desk.call("POST", f"/triggers/check?stay_id={left_out}", 200, body)
    answer = {**body, "event": "complaint", "timing": None}
    spoken = await desk.call("POST", f"/triggers/check?stay_id={left_out}", 200, answer)

    assert [one["external_id"] for one in shown["first"]] == ["R-1"]
    sample = shown["sample"]
    assert (sample["external_id"], sample["reason"]) == ("R-2", "condition")
    assert sample["unmet"]["field"] == "nights"
    assert sample["text"].startswith("Hello Ana")
    assert spoken["sample"]["text"].startswith("Hello Ana")
    assert (spoken["matching"], spoken["sample"]["at"]) == (0, None)


async def test_a_rehearsal_shows_only_what_overlaps(desk: Desk, journey: Journey) -> None:
    """Or what belongs to a storm, or what has one reason."""
    await journey.arm(TriggerEvent.TIME, timing=TIMING, name="Other")
    await journey.push("R-1", arrives_in=3)
    alone = await journey.push("R-2", arrives_in=6, guest={"phone": "+34600000002"})
    await journey.owner.execute("delete from planned_occurrence where stay_id = %s", [alone])
    made = await desk.make()
    url = f"/triggers/{made['id']}/rehearsal"
    await desk.call("POST", url, 200)
    overlapping = (await desk.call("GET", f"{url}/lines?marked=overlap", 200))["items"]
    stormy = (await desk.call("GET", f"{url}/lines?marked=storm", 200))["items"]
    of_reason = (await desk.call("GET", f"{url}/lines?reason=time", 200))["items"]

    assert [(one["external_id"], one["overlaps"]) for one in overlapping] == [("R-1", ["Other"])]
    assert stormy == []
    assert [one["external_id"] for one in of_reason] == ["R-1", "R-2"]


async def test_the_desk_leaves_a_guest_out_and_sees_it(api: Api, journey: Journey) -> None:
    """An agent may; what is planned says so, and it can be taken back."""
    trigger_id = await journey.arm(TriggerEvent.TIME, timing=TIMING)
    await journey.push()
    agent = await api.staff(journey.hotel, Role.AGENT)
    base = f"/api/v1/hotels/{journey.hotel.id}"
    (before,) = (await agent.get(f"{base}/planned")).json()["items"]
    skips = f"{base}/triggers/{trigger_id}/skips"
    await agent.post(skips, json={"guest_id": before["guest_id"]})
    (during,) = (await agent.get(f"{base}/planned")).json()["items"]
    await agent.delete(f"{skips}/{before['guest_id']}")
    (after,) = (await agent.get(f"{base}/planned")).json()["items"]

    assert [one["left_out"] for one in (before, during, after)] == [None, "guest", None]
