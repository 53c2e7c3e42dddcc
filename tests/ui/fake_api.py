"""The JSON API as the screens use it, from memory: for looking at rare faces and for fast tests."""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import orjson
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from redis.asyncio import Redis

from backend.domain.searching import folded, read_wanted, snippet
from backend.features.conversations.schemas import ConversationView, MessageView
from backend.features.search.schemas import FoundMessage
from tests.ui.fake_data import EXTRA_NAMES, EXTRA_WORDS, TALKS, Talk

COOKIE = "session"
ROOT = "/api/v1"
HOTELS = ("Marina Bay Hotel", "Alpenhof Sonnblick", "Casa del Río")
HEALTH = ("A number is signed out, 7 messages wait", "A guest has waited for 25 min", "All well")
PASSWORD = "let-me-in"  # pragma: allowlist secret
JSON = dict[str, Any]


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_DNS, name))


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str, details: Any = None) -> None:
        self.status, self.body = status, {"code": code, "message": message, "details": details}


class Store:
    """One hotel's data. Times are minutes before now, so that it always looks like today."""

    def __init__(self, hotel: str) -> None:
        self.hotel_id = uid(hotel)
        self.now = datetime.now(UTC)
        self.conversations: dict[str, JSON] = {}
        self.messages: dict[str, list[JSON]] = {}
        self.alerts: dict[str, JSON] = {}
        self.lists: dict[str, list[JSON]] = plain_lists(self.now)
        self.removed: JSON = {}
        self.seq = 0
        self.last_id = 1000

    def next_id(self) -> str:
        self.last_id += 1
        return str(self.last_id)

    def load(self, talks: list[Talk]) -> None:
        for number, talk in enumerate(talks):
            self._add(number, talk)

    def _add(self, number: int, talk: Talk) -> None:
        id = uid(f"{self.hotel_id}{talk['name']}")
        stay = self._stay(number, talk.get("stay"))
        guest = {
            "id": uid(f"guest{id}"),
            "name": talk["name"],
            "phone": talk["phone"],
            "language": talk["language"],
            "vip": talk.get("vip", False),
            "opted_out": talk.get("opted_out", False),
        }
        messages = [self._message(id, talk, line) for line in talk["lines"]]
        last = max(messages, key=lambda m: m["sent_at"])
        mood = talk.get("mood")
        self.messages[id] = messages
        self.conversations[id] = {
            "id": id,
            "channel_id": self.lists["channels"][0]["id"],
            "guest": guest,
            "stay": stay,
            "status": talk.get("status", "open"),
            "turn": len(messages),
            "speaker": self._speaker(talk),
            "assignee_id": None,
            "assignee_name": None,
            "team_id": None,
            "team_name": None,
            "priority": "none",
            "labels": [],
            "snoozed_until": None,
            "mentions": [],
            "last_message": summary(last),
            "last_message_at": last["sent_at"],
            "waiting_since": last["sent_at"] if talk.get("waiting") else None,
            "unread": talk.get("unread", 0),
            "sentiment": mood and {"score": -0.7, "level": mood[0], "rationale": mood[1]},
            "open_alerts": 1 if "alert" in talk else 0,
        }
        alert = talk.get("alert")
        if alert:
            kind, reason = alert
            self.alert(kind, id, reason, last["sent_at"])

    def alert(self, kind: str, conversation_id: str, reason: str, at: str) -> JSON:
        id = uid(f"alert{conversation_id}{kind}{len(self.alerts)}")
        guest = self.conversations[conversation_id]["guest"]["name"]
        self.alerts[id] = {
            "id": id, "kind": kind, "conversation_id": conversation_id, "message_id": None,
            "guest_name": guest, "reason": reason, "status": "open", "created_at": at,
            "verdict": None, "handled_by": None, "handled_at": None, "climb_at": None, "steps": [],
        }  # fmt: skip
        return self.alerts[id]

    def _stay(self, number: int, given: JSON | None) -> JSON | None:
        if given is None:
            return None
        arrival = datetime.now(UTC).date() - timedelta(days=(given["night"] or 0) - 1)
        if "arrival_in" in given:
            arrival = datetime.now(UTC).date() + timedelta(days=given["arrival_in"])
        return {
            "id": uid(f"stay{self.hotel_id}{number}"),
            "external_id": f"R-{10480 + number}",
            "guest_name": given.get("guest_name", ""),
            "room": given["room"],
            "room_type": given.get("room_type"),
            "arrival": arrival.isoformat(),
            "departure": (arrival + timedelta(days=given["nights"])).isoformat(),
            "nights": given["nights"],
            "night": given["night"],
            "status": given.get("status", "in_house"),
            "source": given.get("source"),
            "vip": given.get("vip", False),
            "note": given.get("note"),
        }

    def _speaker(self, talk: Talk) -> JSON:
        holder = talk.get("holder", "ai")
        until = (self.now + timedelta(minutes=27)).isoformat()
        return {
            "holder": holder,
            "staff_id": uid("staff") if holder == "staff" else None,
            "staff_name": talk.get("staff"),
            "reason": talk.get("reason"),
            "until": until if holder in ("staff", "phone") else None,
        }

    def _message(self, conversation_id: str, talk: Talk, line: JSON) -> JSON:
        by = line.get("by", "guest")
        minutes = line.get("ago", talk["ago"]) + line.get("day", 0) * 24 * 60
        at = (self.now - timedelta(minutes=minutes)).isoformat()
        name = {"guest": talk["name"], "ai": "AI", "staff": "Maria Lopez", "phone": ""}
        return message(
            id=self.next_id(), conversation_id=conversation_id, author=by,
            author_name=line.get("name", name.get(by, "")), text=line["text"], sent_at=at,
            kind=line.get("kind", "text"), content=line.get("content", {}),
            status=line.get("status", "received"), status_reason=line.get("status_reason"),
            reactions=line.get("reactions", []), ai_rung=line.get("rung", "model" if by == "ai" else None),
            ai_sources=line.get("sources", []), media=media(line.get("media")),
            quote={"id": None, "author": "guest", "text": line["quote"]} if "quote" in line else None,
            edited_at=at if line.get("edited") else None, deleted_at=at if line.get("deleted") else None,
        )  # fmt: skip

    def rows(self, status: str) -> list[JSON]:
        rows = sorted(self.conversations.values(), key=lambda c: c["last_message_at"], reverse=True)
        return [c for c in rows if matches(c, status)]

    def search(self, typed: str) -> JSON:
        wanted = read_wanted(typed)
        guests = [c for c in self.rows("all") if folded(typed) in folded(c["guest"]["name"] or "")]
        said = [
            FoundMessage(
                id=m["id"], conversation_id=m["conversation_id"], room="214", author=m["author"],
                guest_name=self.conversations[m["conversation_id"]]["guest"]["name"],
                sent_at=m["sent_at"], parts=[asdict(p) for p in snippet(m["text"], wanted.words)],
            ).model_dump(mode="json")
            for messages in self.messages.values() for m in messages
            if all(folded(word) in folded(m["text"]) for word in wanted.words)
        ]  # fmt: skip
        return {
            "guests": [valid(c) for c in guests],
            "messages": sorted(said, key=lambda m: m["sent_at"], reverse=True),
            "next_cursor": None,
        }


