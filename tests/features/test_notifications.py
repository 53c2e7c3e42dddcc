"""Colleagues are told of what concerns them, once, and of nothing they did themselves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest_asyncio
from sqlmodel import col, select, update

from backend.domain.notifying import DEFAULTS, NotifyChannel, NotifyKind, completed
from backend.features.notifications.service import News, forget_old_notifications, notify
from backend.models import Notification
from backend.ports.live import LiveKind
from backend.work import WorkFactory
from tests.fixtures.api import Api, Login
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture, Recorder


@dataclass
class Scene:
    """Mia and Leo, and a conversation."""

    hotel: HotelFixture
    chat: Chat
    mia: httpx.AsyncClient
    leo: httpx.AsyncClient
    mia_login: Login
    leo_login: Login

    @property
    def base(self) -> str:
        return f"/api/v1/hotels/{self.hotel.id}"

    @property
    def talk(self) -> str:
        return f"{self.base}/conversations/{self.chat.conversation_id}"

    async def told(self, who: httpx.AsyncClient) -> list[tuple[str, int]]:
        items = (await who.get(f"{self.base}/notifications")).json()["items"]
        return [(one["kind"], one["times"]) for one in items]

    async def assign(self, to: Login, by: httpx.AsyncClient) -> None:
        body = {"staff_id": str(to.staff_id)}
        assert (await by.put(f"{self.talk}/assignee", json=body)).status_code == 200

    async def note(self, by: httpx.AsyncClient, *names: Login) -> None:
        body: dict[str, Any] = {"text": "Look", "mentions": [str(one.staff_id) for one in names]}
        assert (await by.post(f"{self.talk}/notes", json=body)).status_code == 201


@pytest_asyncio.fixture
async def scene(api: Api, hotel: HotelFixture, chats: Chats) -> Scene:
    mia, leo = await api.person(hotel), await api.person(hotel)
    return Scene(
        hotel, await chats.open(hotel), await api.machine(mia), await api.machine(leo), mia, leo
    )


async def test_an_assignment_tells_the_one_it_is_given_to(scene: Scene) -> None:
    """Taking something on oneself tells nobody."""
    await scene.assign(scene.leo_login, scene.mia)
    await scene.assign(scene.mia_login, scene.mia)

    assert await scene.told(scene.leo) == [("assigned", 1)]
    assert await scene.told(scene.mia) == []


async def test_a_note_tells_who_is_named_and_who_took_part(scene: Scene) -> None:
    """Named people hear it as a mention alone; what repeats before they look counts up."""
    await scene.note(scene.leo)
    await scene.note(scene.mia)
    await scene.note(scene.mia, scene.leo_login)
    await scene.note(scene.mia, scene.leo_login)

    assert await scene.told(scene.leo) == [("mention", 2), ("participating", 1)]
    assert await scene.told(scene.mia) == []


async def test_an_answer_tells_who_took_part(scene: Scene) -> None:
    """A colleague who noted something hears that somebody answered."""
    await scene.note(scene.leo)
    await scene.mia.post(f"{scene.talk}/messages", json={"text": "Good evening"})

    assert await scene.told(scene.leo) == [("participating", 1)]


async def test_what_was_read_is_told_anew_when_it_happens_again(scene: Scene) -> None:
    """Reading ends the row; the next time is a row of its own, and the count follows."""
    await scene.note(scene.mia, scene.leo_login)
    unread = f"{scene.base}/notifications/unread"
    before = (await scene.leo.get(unread)).json()
    body = {"conversation_id": str(scene.chat.conversation_id)}
    assert (await scene.leo.post(f"{scene.base}/notifications/read", json=body)).status_code == 204
    after = (await scene.leo.get(unread)).json()
    await scene.note(scene.mia, scene.leo_login)
    again = (await scene.leo.get(unread, params={"after": after["at"]})).json()

    assert (before["unread"], after["unread"]) == (1, 0)
    assert (again["unread"], again["fresh"]) == (1, 1)
    assert await scene.told(scene.leo) == [("mention", 1), ("mention", 1)]


async def test_nobody_reads_what_a_colleague_is_told(scene: Scene) -> None:
    """Marking all as read marks one's own."""
    await scene.note(scene.mia, scene.leo_login)
    await scene.mia.post(f"{scene.base}/notifications/read", json={})

    assert (await scene.leo.get(f"{scene.base}/notifications/unread")).json()["unread"] == 1


