"""Templates over the API: versions, review, use, and what a guest of a stay would read."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx
import pytest

from backend.domain.words import TriggerEvent
from backend.features.stays.schemas import StayInput
from backend.features.stays.service import put_stay
from backend.features.templates import service as templates
from backend.models import Decision
from tests.fixtures.api import Api
from tests.journey.conftest import Journey, journey

__all__ = ["journey"]
HELLO = "Hello {{guest_first_name|guest}}, you sleep in {{room}}."
Call = Callable[..., Awaitable[httpx.Response]]


class Desk:
    """A manager who writes the templates of the hotel."""

    def __init__(self, client: httpx.AsyncClient, hotel: str) -> None:
        self._client = client
        self._root = f"/api/v1/hotels/{hotel}"

    async def ask(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = await self._client.request(method, self._root + path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def create(self, **texts: str) -> str:
        body = {"name": "Welcome", "texts": texts or {"en": HELLO}}
        made = await self.ask("POST", "/templates", body, status=201)
        return f"/templates/{made['id']}"


@pytest.fixture
async def desk(api: Api, journey: Journey) -> Desk:
    return Desk(await api.staff(journey.hotel), str(journey.hotel.id))


def states(template: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {
        one["language"]: (one["state"], one["version"], one["sent_version"])
        for one in template["languages"]
    }


async def test_a_problem_is_told_per_language_and_place(desk: Desk) -> None:
    """All of them at once; nothing is saved."""
    body = {"name": "Bad", "texts": {"en": "Fine", "de": "Hallo {{geust}} {{arrival|count}}"}}
    refused = await desk.ask("POST", "/templates", body, status=422)
    listed = await desk.ask("GET", "/templates")

    assert [("texts.de", "unknown_variable", 6, 15), ("texts.de", "wrong_type", 16, 33)] == [
        (one["field"], one["fault"], one["start"], one["end"])
        for one in refused["error"]["details"]
    ]
    assert listed["items"] == []


async def test_a_name_is_taken_once_until_it_is_deleted(desk: Desk) -> None:
    """Whatever its case; a delete can be undone while the name is free."""
    made = await desk.create()
    again = {"name": "WELCOME", "texts": {"en": "Hi"}}
    await desk.ask("POST", "/templates", again, status=409)
    await desk.ask("DELETE", made, status=204)
    gone = await desk.ask("GET", made, status=404)
    back = await desk.ask("POST", f"{made}/undelete")
    await desk.ask("DELETE", made, status=204)
    await desk.ask("POST", "/templates", again, status=201)
    await desk.ask("POST", f"{made}/undelete", status=409)

    assert gone["error"]["code"] == "not_found"
    assert back["texts"] == {"en": HELLO}


async def test_what_was_reviewed_is_sent_until_the_next_is(desk: Desk, journey: Journey) -> None:
    """A new text is a draft; an edited one is one again, and guests go on getting the old one."""
    made = await desk.create()
    draft = await desk.ask("GET", made)
    reviewed = await desk.ask("PUT", f"{made}/texts/en/review", {"version": 1})
    edited = await desk.ask("PUT", f"{made}/texts/en", {"text": "Hi", "based_on": 1})
    async with journey.works.hotel(journey.hotel.id) as work:
        sent = await templates.texts_by_template(work, [draft["id"]])
    same = await desk.ask("PUT", f"{made}/texts/en", {"text": "Hi", "based_on": 2})
    machine = await desk.ask("PUT", f"{made}/texts/de", {"text": "Hallo", "machine": True})
    withdrawn = await desk.ask("DELETE", f"{made}/texts/en/review")

    assert {"en": ("draft", 1, None)} == states(draft)
    assert {"en": ("reviewed", 1, 1)} == states(reviewed)
    assert reviewed["languages"][0]["reviewed_by"] == "Pat Person"
    assert {"en": ("draft", 2, 1)} == states(edited) == states(same)
    assert [(HELLO, 1)] == [
        (one.text, one.version) for text in sent.values() for one in text.values()
    ]
    assert ("machine", 1, None) == states(machine)["de"]
    assert ("draft", 2, None) == states(withdrawn)["en"]
    assert [None, "en", None] == [one["falls_back_to"] for one in (draft, reviewed, withdrawn)]


async def test_who_comes_second_is_told(desk: Desk) -> None:
    """Neither a save nor a review takes what somebody else wrote meanwhile."""
    made = await desk.create()
    await desk.ask("PUT", f"{made}/texts/en", {"text": "Mine", "based_on": 1})
    await desk.ask("PUT", f"{made}/texts/en", {"text": "Yours", "based_on": 1}, status=409)
    await desk.ask("PUT", f"{made}/texts/en/review", {"version": 1}, status=409)
    await desk.ask("PUT", f"{made}/texts/fr/review", {"version": 1}, status=404)

    assert {"en": ("draft", 2, None)} == states(await desk.ask("GET", made))


async def test_every_save_can_be_compared_and_brought_back(desk: Desk) -> None:
    """Who, when, what; the old words return as a new version that waits for its review. A language
    that comes back goes on counting."""
    made = await desk.create(en="Our pool is warm.", de="Hallo")
    await desk.ask("PUT", f"{made}/texts/en/review", {"version": 1})
    await desk.ask("PUT", f"{made}/texts/en", {"text": "Our sauna is warm."})
    changes = await desk.ask("GET", f"{made}/texts/en/versions/2/changes")
    first = await desk.ask("GET", f"{made}/texts/en/versions/1/changes?since=0")
    back = await desk.ask("POST", f"{made}/texts/en/versions/1/restore")
    page = await desk.ask("GET", f"{made}/texts/en/versions?limit=2")
    rest = await desk.ask("GET", f"{made}/texts/en/versions?cursor={page['next_cursor']}")
    await desk.ask("DELETE", f"{made}/texts/de")
    again = await desk.ask("PUT", f"{made}/texts/de", {"text": "Guten Tag", "based_on": 0})
    await desk.ask("DELETE", f"{made}/texts/en")
    last = await desk.ask("DELETE", f"{made}/texts/de", status=409)

    assert [("same", "Our "), ("removed", "pool"), ("added", "sauna"), ("same", " is warm.")] == [
        (one["kind"], one["text"]) for one in changes["changes"]
    ]
    assert [("added", "Our pool is warm.")] == [
        (one["kind"], one["text"]) for one in first["changes"]
    ]
    assert back["texts"]["en"] == "Our pool is warm."
    assert ("draft", 3, 1) == states(back)["en"]
    versions = page["items"] + rest["items"]
    assert [(3, 1, False), (2, None, False), (1, None, True)] == [
        (one["version"], one["restored_from"], one["is_sent"]) for one in versions
    ]
    assert {one["made_by"] for one in versions} == {"Pat Person"}
    assert ("draft", 2, None) == states(again)["de"]
    assert "Delete the template instead" in last["error"]["message"]


async def test_a_used_template_stays_and_says_where(desk: Desk, journey: Journey) -> None:
    """Named in a rule or in a draft of one; an enabled trigger keeps something to say."""
    made = await desk.create()
    other = await desk.ask("POST", "/templates", {"name": "B", "texts": {"en": "B"}}, status=201)
    one_id = made.removeprefix("/templates/")
    await desk.ask("PUT", f"{made}/texts/en/review", {"version": 1})
    trigger = await journey.arm(TriggerEvent.STAY_BOOKED, template_id=one_id, name="Thanks")
    rule = {"name": "Thanks", "event": "stay_booked", "template_id": other["id"]}
    await desk.ask("PATCH", f"/triggers/{trigger}", rule)
    used = await desk.ask("DELETE", made, status=409)
    drafted = await desk.ask("DELETE", f"/templates/{other['id']}", status=409)
    withheld = await desk.ask("DELETE", f"{made}/texts/en/review", status=409)
    await desk.ask("PATCH", made, {"texts": {"fr": "Bonjour"}}, status=409)
    kept = await desk.ask("GET", made)

    assert [("Thanks", "trigger", True)] == [
        (one["name"], one["kind"], one["enabled"]) for one in used["error"]["details"]
    ]
    assert [("draft", False)] == [
        (one["kind"], one["enabled"]) for one in drafted["error"]["details"]
    ]
    assert "Thanks" in withheld["error"]["message"]
    assert {"en": ("reviewed", 1, 1)} == states(kept)


async def test_a_trigger_is_not_switched_on_without_reviewed_words(
    desk: Desk, journey: Journey
) -> None:
    """It would be silent, and nobody would know why."""
    made = await desk.create()
    template_id = made.removeprefix("/templates/")
    body = {"name": "T", "event": "complaint", "template_id": template_id}
    refused = await desk.ask("POST", "/triggers", {**body, "enabled": True}, status=409)
    trigger = await desk.ask("POST", "/triggers", body, status=201)
    enable = f"/triggers/{trigger['id']}"
    await desk.ask("PATCH", enable, {"enabled": True}, status=409)
    await desk.ask("PUT", f"{made}/texts/en/review", {"version": 1})
    on = await desk.ask("PATCH", enable, {"enabled": True})

    assert "reviewed" in refused["error"]["message"]
    assert on["enabled"]


async def test_the_ledger_names_the_version_that_was_sent(desk: Desk, journey: Journey) -> None:
    """And the template says how often and when it was sent."""
    made = await desk.create(en="Thank you, {{guest_first_name|guest}}.", de="Danke.")
    for language in ("en", "de"):
        await desk.ask("PUT", f"{made}/texts/{language}/review", {"version": 1})
    await desk.ask("PUT", f"{made}/texts/de", {"text": "Danke, {{guest_first_name|Gast}}."})
    await desk.ask("PUT", f"{made}/texts/de/review", {"version": 2})
    await desk.ask("PUT", f"{made}/texts/de", {"text": "Not read by anybody."})
    template_id = made.removeprefix("/templates/")
    await journey.arm(TriggerEvent.STAY_BOOKED, template_id=template_id)
    await journey.push(guest={"language": "de"})
    await journey.set_due()
    await journey.drain()
    (row,) = await journey.rows(Decision)
    told = await desk.ask("GET", made)

    assert await journey.sent() == ["Danke, Ana."]
    assert (row.facts["language"], row.facts["template_version"]) == ("de", 2)
    assert told["sent_30_days"] == 1
    assert told["last_sent_at"] is not None


async def test_a_preview_is_of_a_real_stay(desk: Desk, journey: Journey) -> None:
    """What is missing is marked, a code is not shown; without a stay an invented guest of this
    hotel stands in. Another hotel's reservation does not exist here."""
    stay = StayInput.model_validate(
        {
            "guest": {"name": "Ana Ruiz", "phone": "+34612345678"},
            "arrival": date(2026, 11, 5),
            "departure": date(2026, 11, 6),
            "door_code": "9876#",
        }
    )
    async with journey.works.hotel(journey.hotel.id) as work:
        await put_stay(work, "R-7", stay)
    text = "{{salutation}}, {{arrival|weekday}}, {{nights|count}}: {{door_code}} {{room}} {{rom}}"
    body = {"text": text, "language": "de"}
    real = await desk.ask("POST", "/template-preview", {**body, "external_id": "R-7"})
    invented = await desk.ask("POST", "/template-preview", {**body, "text": "{{hotel_phone}}"})
    await desk.ask("POST", "/template-preview", {**body, "external_id": "R-8"}, status=404)

    shown = "".join(one["text"] for one in real["pieces"])
    assert shown == "Guten Tag Ana Ruiz, Donnerstag, 1 Nacht: •••• {{room}} {{rom}}"
    assert "9876" not in str(real)
    assert real["text"] is None
    assert real["missing"] == ["room", "rom"]
    assert [one["fault"] for one in real["problems"]] == ["unknown_variable"]
    assert [one["start"] for one in real["cautions"]] == [
        text.index("{{nights"),
        text.index("{{room"),
    ]
    assert invented["text"] == "+34900000000"