def matches(c: JSON, status: str) -> bool:
    resolved = bool(c["status"] == "resolved")
    filed: dict[str, bool] = {
        "all": True,
        "open": not resolved,
        "waiting": not resolved and c["waiting_since"] is not None,
        "alerts": c["open_alerts"] > 0,
        "resolved": resolved,
        "mine": False,
        "unassigned": not resolved,
        "mentions": False,
        "waiting_guest": False,
        "snoozed": c["status"] == "snoozed",
    }
    return filed[status]


def message(**given: Any) -> JSON:
    base = {
        "direction": "in" if given["author"] == "guest" else "out", "kind": "text", "content": {},
        "media": None, "quote": None, "reactions": [], "status": "received", "status_reason": None,
        "edited_at": None, "deleted_at": None, "late": False, "client_id": None, "sentiment": None,
        "ai_rung": None, "ai_sources": [], "received_at": given["sent_at"],
    }  # fmt: skip
    return MessageView.model_validate({**base, **given}).as_json()


def media(given: JSON | None) -> JSON | None:
    base = {
        "id": uid("media"),
        "file_name": "",
        "mime_type": "image/jpeg",
        "thumbnail": None,
        "url": None,
        "state": "remote",
        "trouble": None,
        "coming": True,
        "size_bytes": None,
    }
    return given and {**base, **given}


