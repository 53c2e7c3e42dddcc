"""What the delivery screen asks for, in the exact shapes of the API: its own schemas build it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI, Request

from backend.domain.channel_state import pause_reason_of
from backend.domain.connections import (
    ConnectionKind,
    NumberFacts,
    Outage,
    describe_database,
    describe_live,
    describe_model,
    describe_number,
)
from backend.domain.permissions import Permission, permissions_of
from backend.domain.words import InstanceState, Role
from backend.features.completeness.schemas import CompletenessView
from backend.features.connections.schemas import ConnectionsView, ConnectionView
from backend.features.dead_letters.schemas import Counts, DeadLetterView, Replayed
from backend.features.delivery.schemas import UncertainView
from backend.features.number_health.schemas import NumberHealthView
from tests.ui.fake_api import JSON, ROOT, Fake, Refusal, Store, uid

H = ROOT + "/hotels/{hotel_id}"
PER_CHECK = timedelta(minutes=10)


class Delivery:
    """Of one hotel. Times are minutes before now."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.doubts: list[JSON] = []
        self.letters: list[JSON] = []
        self.health: JSON = {}
        self.meter: JSON | None = {"expected": 4312, "missing": 0, "filled": 0}
        self.model_down = False
        self.failing: set[str] = set()

    def at(self, minutes: float) -> str:
        return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()

    def doubt(self, name: str, text: str, **more: Any) -> JSON:
        conversation_id = uid(f"{self.store.hotel_id}{name}")
        row = UncertainView.model_validate({
            "message_id": more.pop("message_id", str(9000 + len(self.doubts))),
            "conversation_id": conversation_id, "channel_id": uid("channel"),
            "guest_name": name, "room": None, "text": text, "author": "staff",
            "author_name": "Maria Lopez", "state": "asked", "needs_person": True,
            "reason": "never_twice", "first_try_at": self.at(12), "last_try_at": self.at(12),
            "attempts": 1, "looked_at": self.at(4), "look": "absent", "next_look_at": None,
            "never_twice": False, "not_after": self.at(-1400),
            "tries": [{"at": self.at(12), "ended_at": self.at(11.8), "outcome": "ambiguous",
                       "http_status": 504, "detail": None}],
            **more,
        }).model_dump(mode="json")  # fmt: skip
        self.doubts.append(row)
        return row

    def letter(self, source: str, reason: str, **more: Any) -> JSON:
        minutes = 30 + 17 * len(self.letters)
        row = DeadLetterView.model_validate({
            "id": uid(f"letter{len(self.letters)}"), "source": source, "source_id": "7",
            "reason": reason, "first_at": self.at(minutes + 40), "last_at": self.at(minutes),
            "replayed_at": None, "discarded_at": None, "note": None, "attempts": 8,
            "last_error": reason, "replayable": True, "channel_id": uid("channel"),
            "channel_name": "Reception",
            "history": [{"n": n, "at": self.at(minutes + 40 - n), "outcome": reason}
                        for n in range(1, 4)],
            **more,
        }).model_dump(mode="json")  # fmt: skip
        self.letters.append(row)
        return row

    def waiting(self, source: str | None, reason: str | None) -> list[JSON]:
        return [
            one
            for one in self.letters
            if one["replayed_at"] is None
            and one["discarded_at"] is None
            and source in (None, one["source"])
            and reason in (None, one["reason"])
        ]

    def counts(self) -> JSON:
        waiting = self.waiting(None, None)
        kinds = sorted({(one["source"], one["reason"]) for one in waiting})
        by_reason = [
            {"source": source, "reason": reason, "waiting": len(self.waiting(source, reason)),
             "oldest_at": self.at(300), "latest_at": self.at(30)}
            for source, reason in kinds
        ]  # fmt: skip
        by_source = {s: len(self.waiting(s, None)) for s in ("inbox", "turn", "outbox")}
        counts = {"waiting": len(waiting), "by_source": by_source, "by_reason": by_reason}
        return Counts.model_validate(counts).model_dump(mode="json")

    def completeness(self) -> JSON | None:
        if self.meter is None:
            return None
        span = {"since": self.at(1440), "until": self.at(3), "checked_at": self.at(3)}
        return {**span, **self.meter}

    def show_meter(self) -> None:
        for channel in self.store.lists["channels"]:
            channel["completeness"] = self.completeness()

    def checks(self, channel_id: str, cursor: str | None) -> JSON:
        start = int(cursor or 0)
        items = [
            {"id": str(n), "checked_at": self.at(10 * n), "window_start": self.at(10 * n + 13),
             "window_end": self.at(10 * n + 3), "expected": 31, "missing": 2 * (n == 1),
             "filled": 2 * (n == 1)}
            for n in range(start, start + 20)
        ]  # fmt: skip
        view = CompletenessView.model_validate({
            "channel_id": channel_id, "last_24_h": self.completeness(),
            "next_check_at": self.at(-7), "items": items,
            "next_cursor": "20" if start == 0 else None,
        })  # fmt: skip
        return view.model_dump(mode="json")

    def number(self, channel: JSON) -> JSON:
        reason = channel["pause_reason"]
        today = datetime.now(UTC).date()
        zero = {"sent": 0, "delivered": 0, "failed": 0, "no_account": 0, "expired": 0,
                "new_contacts": 0, "answered": 0}  # fmt: skip
        health = {
            "channel_id": channel["id"], "name": channel["name"], "state": channel["state"],
            "state_at": channel["state_at"], "sending": reason is None,
            "pause": reason and {"reason": reason, "since": channel["paused_at"], "until": None},
            "pace": {"configured_ms": channel["send_interval_ms"],
                     "now_ms": channel["send_interval_ms"], "share": 1.0, "reasons": [],
                     "full_at": None},
            "daily_new_contacts": channel["daily_new_contacts"], "warm_up": channel["warm_up"],
            "age_days": 40, "today": {**zero, "since": today},
            "week": {**zero, "since": today - timedelta(days=6)},
            "budget": {"limit": channel["daily_new_contacts"], "used": 0,
                       "left": channel["daily_new_contacts"], "reason": "daily_budget",
                       "resets_at": self.at(-600)},
            "reply_ratio": {"value": None, "answered": 0, "n": 0, "least_n": 20},
            "waiting": [], "held": [], "warned_at": None, "care_until": None, "events": [],
            **self.health,
        }  # fmt: skip
        return NumberHealthView.model_validate(health).model_dump(mode="json")

    def connections(self) -> JSON:
        now = datetime.now(UTC)
        items = [
            ConnectionView.of(
                ConnectionKind.WHATSAPP,
                describe_number(
                    NumberFacts(
                        InstanceState(one["state"]),
                        datetime.fromisoformat(one["state_at"]),
                        one["pause_reason"] or pause_reason_of(InstanceState(one["state"])),
                        None,
                    ),
                    now,
                ),
                name=one["name"] or "WhatsApp",
                channel_id=one["id"],
            )
            for one in self.store.lists["channels"]
        ]
        outage = Outage(now - timedelta(minutes=4), now + timedelta(seconds=40), "Unavailable")
        model = describe_model(outage if self.model_down else None)
        items += [
            ConnectionView.of(ConnectionKind.MODEL, model, name="Answers by the AI"),
            ConnectionView.of(ConnectionKind.LIVE, describe_live(None), name="Live updates"),
            ConnectionView.of(ConnectionKind.DATABASE, describe_database(), name="Database"),
        ]
        well = all(one.state == "working" for one in items)
        view = ConnectionsView(checked_at=now, all_well=well, items=items)
        return view.model_dump(mode="json")

    def fill(self) -> None:
        """A bad night: something in every part, names and words of every length and script."""
        self.doubt("Lucía Fernández de Córdoba y Álvarez de Toledo", "Ahora mismo miramos si queda "
                   "una habitación al patio.", room="402", reason="several", look="several")  # fmt: skip
        self.doubt("محمد الأحمد", "رمز الباب 4471. نتمنى لك إقامة سعيدة.", room="307", author="ai",
                   author_name=None, never_twice=True)  # fmt: skip
        self.doubt("Константин Александрович Рождественский-Преображенский", "Конечно, поздний "
                   "выезд до 14:00 возможен.", room="118", state="checking", needs_person=False,
                   reason="no_answer", look=None, looked_at=None, next_look_at=self.at(-2))  # fmt: skip
        self.letter("outbox", "not_sent_in_time", what="Send a colleague's message", room="214",
                    preview="Der Techniker kommt um 17 Uhr zu Ihnen.", conversation_id=uid("x"),
                    guest_name="Freifrau Anna-Magdalena von Schwarzenberg-Hohenlohe")  # fmt: skip
        self.letter("turn", "KeyError", what="Answer the guest", guest_name="سارة", room="12",
                    preview="هل يمكنني تأخير المغادرة؟", conversation_id=uid("x"))  # fmt: skip
        self.letter("inbox", "not_json", what="Take in a notification (unreadable)", history=[],
                    attempts=1)  # fmt: skip
        self.letter("inbox", "not_json", what="Take in a message of the guest", replayable=False)
        counts = {"sent": 214, "delivered": 209, "failed": 2, "no_account": 3, "expired": 0,
                  "new_contacts": 31, "answered": 27}  # fmt: skip
        today = datetime.now(UTC).date()
        self.health = {
            "pace": {"configured_ms": 1000, "now_ms": 3200, "share": 0.3125,
                     "reasons": ["recovering"], "full_at": self.at(-6000)},
            "today": {**counts, "since": today},
            "week": {**counts, "sent": 1893, "delivered": 1851, "since": today - timedelta(days=6)},
            "budget": {"limit": 40, "used": 31, "left": 9, "reason": "warm_up",
                       "resets_at": self.at(-300)},
            "reply_ratio": {"value": 0.871, "answered": 27, "n": 31, "least_n": 20},
            "waiting": [{"message_class": "essential", "count": 2, "oldest_at": self.at(1)}],
            "held": [{"message_class": "promotional", "reason": "recovering", "count": 18,
                      "until": self.at(-6000), "first_expires_at": self.at(-2000)}],
            "warned_at": self.at(4100), "care_until": self.at(-6000),
            "events": [{"kind": "state", "detail": "authorized", "at": self.at(4030)},
                       {"kind": "state", "detail": "yellowCard", "at": self.at(4100)},
                       {"kind": "slowed", "detail": "0.5", "at": self.at(4105)}],
        }  # fmt: skip
        self.meter = {"expected": 4312, "missing": 2, "filled": 2}
        self.model_down = True


