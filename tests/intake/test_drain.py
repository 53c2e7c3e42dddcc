"""The drain under trouble: poison, lost leases, two workers, an absent provider's gaps."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select, update

from backend.db.transaction import sql
from backend.domain.ids import ChannelId
from backend.domain.incoming import Incoming
from backend.domain.retrying import MOST_ATTEMPTS
from backend.features.dead_letters.service import replay
from backend.features.intake import repository, service
from backend.features.intake.apply import apply_rows
from backend.features.intake.rows import Finished
from backend.features.intake.service import drain_intake
from backend.integrations.green_api.parse import GreenApiReader
from backend.models import Alert, Channel, DeadLetter, Inbox
from tests.intake.conftest import Number

POISON = "poison"


class Fragile(GreenApiReader):
    """A defect of ours: it falls over one text."""

    def read(self, raw: bytes) -> Incoming:
        if POISON.encode() in raw:
            raise ZeroDivisionError
        return super().read(raw)


async def drain(number: Number) -> int:
    channel = ChannelId(number.hotel.channel.id)
    return await drain_intake(number.works, number.hotel.id, channel, reader=Fragile())


async def test_a_row_that_raises_does_not_stop_the_others(number: Number) -> None:
    """The rest of its batch is shown at once; the row itself is put off."""
    for n in range(6):
        await number.post(number.message(f"A{n}", POISON if n == 2 else f"fine {n}"))
    await drain(number)
    states = [row.state.value for row in await number.inbox()]

    assert states == ["done", "done", "new", "done", "done", "done"]
    assert [m.text for m in await number.messages()] == [f"fine {n}" for n in (0, 1, 3, 4, 5)]


async def test_a_row_that_always_raises_ends_as_a_dead_letter(number: Number) -> None:
    """Five attempts, then a person is told; the name of the failure, never the words."""
    await number.post(number.message("A1", POISON))
    for _ in range(MOST_ATTEMPTS + 2):
        await drain(number)
        await number.skip_waiting()
    (row,) = await number.inbox()
    async with number.works.hotel(number.hotel.id) as work:
        (letter,) = (await work.session.exec(select(DeadLetter))).all()
        (alert,) = (await work.session.exec(select(Alert))).all()

    assert (row.state.value, row.attempts) == ("dead", MOST_ATTEMPTS)
    assert (letter.source, letter.reason) == ("inbox", "ZeroDivisionError")
    assert POISON not in alert.reason


async def test_a_dead_letter_tried_again_in_vain_is_open_again(number: Number) -> None:
    """Replaying does not hide what fails once more; once it can be read, it is shown."""
    await number.post(number.message("A1", POISON))
    for _ in range(MOST_ATTEMPTS):
        await drain(number)
        await number.skip_waiting()
    for attempt in (drain, Number.drain):
        async with number.works.hotel(number.hotel.id) as work:
            (letter,) = (await work.session.exec(select(DeadLetter))).all()
            await replay(work, letter.id)
        for _ in range(MOST_ATTEMPTS):
            await attempt(number)
            await number.skip_waiting()
        async with number.works.hotel(number.hotel.id) as work:
            (letter,) = (await work.session.exec(select(DeadLetter))).all()
        assert (letter.replayed_at is None) == (attempt is drain)

    assert [message.text for message in await number.messages()] == [POISON]


async def test_a_row_that_kills_its_worker_is_given_up(number: Number) -> None:
    """Attempts are counted before the work, so a worker that dies still counts; the messages
    behind it are worked on meanwhile."""
    await number.post(number.message("A1", "kills"))
    await number.post(number.message("A2", "fine"))
    (first, _) = await number.inbox()
    async with number.works.hotel(number.hotel.id) as work:
        counted = "update inbox set attempts = :n, next_at = now() where id = :id"
        await work.session.execute(text(counted), {"n": MOST_ATTEMPTS, "id": first.id})
    await number.drain()
    states = {row.id: (row.state.value, row.error) for row in await number.inbox()}

    assert states[first.id] == ("dead", "worker_lost")
    assert [message.text for message in await number.messages()] == ["fine"]


async def test_what_was_lost_with_a_worker_is_not_overtaken(number: Number) -> None:
    """Put off as it is, it goes before a newer message of the same guest."""
    await number.post(number.message("A1", "first"))
    async with number.works.hotel(number.hotel.id) as work:
        channel_id = number.hotel.channel.id
        await repository.take(work, channel_id, lease=None, most=10, lease_s=0, put_off_s=[600])
    await number.post(number.message("A2", "second"))
    await number.drain()

    assert [row.attempts for row in await number.inbox()] == [2, 1]
    shown = sorted(await number.messages(), key=lambda message: message.id or 0)
    assert [message.text for message in shown] == ["first", "second"]


async def test_a_clock_that_was_set_back_changes_no_order(number: Number) -> None:
    """What was stored before the clock stepped back seems to be of the future, and goes first."""
    await number.post(number.message("A1", "first"))
    before = timedelta(seconds=30)
    async with number.works.hotel(number.hotel.id) as work:
        ahead = update(Inbox).values(received_at=work.now + before, next_at=work.now + before)
        await work.session.exec(ahead)
    await number.post(number.message("A2", "second"))
    async with number.works.hotel(number.hotel.id) as work:
        taken = await repository.take(
            work, number.hotel.channel.id, lease=None, most=10, lease_s=9, put_off_s=[600]
        )

    assert taken is not None
    assert [row.id for row in taken.rows] == [row.id for row in await number.inbox()]


async def test_a_database_that_was_away_counts_against_nobody(
    number: Number, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often: no attempt is counted, and the order stays as it was."""
    await number.post(number.message("A1", "first"))

    async def away(*_: Any, **__: Any) -> bool:
        raise OperationalError("update", {}, Exception())

    monkeypatch.setattr(repository, "finish", away)
    for _ in range(MOST_ATTEMPTS + 1):
        with pytest.raises(OperationalError):
            await number.drain()
    monkeypatch.undo()
    await number.post(number.message("A2", "second"))
    await number.drain()

    assert [row.attempts for row in await number.inbox()] == [1, 1]
    shown = sorted(await number.messages(), key=lambda message: message.id or 0)
    assert [message.text for message in shown] == ["first", "second"]