def summary(m: JSON) -> JSON:
    keys = ("id", "direction", "author", "kind", "text", "status", "sent_at")
    short = {key: m[key] for key in keys}
    return {**short, "text": m["text"] or m["kind"].capitalize()}


def plain_lists(now: datetime) -> dict[str, list[JSON]]:
    def entry(n: int, title: str, text: str, **more: Any) -> JSON:
        return {
            "id": f"k{n}", "title": title, "text": text, "language": "en", "category": None,
            "valid_from": None, "valid_until": None, "valid_today": True,
            "updated_at": now.isoformat(), **more,
        }  # fmt: skip

    return {
        "surveys": [],
        "channels": [{"id": uid("channel"), "name": "Reception", "id_instance": 1101000001,
                      "policy": "personal", "state": "authorized", "state_at": now.isoformat(),
                      "sending": True, "paused_at": None, "paused_until": None, "pause_reason": None,
                      "send_interval_ms": 1000, "daily_new_contacts": 100, "warm_up": True}],
        "knowledge": [
            entry(1, "Breakfast", "Breakfast is served from 6:30 to 10:30, on Sundays until 11:00, on the ground floor. 19 € per person."),
            entry(2, "Terrace", "In good weather tables are laid on the terrace from April to October."),
            entry(3, "Check-in and check-out", "Check-in from 15:00, check-out until 11:00. Late check-out until 14:00 costs 20 €."),
            entry(4, "Wi-Fi", "Network “Marina Guest”, password seaview2026."),
            entry(5, "Parking", "Underground car park, 18 € per day, entrance in Calle del Mar."),
            entry(6, "Haustiere", "Hunde sind willkommen, 12 € pro Nacht.", language="de"),
            entry(7, "Summer concerts", "Every Friday at 20:00 in the garden.", valid_from="2026-06-01", valid_until="2026-08-31", valid_today=False, category="Events"),
        ],
        "teams": [
            {"id": uid("team"), "name": "Housekeeping", "members": [uid("staff")]},
            {"id": uid("team2"), "name": "Reception", "members": []},
        ],
        "labels": [
            {"id": uid("label"), "name": "Group", "colour": "notice"},
            {"id": uid("label2"), "name": "Honeymoon", "colour": "good"},
        ],
        "pms-connections": [
            {"id": uid("pms1"), "vendor": "apaleo", "name": "Front office", "base_url": "", "property_code": "MUC",
             "last_event_at": (now - timedelta(minutes=4)).isoformat(), "last_ok_at": (now - timedelta(minutes=4)).isoformat(),
             "last_failure": None, "failed_at": None, "paused_at": None, "waiting": 0, "created_at": now.isoformat()},
            {"id": uid("pms2"), "vendor": "generic", "name": "Channel bridge of the other house", "base_url": "", "property_code": "",
             "last_event_at": None, "last_ok_at": None, "last_failure": "auth http_401", "failed_at": (now - timedelta(hours=2)).isoformat(),
             "paused_at": None, "waiting": 3, "created_at": now.isoformat()},
        ],
        "saved-views": [],
        "staff": [
            {"id": uid("staff"), "name": "Maria Lopez", "email": "maria@marina.example", "role": "manager", "disabled_at": None},
            {"id": uid("s2"), "name": "Timo Aho", "email": "timo@marina.example", "role": "agent", "disabled_at": None},
            {"id": uid("s3"), "name": "Nadia Karim", "email": "nadia@marina.example", "role": "viewer", "disabled_at": None},
        ],
    }  # fmt: skip


