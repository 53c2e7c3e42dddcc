"""What a number did by day: counted from the messages, kept, and the same on the page."""

from datetime import timedelta

from sqlmodel import col, select, update

from backend.domain.words import HoldReason, MessageClass, MessageStatus
from backend.features.number_health.service import count_days, weigh
from backend.models import Message, NumberDay
from tests.number_health.conftest import Line

COUNTS = ("sent", "delivered", "failed", "no_account", "expired", "new_contacts", "answered")


async def _get_on(line: Line, status: MessageStatus, *, days_ago: int = 0) -> None:
    """One message to a new contact that got that far, so many days ago."""
    chat = await line.chat(known=False)
    message = await line.queue(text=status, chat=chat)
    await line.drain()
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        at = work.now - timedelta(days=days_ago)
        mine = update(Message).where(col(Message.id) == message.id)
        await work.session.exec(mine.values(status=status, sent_at=at))
    await line.change(message, first_try_at=at)


async def _days(line: Line) -> list[NumberDay]:
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        await count_days(work)
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        wanted = select(NumberDay).order_by(col(NumberDay.day))
        return list((await work.session.exec(wanted)).all())


async def test_the_page_and_the_kept_days_say_the_same(line: Line) -> None:
    """Today is counted from the messages, the days before are read; together they are the week."""
    for status in (MessageStatus.SENT, MessageStatus.READ, MessageStatus.NO_ACCOUNT):
        await _get_on(line, status)
    for status in (MessageStatus.DELIVERED, MessageStatus.FAILED, MessageStatus.EXPIRED):
        await _get_on(line, status, days_ago=2)
    await _get_on(line, MessageStatus.DELIVERED, days_ago=30)
    answering = await line.chat(known=False)
    await line.queue(chat=answering)
    await line.drain()
    await line.hear(answering)
    kept = await _days(line)
    twice = await _days(line)
    health = await line.health()

    def figures(day: NumberDay) -> tuple[int, ...]:
        return tuple(getattr(day, name) for name in COUNTS)

    assert [figures(day) for day in kept] == [(2, 1, 1, 0, 1, 3, 0), (4, 1, 0, 1, 0, 4, 1)]
    assert [figures(day) for day in twice] == [figures(day) for day in kept]
    assert tuple(health.today.model_dump(include=set(COUNTS)).values()) == (4, 1, 0, 1, 0, 4, 1)
    assert tuple(health.week.model_dump(include=set(COUNTS)).values()) == (6, 2, 1, 1, 1, 7, 1)
    assert (health.reply_ratio.value, health.reply_ratio.n) == (None, 7)


async def test_offers_stop_when_few_answer(line: Line) -> None:
    """The figures of the week decide; what guests need goes on."""
    today = (await line.health()).today.since
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        work.session.add(
            NumberDay(
                hotel_id=line.desk.hotel.id,
                channel_id=line.desk.hotel.channel.id,
                day=today,
                new_contacts=30,
                answered=1,
            )
        )
    await line.queue(MessageClass.PROMOTIONAL, "Spa for two")
    await line.queue(MessageClass.USEFUL, "Breakfast from 7")
    await line.drain()
    (held,) = (await line.health()).held

    assert line.arrived() == ["Breakfast from 7"]
    assert held.reason is HoldReason.FEW_REPLIES


async def test_a_plain_queue_is_weighed_by_nobody(line: Line) -> None:
    """Answers of staff and AI, and a welcome to a known guest, cost the governor nothing."""
    for message_class in (MessageClass.ESSENTIAL, MessageClass.USEFUL):
        await line.queue(message_class)
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        weighed = await weigh(work, line.desk.hotel.channel)

    assert weighed == 0
