"""A colleague calls an answer of the AI wrong; it is listed, mended from there, and handled."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import pytest

from backend.domain.inbox_words import WrongReason
from backend.domain.words import Author
from backend.errors import Conflict, NotFound
from backend.features.turns.drain import drain_turns
from backend.features.wrong_answers import service
from backend.features.wrong_answers.schemas import Handled, WrongAnswerView, WrongMark
from backend.models import AuditLog
from backend.ports.live import LiveKind
from backend.work import Actor, ActorKind, Work, WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture, Recorder
from tests.turns.stage import BREAKFAST, rows_of, teach
from tests.waiting import until

TEXT = "Breakfast is from 7:00 to 10:30."
FACT, TONE = WrongReason.WRONG_FACT, WrongReason.WRONG_TONE


@dataclass
class Answered:
    chat: Chat
    message_id: str

    async def mark(self, reason: WrongReason = FACT, note: str = "") -> WrongMark:
        async with self._work() as work:
            return await service.mark(work, self.message_id, reason=reason, note=note)

    async def take_back(self) -> None:
        async with self._work() as work:
            await service.take_back(work, self.message_id)

    async def handle(self, *, done: bool = True) -> WrongAnswerView:
        async with self._work() as work:
            return await service.handle(work, self.message_id, done=done)

    async def listed(
        self, state: Handled | None = None, reason: WrongReason | None = None
    ) -> list[WrongAnswerView]:
        async with self._work() as work:
            page = await service.list_wrong_answers(work, state=state, reason=reason)
        return list(page.items)

    def _work(self) -> AbstractAsyncContextManager[Work]:
        staff = self.chat.hotel.staff
        actor = Actor(ActorKind.STAFF, staff.id, "Mara Manager")
        return self.chat.works.hotel(self.chat.hotel.id, actor=actor)


@pytest.fixture
async def answered(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> Answered:
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    ai = FakeAi(lambda _: says(TEXT, sources=("k1",)))
    await drain_turns(works, hotel.id, ai=ai, limit=5)
    (sent,) = await chat.sent()
    return Answered(chat, str(sent.id))


async def test_a_marked_answer_is_listed_with_all_that_led_to_it(
    answered: Answered, recorder: Recorder
) -> None:
    """The question, the answer, its entries, who marked it and why; open screens are told."""
    mark = await answered.mark(note="It is from 6:30 since May.")

    (shown,) = await answered.listed()
    assert (shown.question, shown.answer) == ("When is breakfast?", TEXT)
    assert [one.title for one in shown.sources] == ["Breakfast"]
    assert (shown.reason, shown.note) == (FACT, "It is from 6:30 since May.")
    assert (shown.marked_by, shown.handled_at) == ("Mara Manager", None)
    told = [one.data for _, one in recorder.events if one.kind is LiveKind.WRONG_ANSWER]
    assert told == [mark.as_json()]


async def test_a_second_verdict_takes_the_place_of_the_first(answered: Answered) -> None:
    """The same again is nothing new; another reason opens it again."""
    await answered.mark()
    await answered.mark()
    await answered.handle()
    await answered.mark(TONE)

    (shown,) = await answered.listed()
    actions = [
        one.action for one in await rows_of(answered.chat.works, answered.chat.hotel, AuditLog)
    ]
    assert (shown.reason, shown.handled_at) == (TONE, None)
    assert actions.count("wrong_answer.mark") == 2


async def test_a_verdict_is_taken_back(answered: Answered, recorder: Recorder) -> None:
    """Twice is once; screens hear that the mark is gone."""
    await answered.mark()
    await answered.take_back()
    await answered.take_back()

    told = [one.data for _, one in recorder.events if one.kind is LiveKind.WRONG_ANSWER]
    assert await answered.listed() == []
    assert [one["reason"] for one in told] == ["wrong_fact", None]


async def test_handled_ones_are_listed_apart_and_may_be_opened_again(answered: Answered) -> None:
    """By state and by reason; the numbers follow."""
    await answered.mark()
    handled = await answered.handle()
    assert (handled.handled_by, await answered.listed("open")) == ("Mara Manager", [])
    assert [one.message_id for one in await answered.listed("handled", FACT)] == [
        answered.message_id
    ]
    assert await answered.listed("handled", TONE) == []
    async with answered._work() as work:
        before = await service.summarise(work)
    await answered.handle(done=False)
    async with answered._work() as work:
        after = await service.summarise(work)
    assert (before.open, before.handled, before.by_reason) == (0, 1, {})
    assert (after.open, after.handled, after.by_reason) == (1, 0, {FACT: 1})


async def test_only_answers_of_the_ai_are_marked(answered: Answered) -> None:
    """A colleague's own words are none, nor is what is not there; what is not marked is not
    handled."""
    await answered.chat.answer_as(Author.STAFF, "It is at 7.")
    own = next(one for one in await answered.chat.sent() if one.author is Author.STAFF)
    with pytest.raises(Conflict):
        await Answered(answered.chat, str(own.id)).mark()
    for message_id in ("0", "none", "9" * 30):
        with pytest.raises(NotFound):
            await Answered(answered.chat, message_id).mark()
    with pytest.raises(NotFound):
        await answered.handle()


async def test_two_colleagues_who_mark_it_at_once_leave_one_verdict(
    answered: Answered, somebody_waits: Callable[[], Awaitable[bool]]
) -> None:
    """The second waits until the first is done, and counts; nobody gets an error."""
    is_marked, may_end = asyncio.Event(), asyncio.Event()

    async def mark_slowly() -> None:
        async with answered._work() as work:
            await service.mark(work, answered.message_id, reason=FACT, note="")
            is_marked.set()
            await may_end.wait()

    first = asyncio.create_task(mark_slowly())
    await until(is_marked.is_set)
    second = asyncio.create_task(answered.mark(TONE))
    await until(somebody_waits)
    may_end.set()
    await asyncio.gather(first, second)

    (shown,) = await answered.listed()
    assert shown.reason is TONE


async def test_a_thread_knows_its_marks(answered: Answered, chats: Chats) -> None:
    """Of one conversation alone."""
    await answered.mark()
    other = await chats.open(answered.chat.hotel)
    async with answered._work() as work:
        here = await service.marks_of(work, answered.chat.conversation_id)
        there = await service.marks_of(work, other.conversation_id)
    assert ([one.message_id for one in here], there) == ([answered.message_id], [])


async def test_pages_of_the_list_hold_each_answer_once(answered: Answered) -> None:
    """Also where they were marked in the same moment."""
    await answered.chat.answer_as(Author.AI, "And dinner from 18:00.")
    sent = {str(one.id) for one in await answered.chat.sent()}
    seen: list[str] = []
    async with answered._work() as work:
        for message_id in sent:
            await service.mark(work, message_id, reason=FACT, note="")
        cursor = None
        for _ in sent:
            page = await service.list_wrong_answers(work, cursor=cursor, limit=1)
            seen += [one.message_id for one in page.items]
            cursor = page.next_cursor
    assert (sorted(seen), len(sent), cursor) == (sorted(sent), 2, None)
