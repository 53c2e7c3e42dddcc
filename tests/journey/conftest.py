"""A hotel with triggers and stays, and a clock that the test turns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import pytest
from sqlmodel import col, select

from backend.db.base import HotelTable
from backend.domain.words import DecisionKind, TriggerEvent
from backend.features.actions.drain import drain_actions
from backend.features.journey.drain import drain_triggers
from backend.features.journey.service import publish, set_enabled, stays_changed
from backend.features.stays.schemas import StayInput
from backend.features.stays.service import put_stay
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import create_template
from backend.features.triggers.schemas import TriggerDraft
from backend.features.triggers.service import create_trigger, note_rehearsal
from backend.kit.ids import new_uuid
from backend.models import Decision, Message, Outbox, PlannedOccurrence, TriggerAction
from backend.ports.notices import NoticeFailure
from backend.work import WorkFactory
from tests.fixtures.work import HotelFixture

Row = TypeVar("Row", bound=HotelTable)
HELLO = "Hello {{guest_first_name|guest}}, see you on {{arrival}}."
_OWN = object()
# What the clock of a test moves: everything that happened or will happen goes into the past.
MOMENTS = {
    "planned_occurrence": ("planned_for", "due_at", "until", "lease_until"),
    "stay_event": ("at",),
    "stay": ("created_at", "booked_at", "checked_in_at", "checked_out_at"),
    "decision": ("decided_at",),
    "trigger": ("enabled_at",),
    "message": ("sort_at", "sent_at", "received_at"),
    "conversation": ("last_message_at", "waiting_since", "speaker_until"),
    "outbox": ("next_at", "not_after"),
    "trigger_action": ("next_at", "created_at"),
    "alert": ("created_at", "handled_at"),
}


@dataclass
class Poster:
    """A program of the hotel's. Implements ports.notices.NoticePoster."""

    got: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    fails: list[NoticeFailure] = field(default_factory=list)
    """What the next calls end with."""

    async def post(self, url: str, *, key: str, body: Mapping[str, object]) -> None:
        self.got.append((url, key, dict(body)))
        if self.fails:
            raise self.fails.pop(0)


@dataclass
class Journey:
    works: WorkFactory
    hotel: HotelFixture
    owner: psycopg.AsyncConnection
    poster: "Poster" = field(default_factory=lambda: Poster())

    async def today(self) -> date:
        """In UTC, where the test's hotel lies."""
        async with self.works.hotel(self.hotel.id) as work:
            return work.now.date()

    async def template(self, text: str = HELLO, **texts: str) -> UUID:
        async with self.works.hotel(self.hotel.id) as work:
            draft = TemplateDraft(
                name=f"T {new_uuid().hex}", texts={"en": text, **texts}, reviewed=True
            )
            return (await create_template(work, draft)).id

    async def draft(self, event: TriggerEvent, text: str = HELLO, **rule: Any) -> UUID:
        """A trigger that is neither published nor on."""
        template_id = rule.pop("template_id", _OWN)
        if template_id is _OWN:
            template_id = await self.template(text)
        name = rule.pop("name", f"{event} {new_uuid().hex[-6:]}")
        draft = TriggerDraft(name=name, event=event, template_id=template_id, **rule)
        async with self.works.hotel(self.hotel.id) as work:
            return (await create_trigger(work, draft)).id

    async def arm(self, event: TriggerEvent, text: str = HELLO, **rule: Any) -> UUID:
        """Published, rehearsed, on."""
        trigger_id = await self.draft(event, text, **rule)
        async with self.works.hotel(self.hotel.id) as work:
            await publish(work, trigger_id)
            await note_rehearsal(work, trigger_id, version=1)
            await set_enabled(work, trigger_id, True)
        return trigger_id

    async def push(self, external_id: str = "R-1", *, arrives_in: int = 3, **changes: Any) -> UUID:
        """As the PMS does; returns the stay."""
        today = await self.today()
        nights = changes.pop("nights", 2)
        guest = {"name": "Ana Ruiz", "phone": "+34612345678", **changes.pop("guest", {})}
        body = {
            "guest": guest,
            "room": "12",
            "arrival": today + timedelta(days=arrives_in),
            "departure": today + timedelta(days=arrives_in + nights),
            **changes,
        }
        async with self.works.hotel(self.hotel.id) as work:
            pushed = await put_stay(work, external_id, StayInput.model_validate(body))
            await stays_changed(work, [pushed.stay.id])
        return pushed.stay.id

    async def pass_time(self, by: timedelta) -> None:
        """As if so long had passed. Days of stays move with it when it is whole days."""
        days = by.days if by % timedelta(days=1) == timedelta(0) else 0
        for table, columns in MOMENTS.items():
            moved = ", ".join(f"{name} = {name} - %(by)s" for name in columns)
            query = f"update {table} set {moved} where hotel_id = %(hotel)s"
            await self.owner.execute(query, {"by": by, "hotel": self.hotel.id})
        if days:
            await self.owner.execute(
                "update stay set arrival = arrival - %(days)s, departure = departure - %(days)s"
                " where hotel_id = %(hotel)s",
                {"days": days, "hotel": self.hotel.id},
            )

    async def set_due(self, *, only_first: bool = False) -> None:
        """What is planned is due now."""
        await self.owner.execute(
            "update planned_occurrence set due_at = now()"
            " where hotel_id = %(hotel)s and state = 'planned' and (not %(first)s or due_at ="
            " (select min(due_at) from planned_occurrence where hotel_id = %(hotel)s))",
            {"hotel": self.hotel.id, "first": only_first},
        )

    async def drain(self) -> None:
        while await drain_triggers(self.works, self.hotel.id):
            pass

    async def act(self) -> None:
        while await drain_actions(self.works, self.hotel.id, self.poster):
            pass

    async def acted(self) -> list[tuple[str, str, str | None]]:
        """(kind, state, outcome) of actions, oldest first."""
        rows = await self.rows(TriggerAction)
        return [(one.kind.value, one.state.value, one.outcome) for one in rows]

    async def rows(self, table: type[Row]) -> list[Row]:
        """Oldest first."""
        async with self.works.hotel(self.hotel.id) as work:
            query = select(table).where(table.hotel_id == self.hotel.id)
            return list(await work.session.exec(query.order_by(col(table.id))))  # type: ignore[attr-defined]

    async def planned(self) -> list[PlannedOccurrence]:
        return await self.rows(PlannedOccurrence)

    async def ledger(self) -> list[tuple[str, str]]:
        """(outcome, reason) of triggers, oldest first."""
        rows = await self.rows(Decision)
        return [(one.outcome, one.reason) for one in rows if one.kind is DecisionKind.TRIGGER]

    async def sent(self) -> Sequence[str]:
        return [one.text for one in await self.rows(Message)]

    async def queued(self) -> Sequence[str]:
        return [one.state for one in await self.rows(Outbox)]


@pytest.fixture
async def journey(works: WorkFactory, make_hotel: Any, owner: psycopg.AsyncConnection) -> Journey:
    hotel = await make_hotel(timezone="UTC", contact_phone="+34900000000")
    return Journey(works, hotel, owner)