def add(api: FastAPI, fake: Fake) -> None:
    held: dict[str, Delivery] = {}

    def of(hotel_id: str) -> Delivery:
        return held.setdefault(hotel_id, Delivery(fake.stores[hotel_id]))

    def asked(request: Request, hotel_id: str, what: str, permission: Permission) -> Delivery:
        from tests.ui.fake_routes import who

        role = Role(who(fake, request)["role"])
        if permission not in permissions_of(role, is_platform_admin=False):
            raise Refusal(403, "forbidden", "Your role does not allow this.")
        if what in of(hotel_id).failing:
            raise Refusal(503, "unavailable", "The database does not answer. Try again soon.")
        return of(hotel_id)

    @api.get(f"{H}/uncertain/counts")
    async def uncertain_counts(request: Request, hotel_id: str) -> JSON:
        found = asked(request, hotel_id, "uncertain", Permission.INBOX_READ).doubts
        return {"uncertain": len(found), "needs_person": sum(one["needs_person"] for one in found)}

    @api.get(f"{H}/uncertain")
    async def uncertain(request: Request, hotel_id: str, limit: int = 50, cursor: int = 0) -> JSON:
        found = asked(request, hotel_id, "uncertain", Permission.INBOX_READ).doubts
        more = str(cursor + limit) if len(found) > cursor + limit else None
        return {"items": found[cursor : cursor + limit], "next_cursor": more}

    @api.get(f"{H}/connections")
    async def connections(request: Request, hotel_id: str) -> JSON:
        return asked(request, hotel_id, "connections", Permission.INBOX_READ).connections()

    @api.get(f"{H}/channels/{{id}}/health")
    async def health(request: Request, hotel_id: str, id: str) -> JSON:
        delivery = asked(request, hotel_id, "numbers", Permission.SETTINGS_READ)
        channel = next(one for one in delivery.store.lists["channels"] if one["id"] == id)
        return delivery.number(channel)

    @api.get(f"{H}/channels/{{id}}/completeness")
    async def completeness(
        request: Request, hotel_id: str, id: str, cursor: str | None = None
    ) -> JSON:
        return asked(request, hotel_id, "checks", Permission.SETTINGS_READ).checks(id, cursor)

    @api.get(f"{H}/dead-letters")
    async def letters(
        request: Request, hotel_id: str, source: str | None = None, reason: str | None = None,
        cursor: int = 0, limit: int = 20,
    ) -> JSON:  # fmt: skip
        delivery = asked(request, hotel_id, "letters", Permission.AUDIT_READ)
        found = delivery.waiting(source, reason)
        more = str(cursor + limit) if len(found) > cursor + limit else None
        return {"items": found[cursor : cursor + limit], "next_cursor": more}

    @api.get(f"{H}/dead-letters/counts")
    async def counts(request: Request, hotel_id: str) -> JSON:
        return asked(request, hotel_id, "letters", Permission.AUDIT_READ).counts()

    @api.post(f"{H}/dead-letters/replay")
    async def replay_many(request: Request, hotel_id: str, body: JSON) -> JSON:
        delivery = asked(request, hotel_id, "letters", Permission.REPLAY)
        source, reason = body.get("source"), body.get("reason")
        rows = delivery.waiting(source, reason)[: body["most"]]
        for one in rows:
            one["replayed_at" if one["replayable"] else "discarded_at"] = delivery.at(0)
        replayed = sum(one["replayable"] for one in rows)
        left = len(delivery.waiting(source, reason))
        done = Replayed(replayed=replayed, closed=len(rows) - replayed, remaining=left)
        return done.model_dump(mode="json")

    @api.post(f"{H}/dead-letters/{{id}}/replay")
    async def replay(request: Request, hotel_id: str, id: str) -> JSON:
        delivery = asked(request, hotel_id, "letters", Permission.REPLAY)
        letter = next(one for one in delivery.letters if one["id"] == id)
        if letter["source"] == "turn":
            raise Refusal(409, "conflict", "There is nothing left to try again here.")
        letter["replayed_at"] = delivery.at(0)
        return letter

    @api.post(f"{H}/dead-letters/{{id}}/discard")
    async def discard(request: Request, hotel_id: str, id: str, body: JSON) -> JSON:
        delivery = asked(request, hotel_id, "letters", Permission.REPLAY)
        if body["note"] == "-":
            details = [{"field": "note", "message": "Say a little more."}]
            raise Refusal(422, "invalid", "The request is not valid.", details)
        letter = next(one for one in delivery.letters if one["id"] == id)
        letter.update(discarded_at=delivery.at(0), note=body["note"])
        return letter

    @api.post(f"{H}/messages/{{id}}/{{verb}}")
    async def settle(request: Request, hotel_id: str, id: str, verb: str) -> JSON:
        delivery = asked(request, hotel_id, "settle", Permission.INBOX_WRITE)
        delivery.doubts = [one for one in delivery.doubts if one["message_id"] != id]
        store = delivery.store
        known = [m for ms in store.messages.values() for m in ms if m["id"] == id]
        for m in known:
            m.update(status="sent" if verb == "mark-sent" else "queued", status_reason=None)
            await fake.tell(store, ("message", m))
        return known[0] if known else {"id": id, "status": verb}

    controls(api, fake, held)


