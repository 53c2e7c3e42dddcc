"""Colleagues are told when guests write: where they have the conversation, once until they look."""

from sqlmodel import select

from backend.domain.notifying import NotifyKind
from backend.models import Conversation, Notification, NotificationSettings
from backend.ports.live import LiveKind
from tests.fixtures.work import Recorder
from tests.intake.conftest import Number


async def told(number: Number) -> list[tuple[NotifyKind, int]]:
    async with number.works.hotel(number.hotel.id) as work:
        rows = (await work.session.exec(select(Notification))).all()
    assert {row.staff_id for row in rows} <= {number.hotel.staff.id}
    return [(row.kind, row.times) for row in rows]


async def test_a_guest_who_writes_tells_the_colleague_who_has_the_conversation(
    number: Number, recorder: Recorder
) -> None:
    """Several messages are one notification that counts; without an assignee nobody is told."""
    await number.tell(number.message("A1", "Hello"))
    before = await told(number)
    async with number.works.hotel(number.hotel.id) as work:
        (conversation,) = (await work.session.exec(select(Conversation))).all()
        conversation.assignee_id = number.hotel.staff.id
    await number.tell(number.message("A2", "Are you there?"))
    await number.tell(number.message("A3", "It is urgent"))
    live = [event.data for _, event in recorder.events if event.kind is LiveKind.NOTIFICATION]

    assert before == []
    assert await told(number) == [(NotifyKind.MESSAGE, 2)]
    assert [one["times"] for one in live] == [1, 2]
    assert not any("urgent" in str(one) for one in live)


async def test_a_first_message_tells_who_asked_for_new_conversations(number: Number) -> None:
    """Once: the second message begins nothing."""
    async with number.works.hotel(number.hotel.id) as work:
        work.session.add(
            NotificationSettings(
                hotel_id=number.hotel.id,
                staff_id=number.hotel.staff.id,
                choices={"conversation_created": ["list"]},
            )
        )
    await number.tell(number.message("A1", "Hello"))
    await number.tell(number.message("A2", "Are you there?"))

    assert await told(number) == [(NotifyKind.CONVERSATION_CREATED, 1)]
