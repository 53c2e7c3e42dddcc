"""Any story of bookings, amendments, cancellations, crashes and jumps of the clock.

Whatever happens: no occurrence is spoken of twice, nothing leaves for a stay that is cancelled,
no text has a hole in it, and what was due during a downtime is not sent long after it.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

from backend.domain.words import Author, DecisionOutcome, OutboxState, StayStatus, TriggerEvent
from backend.features.journey.drain import drain_triggers
from backend.features.journey.service import (
    house_changed,
    resume_automation,
    stays_changed,
    stop_automation,
)
from backend.features.stays.schemas import StayInput
from backend.features.stays.service import put_stay
from backend.kit.crypto import Vault
from backend.models import Decision, Message, Outbox, Stay
from tests.effort import bounded
from tests.fixtures.work import HotelFixture, Recorder
from tests.journey.conftest import Journey
from tests.journey.turned import DATED, MONTH_ENDS, TurnedWorks

T = TypeVar("T")
BEGINS = datetime.fromisoformat("2026-03-20T09:00+00:00")
STEP_S = 60.0
STALE = timedelta(hours=3)
RULES: tuple[dict[str, Any], ...] = (
    {"event": TriggerEvent.STAY_BOOKED, "text": "Thanks {{guest_first_name|guest}}"},
    {
        "event": TriggerEvent.TIME,
        "text": "Room {{room}} waits for you",
        "timing": {"moment": "arrival", "amount": 1, "side": "before", "at": "18:00"},
        "late": "send",
        "daily_cap": None,
    },
    {
        "event": TriggerEvent.TIME,
        "text": "Good night {{room|there}}",
        "timing": {"moment": "check_in", "amount": 2, "unit": "hours"},
        "quiet": {"start": "22:00", "end": "08:00", "rule": "defer"},
    },
    {"event": TriggerEvent.ROOM_CHANGED, "text": "Now in {{room}}", "scope": "reservation"},
    {"event": TriggerEvent.STAY_CANCELLED, "text": "A pity"},
)
NAMES = st.sampled_from(["R-0", "R-1"])


class Killed(BaseException):
    """The worker is gone."""


class Story:
    """The steps, on the loop of the test."""

    def __init__(
        self, works: TurnedWorks, hotel: HotelFixture, owner: psycopg.AsyncConnection
    ) -> None:
        self.works, self.hotel, self.owner = works, hotel, owner
        self.known: dict[str, dict[str, Any]] = {}
        self.sent_while_over: list[str] = []

    async def begin(self) -> None:
        self.works.at = BEGINS
        journey = Journey(self.works, self.hotel, self.owner)
        for one in RULES:
            await journey.arm(**one)

    async def push(self, name: str, **changes: Any) -> None:
        new = {"arrival": self.works.at.date() + timedelta(days=2), "nights": 2, "status": "booked"}
        known = {**self.known.get(name, new), **changes}
        self.known[name] = known
        number = int(name[2:])
        body = {
            "guest": {"name": "Ana {{room}}", "phone": f"+3461111111{number // 2}"},
            "arrival": known["arrival"],
            "departure": known["arrival"] + timedelta(days=known["nights"]),
            "status": known["status"],
            "room": known.get("room"),
            "group_code": "G" if number else None,
        }
        async with self.works.hotel(self.hotel.id) as work:
            pushed = await put_stay(work, name, StayInput.model_validate(body))
        # What is planned must see the turned clock, not what the database dated by its own.
        await self._date()
        async with self.works.hotel(self.hotel.id) as work:
            await stays_changed(work, [pushed.stay.id])

    async def drain(self, killed_at: str | None) -> None:
        def kill(point: str) -> None:
            if point == killed_at:
                raise Killed

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("backend.features.journey.drain.fault", kill)
            with contextlib.suppress(Killed):
                await drain_triggers(self.works, self.hotel.id, limit=4)
        await self._date()

    async def two_drains(self) -> None:
        await asyncio.gather(
            *(drain_triggers(self.works, self.hotel.id, limit=2) for _ in range(2))
        )
        await self._date()

    async def send(self) -> None:
        """The sender takes all that is queued, as it is now."""
        async with self.works.hotel(self.hotel.id) as work:
            rows = await work.session.exec(
                select(Outbox, Stay.status, Decision.reason)
                .join(Message, Message.id == Outbox.message_id)  # type: ignore[arg-type]
                .join(Decision, Decision.id == Message.decision_id)  # type: ignore[arg-type]
                .join(Stay, Stay.id == Decision.stay_id)  # type: ignore[arg-type]
                .where(Outbox.state == OutboxState.QUEUED)
            )
            for outbox, status, reason in rows:
                if status is StayStatus.CANCELLED and reason != TriggerEvent.STAY_CANCELLED:
                    self.sent_while_over.append(outbox.dedupe_key)
                outbox.state = OutboxState.ACCEPTED

    async def stop(self) -> None:
        async with self.works.hotel(self.hotel.id) as work:
            await stop_automation(work)
        async with self.works.hotel(self.hotel.id) as work:
            await resume_automation(work)

    async def replan(self) -> None:
        async with self.works.hotel(self.hotel.id) as work:
            await house_changed(work)

    async def check(self) -> None:
        async with self.works.hotel(self.hotel.id) as work:
            messages = (await work.session.exec(select(Message))).all()
            decisions = (await work.session.exec(select(Decision))).all()
            keys = (await work.session.exec(select(Outbox.dedupe_key))).all()
        fired = [one for one in decisions if one.outcome is DecisionOutcome.FIRED]
        spoken = Counter((one.trigger_id, one.occurrence) for one in fired)
        assert max(spoken.values(), default=0) <= 1
        assert max(Counter(keys).values(), default=0) <= 1
        assert {one.decision_id for one in messages} == {one.id for one in fired}
        assert all(one.author is Author.TRIGGER for one in messages)
        assert all("{" not in one.text for one in messages)
        assert self.sent_while_over == []
        for one in fired:
            assert one.decided_at is not None
            assert one.decided_at - datetime.fromisoformat(one.facts["due_at"]) <= STALE

    async def _date(self) -> None:
        for table, column in DATED.items():
            await self.owner.execute(
                f"update {table} set {column} = %(at)s"
                f" where hotel_id = %(hotel)s and {column} > %(real)s",
                {"at": self.works.at, "hotel": self.hotel.id, "real": MONTH_ENDS},
            )


def machine(loop: asyncio.AbstractEventLoop, new_story: Any) -> type[RuleBasedStateMachine]:
    def done(step: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(step, loop).result(STEP_S)

    class Machine(RuleBasedStateMachine):
        story: Story

        @initialize()
        def begin(self) -> None:
            self.story = done(new_story())
            done(self.story.begin())
            # So that stories begin where it becomes interesting.
            done(self.story.push("R-0", room="11"))
            done(self.story.drain(None))

        @rule(name=NAMES, ahead=st.integers(0, 3), room=st.sampled_from([None, "12"]))
        def book(self, name: str, ahead: int, room: str | None) -> None:
            day = self.story.works.at.date() + timedelta(days=ahead)
            done(self.story.push(name, arrival=day, status="booked", room=room))

        @rule(name=NAMES, by=st.integers(0, 5))
        def move(self, name: str, by: int) -> None:
            day = self.story.works.at.date() + timedelta(days=by)
            done(self.story.push(name, arrival=day))

        @rule(name=NAMES, room=st.sampled_from(["14", "15"]))
        def change_room(self, name: str, room: str) -> None:
            done(self.story.push(name, room=room))

        @rule(name=NAMES, status=st.sampled_from(["in_house", "departed", "no_show"]))
        def change_status(self, name: str, status: str) -> None:
            done(self.story.push(name, status=status))

        @rule(name=NAMES, is_sender_quick=st.booleans())
        def cancel(self, name: str, is_sender_quick: bool) -> None:
            done(self.story.push(name, status="cancelled"))
            if is_sender_quick:
                done(self.story.send())
                done(self.story.check())

        @rule(killed_at=st.sampled_from([None, None, "triggers.claimed", "triggers.decided"]))
        def drain(self, killed_at: str | None) -> None:
            done(self.story.drain(killed_at))
            done(self.story.check())

        @rule()
        def drain_twice_at_once(self) -> None:
            done(self.story.two_drains())
            done(self.story.check())

        @rule()
        def send(self) -> None:
            done(self.story.send())
            done(self.story.check())

        @rule()
        def stop_and_resume(self) -> None:
            done(self.story.stop())
            done(self.story.check())

        @rule()
        def plan_anew(self) -> None:
            done(self.story.replan())

        @rule(minutes=st.sampled_from([1, 11, 59, 181, 60 * 7, 60 * 24]))
        def time_passes(self, minutes: int) -> None:
            self.story.works.at += timedelta(minutes=minutes)

        def teardown(self) -> None:
            if hasattr(self, "story"):
                done(self.story.check())

    return Machine


async def test_any_story_of_a_hotel_speaks_once_and_never_too_late(
    engine: AsyncEngine,
    recorder: Recorder,
    vault: Vault,
    make_hotel: Any,
    owner: psycopg.AsyncConnection,
) -> None:
    """Bookings, changes, cancellations, two workers, crashes, stops and jumps of the clock."""
    works = TurnedWorks(engine, publisher=recorder, waker=recorder, vault=vault)
    works.at = BEGINS

    async def new_story() -> Story:
        return Story(works, await make_hotel(timezone="Europe/Berlin"), owner)

    told = machine(asyncio.get_running_loop(), new_story)
    effort = bounded(20, stateful_step_count=25)
    await asyncio.to_thread(run_state_machine_as_test, told, settings=effort)