async def test_nor_against_a_row_that_had_to_wait_before(
    number: Number, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A webhook that fell over once is not given up because the database went away after that."""
    await number.post(number.message("A1", "poison"))
    await drain(number)

    async def away(*_: Any, **__: Any) -> bool:
        raise OperationalError("update", {}, Exception())

    monkeypatch.setattr(repository, "finish", away)
    for _ in range(MOST_ATTEMPTS + 1):
        await number.skip_waiting()
        with pytest.raises(OperationalError):
            await number.drain()
    monkeypatch.undo()
    (row,) = await number.inbox()

    assert (row.state.value, row.attempts) == ("new", 1)


async def test_two_workers_do_not_work_on_one_number(number: Number) -> None:
    """The second finds the lease taken and leaves; a lease that ran out is taken over."""
    await number.post(number.message("A1"))
    async with number.works.hotel(number.hotel.id) as work:
        channel_id = number.hotel.channel.id
        taken = await repository.take(
            work, channel_id, lease=None, most=0, lease_s=30, put_off_s=[5]
        )
    while_held = await number.drain()
    async with number.works.hotel(number.hotel.id) as work:
        channel = await work.session.get_one(Channel, (number.hotel.id, number.hotel.channel.id))
        channel.intake_lease_until = work.now
    after = await number.drain()

    assert taken is not None
    assert (while_held, after) == (0, 1)


async def test_a_worker_that_lost_its_lease_writes_nothing(
    number: Number, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's newer epoch undoes everything the late one did."""
    await number.post(number.message("A1", "once"))
    finish = repository.finish

    async def stolen(work: Any, lease: repository.Lease, rows: Any, **more: Any) -> bool | None:
        statement = "update channel set intake_epoch = intake_epoch + 1 where id = :id"
        await work.session.execute(text(statement), {"id": lease.channel_id})
        return await finish(work, lease, rows, **more)

    monkeypatch.setattr(repository, "finish", stolen)
    await number.drain()
    monkeypatch.undo()
    shown = await number.messages()
    await number.skip_waiting()
    async with number.works.hotel(number.hotel.id) as work:
        channel = await work.session.get_one(Channel, (number.hotel.id, number.hotel.channel.id))
        channel.intake_lease_until = None
    await number.drain()

    assert shown == []
    assert [message.text for message in await number.messages()] == ["once"]


async def test_many_drains_at_once_apply_each_message_once(number: Number) -> None:
    """Wake-ups come in crowds; the lease makes them harmless."""
    for n in range(120):
        await number.post(number.message(f"A{n}", f"{n}", chat=f"7900{n % 30:07d}@c.us"))
    await number.drain_in_a_crowd(5)

    assert sorted(int(m.text) for m in await number.messages()) == list(range(120))
    assert len(await number.conversations()) == 30


async def unhurried(number: Number) -> bool | None:
    """As the workers are told; None: nothing of this number is due."""
    statement = sql("select is_unhurried from due_intake() where channel_id = :channel")
    async with number.works.platform() as work:
        rows = await work.rows(statement, {"channel": number.hotel.channel.id})
    return rows[0][0] if rows else None


async def test_what_comes_during_a_batch_gathers_for_the_next(
    number: Number, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Worked through in ones and twos it would cost as much as together; a worker looks soon."""

    async def apply_while_guests_write(*args: Any, **kwargs: Any) -> list[Finished]:
        await number.post(number.message("A2", "and one thing more"))
        monkeypatch.setattr(service, "apply_rows", apply_rows)
        return await apply_rows(*args, **kwargs)

    monkeypatch.setattr(service, "apply_rows", apply_while_guests_write)
    await number.post(number.message("A1", "a question"))
    await number.drain()
    due = await unhurried(number)
    first = [message.text for message in await number.messages()]
    await number.drain()

    assert first == ["a question"]
    assert due is False
    assert len(await number.messages()) == 2


async def test_a_backlog_is_one_drain(number: Number, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full batches follow each other at once."""
    monkeypatch.setattr(service, "BATCH", 2)
    for n in range(5):
        await number.post(number.message(f"A{n}", f"question {n}"))

    assert await number.drain() == 5


async def test_a_number_says_whether_only_echoes_and_ticks_wait(number: Number) -> None:
    """They may wait for company; a guest's words, or very many of them, do not."""

    async def all_are_due() -> None:
        async with number.works.hotel(number.hotel.id) as work:
            await work.session.execute(text("update inbox set next_at = now()"))

    for n in range(49):
        await number.post(number.status(f"S{n}", "delivered"))
    await all_are_due()
    assert await unhurried(number) is True
    await number.post(number.status("S49", "delivered"))
    await all_are_due()
    assert await unhurried(number) is False
    await number.drain()
    await number.skip_waiting()
    await number.drain()
    await number.post(number.status("S50", "delivered"))
    await number.post(number.message("A1", "a question"))
    await all_are_due()
    assert await unhurried(number) is False
