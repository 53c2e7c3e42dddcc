"""Alerts: raised once, told to screens, followed to their end."""

import pytest

from backend.domain.words import AlertKind, AlertStatus
from backend.errors import Conflict, Invalid, NotFound
from backend.features.alerts.service import (
    acknowledge,
    count_alerts,
    dismiss,
    get_alert,
    list_alerts,
    raise_alert,
    resolve,
)
from backend.kit.ids import new_uuid
from backend.models import Alert
from backend.ports.live import LiveKind
from backend.work import Actor, ActorKind, WorkFactory
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture, Recorder


async def raise_one(works: WorkFactory, chat: Chat, key: str = "complaint:1") -> Alert | None:
    async with works.hotel(chat.hotel.id) as work:
        return await raise_alert(
            work,
            kind=AlertKind.COMPLAINT,
            reason="The guest is unhappy.",
            dedupe_key=key,
            conversation_id=chat.conversation_id,
        )


async def test_the_same_alert_is_raised_once(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, recorder: Recorder
) -> None:
    """The second time is a no-op, also for open screens."""
    chat = await chats.open(hotel)
    first = await raise_one(works, chat)
    again = await raise_one(works, chat)

    kinds = [event.kind for _, event in recorder.events]
    assert first is not None
    assert again is None
    assert [
        LiveKind.ALERT,
        LiveKind.CONVERSATION,
        LiveKind.ACTIVITY,
        LiveKind.COMPLAINT,
    ] == kinds
    told = recorder.events[0][1].data
    assert ("Anna Schmidt", "open") == (told["guest_name"], told["status"])


async def test_staff_follow_it_to_its_end(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Acknowledged by name, resolved with a verdict, then no longer among the open ones."""
    chat = await chats.open(hotel)
    alert = await raise_one(works, chat)
    assert alert is not None
    me = Actor(ActorKind.STAFF, hotel.staff.id, hotel.staff.name)
    async with works.hotel(hotel.id, actor=me) as work:
        seen = await acknowledge(work, alert.id)
    async with works.hotel(hotel.id, actor=me) as work:
        done = await resolve(work, alert.id, verdict=True)
    async with works.hotel(hotel.id) as work:
        left = await list_alerts(work)
        number = await count_alerts(work)

    assert (AlertStatus.ACKNOWLEDGED, "Mara Manager") == (seen.status, seen.handled_by)
    assert (AlertStatus.RESOLVED, True) == (done.status, done.verdict)
    assert ([], 0) == (list(left.items), number)


async def test_a_finished_alert_stays_finished(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Two colleagues at once: the second one is told."""
    alert = await raise_one(works, await chats.open(hotel))
    assert alert is not None
    async with works.hotel(hotel.id) as work:
        dismissed = await dismiss(work, alert.id)

    assert dismissed.verdict is False
    with pytest.raises(Conflict):
        async with works.hotel(hotel.id) as work:
            await resolve(work, alert.id)


async def test_pages_of_alerts_are_whole_and_newest_first(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Nothing is shown twice or left out over pages."""
    chat = await chats.open(hotel)
    for number in range(5):
        await raise_one(works, chat, f"complaint:{number}")
    seen, cursor = [], None
    async with works.hotel(hotel.id) as work:
        while True:
            page = await list_alerts(work, cursor=cursor, limit=2)
            seen += [one.created_at for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break

    assert 5 == len(seen)
    assert sorted(seen, reverse=True) == seen


async def test_what_does_not_exist_is_said(works: WorkFactory, hotel: HotelFixture) -> None:
    """An unknown alert, and a cursor of another list."""
    async with works.hotel(hotel.id) as work:
        with pytest.raises(NotFound):
            await get_alert(work, new_uuid())
        with pytest.raises(Invalid):
            await list_alerts(work, cursor="bm9uc2Vuc2U")
