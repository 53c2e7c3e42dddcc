"""Colleagues at other pages, notifications, drafts and merged records, in memory."""

from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response

from backend.domain.notifying import NotifyChannel, completed
from tests.ui import fake_api
from tests.ui.fake_api import JSON, ROOT, Fake, Refusal, uid

H = ROOT + "/hotels/{hotel_id}"
MOODS = ((0.1, "neutral"), (-0.4, "negative"), (-0.8, "complaint"), (0.3, "neutral"))


def now() -> str:
    return datetime.now(UTC).isoformat()


def routes(api: FastAPI, fake: Fake) -> None:
    held: JSON = {"notices": [], "drafts": {}, "news": [], "settings": usual(), "digest": {}}
    colleagues(api, fake, held)
    notifications(api, held)
    drafts(api, held)
    merges(api, fake)
    profiles(api, fake)


def usual() -> JSON:
    choices = {
        kind.value: [way.value for way in NotifyChannel if way in ways]
        for kind, ways in completed({}).items()
    }
    hours = {"quiet_from": None, "quiet_until": None}
    return {"choices": choices, **hours, "mail_minutes": None}


def colleagues(api: FastAPI, fake: Fake, held: JSON) -> None:
    @api.get(f"{H}/presence")
    async def present(hotel_id: str) -> JSON:
        return {"items": [], "next_cursor": None}

    @api.put(f"{H}/conversations/{{id}}/presence", status_code=204)
    async def be_present(hotel_id: str, id: str) -> None:
        return None

    @api.post(f"{ROOT}/_fake/sign")
    async def sign(body: JSON) -> None:
        """A colleague's page says where they are."""
        sign = {"staff_id": uid("mia"), "name": "Mia Novak", "until": now(), **body}
        await fake.tell(first(fake), ("presence", sign))

    @api.post(f"{ROOT}/_fake/notice")
    async def notice(body: JSON) -> None:
        one = {
            "id": str(len(held["notices"]) + 1),
            "staff_id": uid("staff"),
            "actor_name": "Mia Novak",
            "times": 1,
            "at": now(),
            "read_at": None,
            **body,
        }
        held["notices"].insert(0, one)
        if not body.get("silent"):
            await fake.tell(first(fake), ("notification", one))

    @api.post(f"{ROOT}/_fake/faster")
    async def faster(body: JSON) -> None:
        """The next reply meets an answer that a colleague gave meanwhile."""
        fake.news = [{"author": "staff", "author_name": "Mia Novak", "sent_at": now(), **body}]


def first(fake: Fake) -> Any:
    return fake.stores[uid(fake_api.HOTELS[0])]


def notifications(api: FastAPI, held: JSON) -> None:
    N = f"{H}/notifications"

    @api.get(N)
    async def listed(hotel_id: str) -> JSON:
        return {"items": held["notices"], "next_cursor": None}

    @api.get(f"{N}/unread")
    async def unread(hotel_id: str, after: str = "") -> JSON:
        waits = [one for one in held["notices"] if not one["read_at"]]
        fresh = [one for one in waits if one["at"] > after.replace(" ", "+")]
        return {"unread": len(waits), "fresh": len(fresh), "at": now()}

    @api.post(f"{N}/read", status_code=204)
    async def read(hotel_id: str, body: JSON) -> None:
        wanted = body.get("conversation_id")
        for one in held["notices"]:
            if wanted in (None, one["conversation_id"]):
                one["read_at"] = now()

    @api.post(f"{N}/shown", status_code=204)
    async def shown(hotel_id: str) -> None:
        return None

    @api.get(f"{N}/digest")
    async def digest(hotel_id: str) -> JSON:
        usual = {"can_mail": True, "address": "maria@hotel.test", "sent_at": None}
        return {**usual, "next_at": None, "trouble": "", **held["digest"]}

    @api.post(f"{ROOT}/_fake/digest")
    async def hold_digest(body: JSON) -> None:
        held["digest"] = body

    @api.get(f"{N}/settings")
    async def settings(hotel_id: str) -> JSON:
        return dict(held["settings"])

    @api.patch(f"{N}/settings")
    async def change(hotel_id: str, body: JSON) -> JSON:
        held["settings"]["choices"] |= body.pop("choices", {})
        held["settings"] |= body
        return dict(held["settings"])


