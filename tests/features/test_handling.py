"""Who handles a conversation: giving it away, marking it, letting it rest, noting."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlmodel import select, text

from backend.domain.inbox_words import ActivityKind, Priority, SnoozeChoice
from backend.domain.words import ConversationStatus, Role
from backend.errors import Invalid, NotFound
from backend.features.activities.service import list_activities, participants
from backend.features.conversations.service import find_conversation, get_conversation, mark_read
from backend.features.handling import service
from backend.features.labels.schemas import LabelInput
from backend.features.labels.service import add_label as make_label
from backend.features.labels.service import remove_label as delete_label
from backend.features.messages.replying import reply
from backend.features.teams.schemas import TeamInput
from backend.features.teams.service import add_team, remove_team
from backend.kit.ids import new_uuid
from backend.models import Account, AuditLog, Conversation, Outbox, Staff
from backend.ports.live import LiveKind
from backend.work import Actor, ActorKind, Work, WorkFactory
from tests.fixtures.desk import Desk
from tests.fixtures.work import HotelFixture, Recorder

Do = Callable[[Work, UUID], Awaitable[Any]]


async def colleague(desk: Desk, name: str) -> Staff:
    account = Account(email=f"{new_uuid().hex}@hotel.test", name=name)
    async with desk.works.platform() as work:
        work.session.add(account)
    staff = Staff(hotel_id=desk.hotel.id, account_id=account.id, name=name, role=Role.AGENT)
    async with desk.works.hotel(desk.hotel.id) as here:
        here.session.add(staff)
    return staff


def manager(hotel: HotelFixture) -> Actor:
    return Actor(ActorKind.STAFF, hotel.staff.id, hotel.staff.name)


async def lines(work: Work, conversation_id: UUID) -> list[tuple[ActivityKind, dict[str, Any]]]:
    """Oldest first."""
    page = await list_activities(work, conversation_id)
    return [(line.kind, line.detail) for line in reversed(page.items)]


async def test_giving_a_conversation_to_a_colleague_is_told_and_logged(
    desk: Desk, recorder: Recorder
) -> None:
    """The row names them, the thread and the audit log say who did it, they take part."""
    chat, anna = await desk.chat(), await colleague(desk, "Anna Agent")
    async with desk.works.hotel(desk.hotel.id, actor=manager(desk.hotel)) as work:
        view = await service.assign(work, chat.id, anna.id)
        page = await list_activities(work, chat.id)
        taking_part = await participants(work, chat.id)
        audited = (await work.session.exec(select(AuditLog.action))).all()

    assert (view.assignee_id, view.assignee_name) == (anna.id, "Anna Agent")
    assert [(line.kind, line.actor_name) for line in page.items] == [
        (ActivityKind.ASSIGNED, "Mara Manager")
    ]
    assert page.items[0].detail["name"] == "Anna Agent"
    assert set(taking_part.values()) == {"Anna Agent", "Mara Manager"}
    assert audited == ["conversation.assign"]
    assert [event.kind for _, event in recorder.events] == [
        LiveKind.ACTIVITY,
        LiveKind.CONVERSATION,
        LiveKind.NOTIFICATION,
    ]


async def test_what_is_so_already_says_nothing(desk: Desk, recorder: Recorder) -> None:
    """The same request twice is one line, one audit row and one live event."""
    chat, anna = await desk.chat(), await colleague(desk, "Anna")
    async with desk.works.hotel(desk.hotel.id) as work:
        label = await make_label(work, LabelInput(name="VIP"))
        team = await add_team(work, TeamInput(name="Desk", members=[anna.id]))
    every: list[Do] = [
        lambda work, id_: service.assign(work, id_, anna.id),
        lambda work, id_: service.set_team(work, id_, team.id),
        lambda work, id_: service.set_priority(work, id_, Priority.HIGH),
        lambda work, id_: service.add_label(work, id_, label.id),
        lambda work, id_: service.snooze_by(work, id_, SnoozeChoice.NEXT_REPLY),
        lambda work, id_: service.wait_for_guest(work, id_),
        lambda work, id_: service.resolve(work, id_),
        lambda work, id_: service.reopen(work, id_),
        lambda work, id_: service.remove_label(work, id_, label.id),
    ]
    for do in every:
        for _ in range(2):
            async with desk.works.hotel(desk.hotel.id) as work:
                await do(work, chat.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        told = [kind for kind, _ in await lines(work, chat.id)]
        audited = (await work.session.exec(select(AuditLog.action))).all()

    assert told == [
        ActivityKind.ASSIGNED,
        ActivityKind.TEAM_SET,
        ActivityKind.PRIORITY_SET,
        ActivityKind.LABEL_ADDED,
        ActivityKind.SNOOZED,
        ActivityKind.WAITING_GUEST,
        ActivityKind.RESOLVED,
        ActivityKind.REOPENED,
        ActivityKind.LABEL_REMOVED,
    ]
    assert sum(action.startswith("conversation.") for action in audited) == len(every)
    shown = [event for _, event in recorder.events if event.kind is LiveKind.CONVERSATION]
    assert len(shown) == len(every)


async def test_a_row_shows_team_priority_and_labels(desk: Desk) -> None:
    """By name, with the hotel's colour; a team or a label that is removed is gone from it."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        late = await make_label(work, LabelInput(name="Late arrival"))
        cot = await make_label(work, LabelInput(name="cot"))
        team = await add_team(work, TeamInput(name="Housekeeping"))
        await service.set_team(work, chat.id, team.id)
        await service.set_priority(work, chat.id, Priority.URGENT)
        for label in (late, cot):
            view = await service.add_label(work, chat.id, label.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        await remove_team(work, team.id)
        await delete_label(work, late.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        after = await get_conversation(work, chat.id)

    assert (view.team_name, view.priority) == ("Housekeeping", Priority.URGENT)
    assert [label.name for label in view.labels] == ["cot", "Late arrival"]
    assert (after.team_id, [label.name for label in after.labels]) == (None, ["cot"])


async def test_nobody_who_left_is_given_a_conversation(desk: Desk) -> None:
    """Neither a place that was taken away nor an invented one."""
    chat, gone = await desk.chat(), await colleague(desk, "Gone")
    async with desk.works.hotel(desk.hotel.id) as work:
        (await work.session.get_one(Staff, (desk.hotel.id, gone.id))).disabled_at = work.now
    for staff_id in (gone.id, new_uuid()):
        async with desk.works.hotel(desk.hotel.id) as work:
            with pytest.raises(NotFound):
                await service.assign(work, chat.id, staff_id)
            with pytest.raises(Invalid):
                await service.note(work, chat.id, text="Look", mentions={staff_id})


async def test_a_note_is_for_colleagues_and_names_them(desk: Desk, recorder: Recorder) -> None:
    """The named colleague's row is marked until they have opened the conversation."""
    chat, anna = await desk.chat(), await colleague(desk, "Anna")
    async with desk.works.hotel(desk.hotel.id, actor=manager(desk.hotel)) as work:
        note = await service.note(work, chat.id, text="@Anna check the bill", mentions={anna.id})
    marked = [event.data for _, event in recorder.events][-1]
    async with desk.works.hotel(desk.hotel.id, actor=manager(desk.hotel)) as work:
        seen_by_another = await mark_read(work, chat.id)
    async with desk.works.hotel(desk.hotel.id, actor=Actor(ActorKind.STAFF, anna.id)) as work:
        seen = await mark_read(work, chat.id)

    assert (note.kind, note.text) == (ActivityKind.NOTE, "@Anna check the bill")
    assert marked["mentions"] == [str(anna.id)]
    assert seen_by_another.mentions == [anna.id]
    assert seen.mentions == []


async def test_the_database_cannot_send_a_note(desk: Desk, owner: psycopg.AsyncConnection) -> None:
    """The outbox takes a message by foreign key; a note is none, and no message is of its kind."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        note = await service.note(work, chat.id, text="The guest is difficult")
    async with desk.works.hotel(desk.hotel.id) as work:
        with pytest.raises(IntegrityError, match="fk_outbox_message_id_message"):
            await work.session.execute(
                text(
                    "insert into outbox (hotel_id, channel_id, conversation_id, message_id, author,"
                    " priority, body_hash, once, dedupe_key, state, next_at, not_after,"
                    " message_class) values (:hotel, :channel, :chat, :note, 'staff', 0, '', false,"
                    " 'note', 'queued', now(), now(), 'essential')"
                ),
                {
                    "hotel": desk.hotel.id,
                    "channel": desk.hotel.channel.id,
                    "chat": chat.id,
                    "note": int(note.id),
                },
            )
        await work.session.rollback()
    words = "select count(*) from message where text = 'The guest is difficult'"
    assert await (await owner.execute(words)).fetchone() == (0,)


async def test_a_line_without_a_note_has_no_words(desk: Desk) -> None:
    """What a person wrote is a note, and nothing else may carry text."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        with pytest.raises(IntegrityError, match="ck_activity_note_has_text"):
            await work.session.execute(
                text(
                    "insert into activity (hotel_id, conversation_id, kind, actor_kind, text)"
                    " values (:hotel, :chat, 'resolved', 'system', 'words')"
                ),
                {"hotel": desk.hotel.id, "chat": chat.id},
            )
        await work.session.rollback()


@pytest.mark.parametrize("verb", ["update activity set actor_name = 'x'", "delete from activity"])
async def test_lines_are_never_changed(desk: Desk, verb: str) -> None:
    """The application may add lines and read them, no more."""
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with desk.works.hotel(desk.hotel.id) as work:
            await work.session.execute(text(verb))


async def test_resolving_drops_what_waits_and_reopening_brings_it_back(desk: Desk) -> None:
    """Resolved means nobody waits and nothing is unread."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        row = await find_conversation(work, chat.id)
        row.waiting_since, row.unread = work.now, 3
        resolved = await service.resolve(work, chat.id)
        reopened = await service.reopen(work, chat.id)

    assert (resolved.status, resolved.unread) == (ConversationStatus.RESOLVED, 0)
    assert resolved.waiting_since is None
    assert reopened.status is ConversationStatus.OPEN


async def test_a_snooze_says_until_when(desk: Desk) -> None:
    """An hour from now; without a stay the day of arrival is refused, and said so beforehand."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        view = await service.snooze_by(work, chat.id, SnoozeChoice.HOUR)
        until = work.now + timedelta(hours=1)
        offered = {moment.choice: moment for moment in await service.moments(work, chat.id)}
        with pytest.raises(Invalid, match="No arrival"):
            await service.snooze_by(work, chat.id, SnoozeChoice.ARRIVAL)
        with pytest.raises(Invalid, match="passed"):
            await service.snooze_until(work, chat.id, datetime(2026, 1, 1, tzinfo=UTC))

    assert (view.status, view.snoozed_until) == (ConversationStatus.SNOOZED, until)
    assert offered[SnoozeChoice.HOUR].until == until
    assert offered[SnoozeChoice.NEXT_REPLY].until is None
    assert offered[SnoozeChoice.ARRIVAL].refusal == "no_arrival"


async def rest(works: WorkFactory, hotel: HotelFixture, chat_id: UUID, ago: timedelta) -> None:
    """Snoozed, and due so long ago."""
    async with works.hotel(hotel.id) as work:
        row = await work.session.get_one(Conversation, (hotel.id, chat_id))
        row.status, row.snoozed_until = ConversationStatus.SNOOZED, work.now - ago


async def test_what_came_due_while_everything_was_down_comes_back(desk: Desk) -> None:
    """However long ago it was, once, marked unread, with a line that says until when it rested."""
    chat, later = await desk.chat(), await desk.chat()
    await rest(desk.works, desk.hotel, chat.id, timedelta(days=40))
    await rest(desk.works, desk.hotel, later.id, timedelta(hours=-1))
    woken = []
    for _ in range(2):
        async with desk.works.hotel(desk.hotel.id) as work:
            woken.append(await service.wake_due(work))
    async with desk.works.hotel(desk.hotel.id) as work:
        view = await get_conversation(work, chat.id)
        told = await lines(work, chat.id)
        other = await get_conversation(work, later.id)

    assert woken == [1, 0]
    assert (view.status, view.unread) == (ConversationStatus.OPEN, 1)
    assert [kind for kind, _ in told] == [ActivityKind.WOKEN]
    assert other.status is ConversationStatus.SNOOZED


async def test_whoever_answers_takes_part(desk: Desk) -> None:
    """An answer leaves a row in the outbox and its author among the participants; a note none."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        await service.note(work, chat.id, text="Between us")
    async with desk.works.hotel(desk.hotel.id, actor=manager(desk.hotel)) as work:
        await reply(work, chat.id, text="To the guest")
        taking_part = await participants(work, chat.id)
        rows = (await work.session.exec(select(Outbox))).all()

    assert len(rows) == 1
    assert list(taking_part.values()) == ["Mara Manager"]