def extra_talks() -> list[Talk]:
    talks: list[Talk] = []
    for n, (name, language) in enumerate(EXTRA_NAMES):
        theirs, ours = EXTRA_WORDS.get(language, EXTRA_WORDS["en"])
        minutes = 260 + n * n * 19
        talks.append({
            "name": name, "phone": f"+44 7700 9000{n:02}", "language": language, "ago": minutes,
            "stay": None if n % 5 == 4 else {"room": str(130 + n * 7), "night": 1 + n % 4, "nights": 4, "source": "Direct"},
            "status": "resolved" if n % 3 == 2 else "open",
            "lines": [{"text": theirs, "ago": minutes + 3}, {"by": "ai", "text": ours, "status": "read", "ago": minutes}],
        })  # fmt: skip
    return talks


def crowd_of(count: int) -> list[Talk]:
    return [
        {
            "name": f"Guest {n}", "phone": f"+44 7700 {n:06}", "language": "en", "ago": 3000 + n,
            "stay": {"room": str(100 + n), "night": 1, "nights": 3, "source": "Direct"},
            "lines": [{"text": f"Good morning, is there a table for {1 + n % 6}?", "ago": 3000 + n}],
        }
        for n in range(count)
    ]  # fmt: skip


class Fake:
    """Everything, and who is signed in: token → account."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.imported: JSON = {}
        self.broken = False
        self.news: list[JSON] = []
        self.merged: dict[str, list[JSON]] = {}
        self.hotels = {uid(name): name for name in HOTELS}
        self.stores = {id: Store(name) for id, name in self.hotels.items()}
        self.stores[uid(HOTELS[0])].load([*TALKS, *extra_talks()])
        self.stores[uid(HOTELS[1])].load(extra_talks()[:5])
        self.sessions: dict[str, JSON] = {}
        now = datetime.now(UTC)
        self.admin_hotels = [
            {"id": id, "name": name, "status": "active", "timezone": "Europe/Madrid", "language": "en",
             "ai_mode": "auto", "health": words, "numbers": 1, "numbers_down": int(n == 0),
             "guests_waiting": 4 - n, "longest_wait_since": (now - timedelta(minutes=34 - 9 * n)).isoformat(),
             "sends_open": 7 if n == 0 else 0, "ai_cost_usd": 1.25 * n, "last_message_at": (now - timedelta(minutes=4 * n)).isoformat()}
            for n, ((id, name), words) in enumerate(zip(self.hotels.items(), HEALTH, strict=True))
        ]  # fmt: skip

    def login(self, email: str) -> str:
        token = hashlib.sha256(f"{email}{len(self.sessions)}".encode()).hexdigest()
        admin = email.startswith("admin")
        role = next((r for r in ("viewer", "agent") if email.startswith(r)), "manager")
        self.sessions[token] = {
            "name": "Platform" if admin else "Maria Lopez",
            "email": email,
            "is_platform_admin": admin,
            "role": None if admin else role,
            "hotel_id": None if admin else uid(HOTELS[0]),
        }
        return token

    async def tell(self, store: Store, *events: tuple[str, JSON]) -> None:
        store.seq += 1
        told = [{"kind": kind, "data": data} for kind, data in events]
        await self.redis.publish(
            "live", orjson.dumps({"hotel_id": store.hotel_id, "seq": store.seq, "events": told})
        )

    async def add(self, store: Store, conversation_id: str, **given: Any) -> JSON:
        """A new message in a conversation, told to the open screens."""
        m = message(id=store.next_id(), conversation_id=conversation_id,
                    sent_at=datetime.now(UTC).isoformat(), **given)  # fmt: skip
        store.messages[conversation_id].append(m)
        c = store.conversations[conversation_id]
        c.update(last_message=summary(m), last_message_at=m["sent_at"], turn=c["turn"] + 1)
        if m["direction"] == "in":
            c.update(
                unread=c["unread"] + 1,
                waiting_since=c["waiting_since"] or m["sent_at"],
                status="open",
            )
        await self.tell(store, ("message", m), ("conversation", c))
        return m


def valid(conversation: JSON) -> JSON:
    return ConversationView.model_validate(conversation).as_json()


def create_fake_api(fake: Fake) -> FastAPI:
    from tests.ui import fake_routes

    api = FastAPI()

    @api.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        return JSONResponse({"error": refusal.body}, refusal.status)

    fake_routes.add(api, fake)
    return api
