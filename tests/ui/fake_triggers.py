"""Invented triggers, their rehearsals and ledger, for the screens. What is refused is refused here
as the API does; what a rule means is not known here."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI, Request

from backend.features.triggers.rules import vocabulary
from tests.ui.fake_api import JSON, ROOT, Fake, Refusal, Store, uid

NOW = datetime.now(UTC)
LINES = 45
LONG = "Willkommensnachricht-für-Stammgäste-mit-Halbpension-und-Spätanreise-am-Wochenende"


def trigger(name: str, **given: Any) -> JSON:
    """As the API shows one: published and on, unless it is said otherwise."""
    held: JSON = {
        "id": uid(f"trigger {name}"), "name": name, "event": "time", "template_id": uid("t1"),
        "template_name": "Welcome", "enabled": True, "priority": 100, "keywords": [],
        "timing": {"moment": "arrival", "amount": 1, "unit": "days", "side": "before", "at": "18:00:00"},
        "silence": None, "conditions": {}, "quiet": None, "weekdays": [], "late": "skip",
        "scope": "room", "daily_cap": 3, "stale_after_minutes": 180, "actions": [], "version": 1,
        "published": True, "draft": None, "draft_version": None, "rehearsed_version": 1,
        "needs_rehearsal": False, "enabled_at": None, "published_at": NOW.isoformat(), "planned": 0,
        "next_at": None, "sent_week": 0, "not_sent_week": 0, "part": "before_arrival",
        "sentence": "The evening before arrival at 18:00, send “Welcome”.", "next_step": None,
        "updated_at": NOW.isoformat(),
    }  # fmt: skip
    return held | given


def triggers() -> list[JSON]:
    talk = {"event": "complaint", "timing": None, "part": "conversation", "rehearsed_version": None}
    return [
        trigger(
            "The evening before",
            planned=31,
            next_at=(NOW + timedelta(hours=20)).isoformat(),
            sent_week=204,
            not_sent_week=19,
        ),
        trigger(LONG, enabled=False, next_step="enable", part="arrival_day"),
        trigger(
            "Welcome on the first message",
            **talk | {"event": "first_message_of_stay"},
            sentence="When a guest writes for the first time in a stay, send “Welcome”.",
        ),
        trigger(
            "Complaint: say we heard it",
            **talk,
            enabled=False,
            next_step="enable",
            sentence="When a guest complains, send “We are sorry”.",
        ),
    ]


def line(n: int, outcome: str, **given: Any) -> JSON:
    fired = outcome == "fired"
    return {
        "n": n, "stay_id": None, "guest_id": None, "external_id": f"R-{n}",
        "guest_name": "Jean-Pierre Lefèvre de la Tour d'Auvergne" if n % 7 == 0 else f"Guest {n}",
        "room": str(100 + n), "at": (NOW - timedelta(days=LINES - n)).isoformat(), "coming": False,
        "outcome": outcome, "reason": "time" if fired else "condition", "unmet": None,
        "unmet_words": None if fired else "the number of nights is at least 2", "language": "de",
        "text": f"Guten Tag Guest {n}, wir erwarten Sie." if fired else None, "missing": [],
        "storm": False, "overlaps": [], "actions": [],
    } | given  # fmt: skip


REHEARSED = [
    *(line(n, "fired", overlaps=["Welcome"] if n == 1 else [], storm=n == 2) for n in range(LINES)),
    line(LINES, "skipped"),
]


def summary(trigger_id: str) -> JSON:
    storm = {"from_at": NOW.isoformat(), "minutes": 1, "messages": 40}
    return {
        "id": uid("rehearsal"), "trigger_id": trigger_id, "version": 1, "considered": LINES + 1,
        "from_at": (NOW - timedelta(days=90)).isoformat(),
        "until": (NOW + timedelta(days=14)).isoformat(), "fired": LINES, "skipped": 1, "deferred": 0,
        "coming": 0, "reasons": {"condition": 1}, "storms": [storm], "overlaps": 1,
        "truncated": False, "created_at": NOW.isoformat(),
    }  # fmt: skip


LEDGER = (
    ("Welcome", "fired", "first_message_of_stay"),
    (None, "fired", "ai_answers"),
    ("Taxi", "skipped", "already_fired"),
)


def routes(api: FastAPI, fake: Fake) -> None:
    H = ROOT + "/hotels/{hotel_id}"
    stopped: JSON = {
        "stopped_at": None,
        "stopped_by": None,
        "enabled": 2,
        "planned": 31,
        "queued": 3,
    }

    for store in fake.stores.values():
        store.lists["triggers"] = triggers()

    def of(hotel_id: str) -> Store:
        return fake.stores[hotel_id]

    def find(hotel_id: str, id: str) -> JSON:
        found = next((one for one in of(hotel_id).lists["triggers"] if one["id"] == id), None)
        if found is None:
            raise Refusal(404, "not_found", "There is no such trigger.")
        return found

    @api.get(f"{H}/automation")
    async def automation(hotel_id: str) -> JSON:
        return stopped

    @api.post(f"{H}/automation/{{verb}}")
    async def change(request: Request, hotel_id: str, verb: str) -> JSON:
        is_stop = verb == "stop"
        stopped["stopped_at"] = datetime.now(UTC).isoformat() if is_stop else None
        stopped["stopped_by"] = "Maria Lopez" if is_stop else None
        return stopped

    @api.get(f"{H}/trigger-vocabulary")
    async def words(hotel_id: str) -> JSON:
        return vocabulary().model_dump(mode="json")

    @api.get(f"{H}/triggers")
    async def rows(hotel_id: str) -> JSON:
        if fake.broken:
            raise Refusal(503, "unavailable", "The list is not available right now.")
        return {"items": of(hotel_id).lists["triggers"], "next_cursor": None}

    @api.post(f"{H}/triggers/starter-journey", status_code=201)
    async def starter(hotel_id: str) -> JSON:
        made = [
            trigger(
                name, enabled=False, published=False, next_step="rehearse", needs_rehearsal=True
            )
            for name in ("Booking thanks", "Before arrival")
        ]
        of(hotel_id).lists["triggers"] += made
        return {"items": made, "next_cursor": None}

    @api.post(f"{H}/triggers/check")
    async def check(hotel_id: str, body: JSON) -> JSON:
        if fake.broken:
            raise Refusal(503, "unavailable", "The count is not available right now.")
        members = body["conditions"].get("all", [])
        problems = [
            {"field": f"conditions.all.{n}.value", "message": "must be a number"}
            for n, one in enumerate(members)
            if one["value"] is None
        ]
        sample: JSON = {
            "stay_id": "stay-1", "external_id": "R-1", "guest_name": "Anna Keller", "room": "214",
            "at": NOW.isoformat(), "outcome": "fired", "reason": "time", "unmet": None,
            "unmet_words": None, "language": "de", "text": "Guten Tag Anna.", "missing": [],
        }  # fmt: skip
        first = [{k: sample[k] for k in ("stay_id", "external_id", "guest_name", "room", "at")}]
        return {"problems": problems, "considered": 9, "matching": 8 - len(members),
                "first": first, "sample": sample}  # fmt: skip

    @api.post(f"{H}/triggers", status_code=201)
    async def create(hotel_id: str, body: JSON) -> JSON:
        if not body["name"].strip():
            details = [{"field": "name", "message": "String should have at least 1 character"}]
            raise Refusal(422, "invalid", "The request is not valid.", details)
        off = {
            "enabled": False,
            "published": False,
            "next_step": "rehearse",
            "needs_rehearsal": True,
        }
        made = trigger(body["name"]) | body | off
        of(hotel_id).lists["triggers"].append(made)
        return made

    @api.get(f"{H}/triggers/{{id}}")
    async def one(hotel_id: str, id: str) -> JSON:
        return find(hotel_id, id)

    @api.patch(f"{H}/triggers/{{id}}")
    async def update(hotel_id: str, id: str, body: JSON) -> JSON:
        held = find(hotel_id, id)
        held |= body
        held["next_step"] = None if held["enabled"] else "enable"
        return held

    @api.delete(f"{H}/triggers/{{id}}", status_code=204)
    async def remove(hotel_id: str, id: str) -> None:
        store = of(hotel_id)
        store.removed = find(hotel_id, id)
        store.lists["triggers"] = [one for one in store.lists["triggers"] if one["id"] != id]

    @api.post(f"{H}/triggers/{{id}}/restore")
    async def restore(hotel_id: str, id: str) -> JSON:
        store = of(hotel_id)
        store.lists["triggers"].append(store.removed)
        return store.removed

    @api.post(f"{H}/triggers/{{id}}/publish")
    async def publish(hotel_id: str, id: str) -> JSON:
        held = find(hotel_id, id)
        held |= {"published": True, "next_step": "enable"}
        return held

    @api.post(f"{H}/triggers/{{id}}/rehearsal")
    async def rehearse(hotel_id: str, id: str) -> JSON:
        held = find(hotel_id, id)
        held |= {"needs_rehearsal": False, "next_step": None if held["enabled"] else "publish"}
        return summary(id)

    @api.get(f"{H}/triggers/{{id}}/rehearsal")
    async def rehearsal(hotel_id: str, id: str) -> JSON:
        return summary(id)

    @api.get(f"{H}/triggers/{{id}}/rehearsal/lines")
    async def lines(
        hotel_id: str,
        id: str,
        outcome: str = "",
        marked: str = "",
        cursor: str = "0",
        limit: int = 50,
    ) -> JSON:
        flag = {"storm": "storm", "overlap": "overlaps"}.get(marked)
        found = [one for one in REHEARSED if not outcome or one["outcome"] == outcome]
        found = [one for one in found if not flag or one[flag]]
        end = int(cursor) + limit
        following = str(end) if len(found) > end else None
        return {"items": found[int(cursor) : end], "next_cursor": following}

    @api.get(f"{H}/triggers/{{id}}/skips")
    async def skips(hotel_id: str, id: str) -> JSON:
        return {"items": [], "next_cursor": None}

    @api.get(f"{H}/planned")
    async def planned(hotel_id: str) -> JSON:
        return {"items": [], "next_cursor": None}

    @api.get(f"{H}/ledger")
    async def ledger(
        hotel_id: str, conversation_id: str = "", outcome: str = "", kind: str = ""
    ) -> JSON:
        rows: list[JSON] = [
            {"id": str(n), "kind": "trigger" if name else "answer", "conversation_id": None,
             "guest_id": None, "guest_name": "Anna Keller", "stay_id": None, "external_id": None,
             "room": "214", "trigger_id": name and uid(name), "trigger_name": name,
             "trigger_version": 1, "outcome": result, "reason": reason, "facts": {"nights": 2},
             "unmet_words": None, "actions": [], "decided_at": NOW.isoformat()}
            for n, (name, result, reason) in enumerate(LEDGER)
        ]  # fmt: skip
        found = [row for row in rows if not outcome or row["outcome"] == outcome]
        found = [row for row in found if not kind or row["kind"] == kind]
        return {"items": found, "next_cursor": None}