def controls(api: FastAPI, fake: Fake, held: dict[str, Delivery]) -> None:
    first = next(iter(fake.stores))

    @api.post(f"{ROOT}/_fake/delivery")
    async def delivery(body: JSON) -> None:
        """All anew: a quiet night, or a bad one; `failing` names parts that cannot be read."""
        made = held[first] = Delivery(fake.stores[first])
        if body.get("filled"):
            made.fill()
        for n in range(body.get("letters", 0)):
            made.letter(
                "outbox", "refused", what="Send an automatic message", guest_name=f"Guest {n}"
            )
        for n in range(body.get("doubts", 0)):
            made.doubt(f"Guest {n}", f"Message {n}")
        made.show_meter()
        made.failing = set(body.get("failing", ()))

    @api.post(f"{ROOT}/_fake/settled")
    async def settled(body: JSON) -> None:
        """WhatsApp's lists showed it: it is in doubt no more, and screens are told."""
        made = held[first]
        (gone,) = (one for one in made.doubts if one["message_id"] == body["id"])
        made.doubts.remove(gone)
        event = {"id": body["id"], "conversation_id": gone["conversation_id"], "status": "sent"}
        await fake.tell(made.store, ("message", event))

    @api.post(f"{ROOT}/_fake/connection")
    async def connection(body: JSON) -> None:
        made = held[first]
        made.model_down = body["model_down"]
        data = {"kind": "model", "channel_id": None, "circuit": "open"}
        await fake.tell(made.store, ("connection", data))