async def test_what_somebody_switched_off_is_not_told(scene: Scene, recorder: Recorder) -> None:
    """No row and no live event; other kinds go on."""
    url = f"{scene.base}/notifications/settings"
    await scene.leo.patch(url, json={"choices": {"mention": []}})
    await scene.note(scene.mia, scene.leo_login)
    await scene.assign(scene.leo_login, scene.mia)

    kinds = [e.data["kind"] for _, e in recorder.events if e.kind is LiveKind.NOTIFICATION]
    assert await scene.told(scene.leo) == [("assigned", 1)]
    assert kinds == ["assigned"]


async def test_a_new_conversation_tells_only_who_asked_for_it(
    scene: Scene, works: WorkFactory
) -> None:
    """Off unless switched on; then for everybody who did."""
    url = f"{scene.base}/notifications/settings"
    await scene.leo.patch(url, json={"choices": {"conversation_created": ["desktop"]}})
    async with works.hotel(scene.hotel.id) as work:
        created = News(NotifyKind.CONVERSATION_CREATED, scene.chat.conversation_id, None)
        await notify(work, [created])

    assert await scene.told(scene.leo) == [("conversation_created", 1)]
    assert await scene.told(scene.mia) == []


async def test_settings_keep_what_was_not_given_and_quiet_hours_come_in_pairs(
    scene: Scene,
) -> None:
    """A half pair is refused by name; null twice ends them."""
    url = f"{scene.base}/notifications/settings"
    first = (await scene.leo.patch(url, json={"choices": {"mention": ["sound"]}})).json()
    quiet = {"quiet_from": "22:00", "quiet_until": "07:00"}
    second = (await scene.leo.patch(url, json=quiet)).json()
    half = await scene.leo.patch(url, json={"quiet_from": "22:00"})
    ended = (await scene.leo.patch(url, json={"quiet_from": None, "quiet_until": None})).json()

    assert first["choices"]["mention"] == ["list", "sound"]
    assert second["choices"] == first["choices"]
    assert (second["quiet_from"], second["quiet_until"]) == ("22:00:00", "07:00:00")
    assert half.status_code == 422
    assert ended["quiet_from"] is None


async def test_the_list_goes_page_by_page(scene: Scene, chats: Chats) -> None:
    """Newest first, each once."""
    others = [await chats.open(scene.hotel) for _ in range(4)]
    for other in others:
        body = {"text": "Look", "mentions": [str(scene.leo_login.staff_id)]}
        url = f"{scene.base}/conversations/{other.conversation_id}/notes"
        await scene.mia.post(url, json=body)
    seen: list[str] = []
    cursor = None
    while True:
        query = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = (await scene.leo.get(f"{scene.base}/notifications", params=query)).json()
        seen += [one["conversation_id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [str(other.conversation_id) for other in reversed(others)]


async def test_old_ones_go(scene: Scene, works: WorkFactory) -> None:
    """After two months, read or not."""
    await scene.note(scene.mia, scene.leo_login)
    await scene.assign(scene.leo_login, scene.mia)
    async with works.hotel(scene.hotel.id) as work:
        old = update(Notification).where(col(Notification.kind) == NotifyKind.MENTION)
        await work.session.execute(old.values(at=work.now - timedelta(days=61)))
    async with works.hotel(scene.hotel.id) as work:
        await forget_old_notifications(work)
    async with works.hotel(scene.hotel.id) as work:
        left = (await work.session.exec(select(Notification.kind))).all()

    assert left == [NotifyKind.ASSIGNED]


def test_whoever_is_told_aloud_finds_it_in_the_list() -> None:
    """Sound alone would leave no trace; nothing chosen stays nothing; the rest is as usual."""
    chosen = completed({NotifyKind.MENTION: frozenset({NotifyChannel.SOUND})})

    assert chosen[NotifyKind.MENTION] == {NotifyChannel.LIST, NotifyChannel.SOUND}
    assert chosen[NotifyKind.ASSIGNED] == DEFAULTS[NotifyKind.ASSIGNED]
    assert completed({NotifyKind.ALERT: frozenset()})[NotifyKind.ALERT] == frozenset()