def drafts(api: FastAPI, held: JSON) -> None:
    D = f"{H}/conversations/{{id}}/drafts"

    @api.get(D)
    async def listed(hotel_id: str, id: str) -> JSON:
        kept = held["drafts"].get(id, {})
        items = [{"mode": mode, "text": text, "updated_at": now()} for mode, text in kept.items()]
        return {"items": items, "next_cursor": None}

    @api.put(f"{D}/{{mode}}", status_code=204)
    async def keep(hotel_id: str, id: str, mode: str, body: JSON) -> Response:
        kept = held["drafts"].setdefault(id, {})
        kept[mode] = body["text"]
        held["drafts"][id] = {one: text for one, text in kept.items() if text.strip()}
        return Response(status_code=204)


def merges(api: FastAPI, fake: Fake) -> None:
    G = f"{H}/guests/{{id}}/merges"

    @api.get(f"{G}/{{other}}/preview")
    async def preview(hotel_id: str, id: str, other: str) -> JSON:
        found = guest(fake, hotel_id, other)
        return {
            "kept_id": id,
            "gone_id": other,
            "gone_name": found["name"],
            "conversations": 1,
            "stays": 1,
            "addresses": [found["phone"]],
            "opts_out": False,
        }

    @api.post(G, status_code=201)
    async def merge(hotel_id: str, id: str, body: JSON) -> JSON:
        made = {
            "id": uid(f"merge{id}"),
            "kept_id": id,
            "gone_id": body["gone_id"],
            "gone_name": guest(fake, hotel_id, body["gone_id"])["name"],
            "by_name": "Maria Lopez",
            "merged_at": now(),
            "undone_at": None,
            "undo_until": now(),
            "can_undo": True,
        }
        fake.merged[id] = [made]
        return made

    @api.post(f"{H}/guest-merges/{{merge_id}}/undo")
    async def undo(hotel_id: str, merge_id: str) -> JSON:
        for id, made in fake.merged.items():
            if made and made[0]["id"] == merge_id:
                fake.merged[id] = []
                return {**made[0], "undone_at": now(), "can_undo": False}
        raise Refusal(404, "not_found", "There is no such merge.")

    @api.get(f"{H}/guests")
    async def search(request: Request, hotel_id: str, q: str = "") -> JSON:
        talks = fake.stores[hotel_id].conversations.values()
        found = [{**c["guest"], "opted_out_at": None} for c in talks]
        wanted = q.lower().split()
        items = [g for g in found if not wanted or wanted[0] in g["name"].lower()]
        return {"items": items, "next_cursor": None}


def profiles(api: FastAPI, fake: Fake) -> None:
    @api.get(f"{H}/guests/{{id}}")
    async def profile(hotel_id: str, id: str) -> JSON:
        store = fake.stores[hotel_id]
        c = next(c for c in store.conversations.values() if c["guest"]["id"] == id)
        earlier = c["stay"] and {
            **c["stay"],
            "id": uid("old"),
            "arrival": "2025-05-02",
            "departure": "2025-05-06",
            "room": "207",
            "night": None,
            "status": "departed",
        }
        consents = (
            [{"kind": "opt_out", "method": "keyword", "at": c["last_message_at"]}]
            if c["guest"]["opted_out"]
            else []
        )
        stays = [s for s in (c["stay"], earlier) if s]
        moods = [
            {"message_id": m["id"], "at": m["sent_at"], "score": score, "level": level}
            for m, (score, level) in zip(store.messages[c["id"]], MOODS, strict=False)
        ]
        merges = fake.merged.get(id, [])
        return {
            **c["guest"], "stays": stays, "consents": consents, "moods": moods, "merges": merges,
        }  # fmt: skip


def guest(fake: Fake, hotel_id: str, id: str) -> JSON:
    talks = fake.stores[hotel_id].conversations.values()
    return next(c["guest"] for c in talks if c["guest"]["id"] == id)
