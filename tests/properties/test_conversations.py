"""Any story of guests, staff, phone, model, provider and dying workers keeps the promises."""

import asyncio
from collections.abc import Awaitable, Coroutine
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backend.domain.words import OutboxState
from backend.errors import Conflict
from backend.features.sending.schemas import Called
from backend.features.turns.schemas import Turn
from backend.ports.ai import AiFailure
from tests.effort import FACTOR, bounded
from tests.fakes.ai import FakeAi, says
from tests.intake.conftest import MakeNumber
from tests.properties.provider import Fate, Journal, Provider, Taken
from tests.properties.steps import Killed, Steps
from tests.properties.truth import REPEATABLE_TEXT, Truth

T = TypeVar("T")
CHATS = ("79001234567@c.us", "79001234568@c.us")
SPEAKER_MINUTES = 30
STEP_S = 60.0
WAITS = st.sampled_from(
    [
        timedelta(seconds=2),
        timedelta(seconds=31),
        timedelta(seconds=155),
        timedelta(minutes=5),
        timedelta(minutes=16),
        timedelta(minutes=31),
    ]
)
STATUSES = st.sampled_from(["sent", "delivered", "read", "failed", "noAccount"])
ANSWERS = st.sampled_from(
    [
        says("Gladly."),
        says(action="hand_over", reason="not known"),
        says("Sorry.", score=-0.9, level="complaint"),
        AiFailure.TIMEOUT,
        AiFailure.NOT_JSON,
    ]
)
ANY = st.integers(0, 10_000)
OFTEN = st.sampled_from([True, True, True, False])
FATES = st.lists(st.sampled_from(Fate), min_size=3, max_size=3)
MEANWHILE = st.sampled_from(["nothing", "nothing", "die", "echo", "settle"])
STORIES, STEPS = 32, 45
CALM_ROUNDS = 24


def pick(found: list[T], at: int) -> T:
    return found[at % len(found)]


def story(loop: asyncio.AbstractEventLoop, make_number: MakeNumber) -> type[RuleBasedStateMachine]:
    """The machine runs beside the loop of the product and asks it for each step."""

    def done(step: Coroutine[Any, Any, T] | Awaitable[T]) -> T:
        assert asyncio.iscoroutine(step)
        found: T = asyncio.run_coroutine_threadsafe(step, loop).result(STEP_S)
        return found

    class Story(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            number = done(make_number(speaker_minutes=SPEAKER_MINUTES))
            self.provider = Provider()
            self.ai = FakeAi()
            self.steps = Steps(number, self.provider, self.ai)
            self.truth = Truth(self.provider, SPEAKER_MINUTES)
            self.names = count(1)
            self.on_the_way: list[tuple[str, str, dict[str, Any]]] = []
            self.delivered: list[tuple[str, str, dict[str, Any]]] = []
            self.turns: list[Turn] = []
            self.calls: list[Called] = []
            self.replies: list[tuple[Any, str, str]] = []
            for chat in CHATS:
                self.guest_writes(chat, 0, at_once=True)
            done(self.steps.drain_intake())
            self.rows = done(self.steps.rows())

        # Guests and the hotel's phone, by webhooks that come twice, late and out of order.

        @rule(chat=st.sampled_from(CHATS), hours=st.sampled_from([0, 0, 0, 3]), at_once=OFTEN)
        def guest_writes(self, chat: str, hours: int, at_once: bool) -> None:
            name = f"G{next(self.names)}"
            body = self.steps.number.message(name, f"Question {name}?", chat=chat, ago=hours * 3600)
            self._leave((chat, name, body), at_once=at_once)

        @rule(chat=st.sampled_from(CHATS), at_once=OFTEN)
        def phone_writes(self, chat: str, at_once: bool) -> None:
            name = f"P{next(self.names)}"
            body = self.steps.number.message(
                name, f"Note {name}", kind="outgoingMessageReceived", chat=chat
            )
            self._leave((chat, name, body), at_once=at_once)

        @precondition(lambda self: self.on_the_way)
        @rule(at=ANY)
        def deliver(self, at: int) -> None:
            self._deliver(self.on_the_way.pop(at % len(self.on_the_way)))

        @precondition(lambda self: self.delivered)
        @rule(at=ANY)
        def deliver_again(self, at: int) -> None:
            self._deliver(pick(self.delivered, at))

        def _leave(self, one: tuple[str, str, dict[str, Any]], *, at_once: bool) -> None:
            if at_once:
                self._deliver(one)
            else:
                self.on_the_way.append(one)

        def _deliver(self, one: tuple[str, str, dict[str, Any]]) -> None:
            chat, name, body = one
            if name[0] in "GP":
                self.truth.hear(chat, name)
            self.delivered.append(one)
            done(self.steps.deliver(body))

        @rule()
        def work_through_the_inbox(self) -> None:
            done(self.steps.drain_intake())

        @rule(at=st.integers(1, 3))
        def die_in_the_inbox(self, at: int) -> None:
            done(self.steps.drain_intake(killed_at=at))

        # The AI.

        @rule()
        def take_turns(self) -> None:
            self.turns += done(self.steps.take_turns())

        @precondition(lambda self: self.turns)
        @rule(at=ANY, answer=ANSWERS)
        def answer(self, at: int, answer: Any) -> None:
            self.ai.respond = lambda request: answer
            turn = self.turns.pop(at % len(self.turns))
            done(self.steps.settle_turns([done(self.steps.think(turn))]))
            self.truth.answered(turn, self.rows, done(self.steps.rows()))

        @rule(chat=st.sampled_from(CHATS), by_phone=st.booleans(), answer=ANSWERS)
        def somebody_writes_while_the_model_thinks(
            self, chat: str, by_phone: bool, answer: Any
        ) -> None:
            self.take_turns()
            if by_phone:
                self.phone_writes(chat, at_once=True)
            else:
                self.guest_writes(chat, 0, at_once=True)
            done(self.steps.drain_intake())
            self.rows = done(self.steps.rows())
            while self.turns:
                self.answer(0, answer)
                self.rows = done(self.steps.rows())

        # Staff.

        @precondition(lambda self: self.rows.conversations)
        @rule(at=ANY, equal=st.booleans())
        def staff_reply(self, at: int, equal: bool) -> None:
            name = f"S{next(self.names)}"
            words = REPEATABLE_TEXT if equal else f"Answer {name}"
            one = (pick(list(self.rows.conversations), at).id, words, name)
            self.replies.append(one)
            done(self.steps.staff_replies(*one))

        @precondition(lambda self: self.replies)
        @rule(at=ANY)
        def staff_press_twice(self, at: int) -> None:
            done(self.steps.staff_replies(*pick(self.replies, at)))

        @precondition(lambda self: self.rows.outbox)
        @rule(at=ANY)
        def staff_send_again(self, at: int) -> None:
            row = pick(list(self.rows.outbox), at)
            try:
                done(self.steps.resend(row.message_id))
            except Conflict:
                return
            self.truth.resent.add(row.id or 0)
            self.truth.extra[row.id or 0] += 1

        @precondition(lambda self: self.rows.outbox)
        @rule(at=ANY)
        def staff_mark_as_sent(self, at: int) -> None:
            row = pick(list(self.rows.outbox), at)
            try:
                done(self.steps.mark_as_sent(row.message_id))
            except Conflict:
                return
            self.truth.resent.add(row.id or 0)

        # Sending.

        @rule(fates=FATES)
        def send(self, fates: list[Fate]) -> None:
            for place, row in enumerate(done(self.steps.claim())):
                result = self.provider.call(
                    outbox_id=row.outbox_id,
                    chat_id=row.chat_id,
                    text=row.text,
                    fate=fates[place % 3],
                )
                self.calls.append(Called(row, result))

        @precondition(lambda self: self.calls)
        @rule(at=ANY, together=st.booleans())
        def settle(self, at: int, together: bool) -> None:
            ready = list(self.calls) if together else [pick(self.calls, at)]
            self.calls = [one for one in self.calls if one not in ready]
            done(self.steps.settle_calls(ready))

        @rule(answer=ANSWERS, fates=FATES)
        def everybody_works(self, answer: Any, fates: list[Fate]) -> None:
            """One pass of a worker, from the webhook to the outcome of the call."""
            done(self.steps.drain_intake())
            self.ai.respond = lambda request: answer
            for turn in done(self.steps.take_turns()):
                done(self.steps.settle_turns([done(self.steps.think(turn))]))
            self.send(fates)
            done(self.steps.settle_calls(self.calls))
            self.calls = []

        @rule()
        def die(self) -> None:
            """Every worker is killed: what they held is gone, what they did is done."""
            self.calls, self.turns = [], []

        @rule(journal=st.sampled_from(Journal))
        def journal_changes(self, journal: Journal) -> None:
            self.provider.journal = journal

        @rule(happens=MEANWHILE, at=ANY)
        def look_at_the_journal(self, happens: str, at: int) -> None:
            """What happens between asking and settling is the race; dying there loses the look."""
            steps = {"die": self._die, "echo": self._echo_now, "settle": self._settle_now}
            if happens in steps:
                self.provider.meanwhile = partial(steps[happens], at)
            in_doubt = {row.id for row in self.rows.outbox if row.state is OutboxState.UNCERTAIN}
            self.provider.hidden = set()
            done(self.steps.reconcile())
            self.provider.meanwhile = None
            again = {
                row.id or 0
                for row in done(self.steps.rows()).outbox
                if row.state is OutboxState.QUEUED and row.id in in_doubt
            }
            # A list that hid what was accepted makes one more call: that is the residue.
            self.truth.extra.update(again & self.provider.hidden)

        async def _die(self, at: int) -> None:
            raise Killed

        async def _echo_now(self, at: int) -> None:
            if self.provider.ledger:
                await self.steps.deliver(self._echo_of(pick(self.provider.ledger, at)))
                await self.steps.drain_intake()

        async def _settle_now(self, at: int) -> None:
            if self.calls:
                await self.steps.settle_calls([self.calls.pop(at % len(self.calls))])

        @precondition(lambda self: self.provider.ledger)
        @rule(at=ANY, at_once=OFTEN)
        def echo(self, at: int, at_once: bool) -> None:
            one = pick(self.provider.ledger, at)
            self._leave((one.chat_id, "E", self._echo_of(one)), at_once=at_once)

        def _echo_of(self, one: Taken) -> dict[str, Any]:
            return self.steps.number.message(
                one.provider_id,
                one.text,
                kind="outgoingAPIMessageReceived",
                chat=one.chat_id,
                ago=int((self.provider.now - one.at).total_seconds()),
            )

        @precondition(lambda self: self.provider.ledger)
        @rule(at=ANY, status=STATUSES, at_once=OFTEN)
        def status(self, at: int, status: str, at_once: bool) -> None:
            one = pick(self.provider.ledger, at)
            body = self.steps.number.status(one.provider_id, status)
            body = {**body, "chatId": one.chat_id}
            self._leave((one.chat_id, "T", body), at_once=at_once)

        @rule(by=WAITS)
        def time_passes(self, by: timedelta) -> None:
            done(self.steps.pass_time(by))

        @invariant()
        def promises_hold(self) -> None:
            self.rows = done(self.steps.rows())
            self.truth.check(self.rows)

        def teardown(self) -> None:
            """Everybody works again, and time goes by."""
            self.provider.journal = Journal.HONEST
            self.calls, self.turns = [], []
            while self.on_the_way:
                self._deliver(self.on_the_way.pop(0))
            for _ in range(CALM_ROUNDS):
                done(self.steps.pass_time(timedelta(seconds=310)))
                self.everybody_works(says("Gladly."), [Fate.ACCEPTED] * 3)
                self.rows = done(self.steps.rows())
                self.look_at_the_journal("nothing", 0)
                self.promises_hold()
                if self._is_calm():
                    break
            self.truth.check_end(self.rows)

        def _is_calm(self) -> bool:
            try:
                self.truth.check_end(self.rows)
            except AssertionError:
                return False
            return True

    return Story


@pytest.mark.timeout(900 * FACTOR)
async def test_every_story_keeps_the_promises(make_number: MakeNumber) -> None:
    """Each webhook once and in order, one voice, nothing sent twice or backwards, nothing stuck."""
    machine = story(asyncio.get_running_loop(), make_number)
    await asyncio.to_thread(
        run_state_machine_as_test, machine, settings=bounded(STORIES, stateful_step_count=STEPS)
    )
