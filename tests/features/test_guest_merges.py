"""Two records of one person become one and two again, and nothing that was written is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from sqlmodel import col, select, update

from backend.domain.ids import GuestId
from backend.domain.merging import Person, filled
from backend.domain.words import MoodLevel
from backend.errors import Conflict
from backend.features.guest_merges import service
from backend.features.guests.service import OPT_OUT, get_guest, identify, record_consent
from backend.features.guests.service import list_guests as guests_listed
from backend.models import Assessment, Conversation, GuestAlias, GuestMerge, Stay
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.waiting import until

NOW = datetime(2026, 5, 1, tzinfo=UTC)


async def alias(works: WorkFactory, chat: Chat) -> str:
    """The address of the chat leads to its guest."""
    row = await chat.row()
    async with works.hotel(chat.hotel.id) as work:
        value = row.chat_id
        hotel = chat.hotel.id
        work.session.add(GuestAlias(hotel_id=hotel, guest_id=chat.guest_id, value=value))
    return value


def a_chat(of: Chat, chat_id: str) -> Conversation:
    """As somebody stores it who holds the guest's record of this chat."""
    return Conversation(
        hotel_id=of.hotel.id,
        channel_id=of.hotel.channel.id,
        chat_id=chat_id,
        guest_id=of.guest_id,
    )


async def owner_of(chat: Chat) -> UUID:
    return (await chat.row()).guest_id


async def test_everything_of_one_record_goes_to_the_other_and_back(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Conversation, stay and number keep their ids, the number leads to the kept record, the list
    shows one; undo restores both."""
    kept, gone = await chats.open(hotel, name="Anna"), await chats.open(hotel, name="A. Schmidt")
    chat_id = await alias(works, gone)
    client = await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}"
    body = {"gone_id": str(gone.guest_id)}
    preview = (
        await client.get(f"{base}/guests/{kept.guest_id}/merges/{gone.guest_id}/preview")
    ).json()
    made = (await client.post(f"{base}/guests/{kept.guest_id}/merges", json=body)).json()

    async with works.hotel(hotel.id) as work:
        known, stay = await identify(work, chat_id=chat_id, sender_name="A. Schmidt")
        stays = (await work.session.exec(select(Stay.guest_id))).all()
        listed = (await guests_listed(work)).items
    merged_owner = await owner_of(gone)
    shown = (await client.get(f"{base}/guests/{kept.guest_id}/merges")).json()["items"]
    undone = await client.post(f"{base}/guest-merges/{made['id']}/undo")
    async with works.hotel(hotel.id) as work:
        again, _ = await identify(work, chat_id=chat_id, sender_name="A. Schmidt")

    assert (preview["conversations"], preview["stays"], preview["addresses"]) == (1, 1, [chat_id])
    assert merged_owner == known.id == kept.guest_id
    assert stay is not None
    assert set(stays) == {kept.guest_id}
    assert [guest.id for guest in listed] == [kept.guest_id]
    assert [(one["gone_name"], one["can_undo"]) for one in shown] == [("A. Schmidt", True)]
    assert undone.status_code == 200
    assert (await owner_of(gone), again.id) == (gone.guest_id, gone.guest_id)
    assert await owner_of(kept) == kept.guest_id


async def test_what_came_after_the_merge_stays_where_it_is(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Also a change of the kept record that the merge had not made."""
    kept = await chats.open(hotel, name="Anna", language=None)
    gone = await chats.open(hotel, name="A. Schmidt", language="de", vip=True)
    async with works.hotel(hotel.id) as work:
        made = await service.merge(work, kept.guest_id, gone.guest_id)
    await kept.change_guest(language="fr")
    async with works.hotel(hotel.id) as work:
        later = Stay(
            hotel_id=hotel.id,
            external_id="LATER",
            guest_id=gone.guest_id,
            arrival=work.now.date(),
            departure=work.now.date() + timedelta(days=1),
        )
        work.session.add(later)
    async with works.hotel(hotel.id) as work:
        await service.undo(work, made.id)
    async with works.hotel(hotel.id) as work:
        guest = await get_guest(work, GuestId(kept.guest_id))
        stay = await work.session.get_one(Stay, (hotel.id, later.id))

    assert (guest.language, guest.vip) == ("fr", False)
    assert stay.guest_id == kept.guest_id


async def test_a_chat_that_begins_while_two_records_are_merged_is_not_left_behind(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Intake read the given-up record before the merge and writes after it: the conversation, the
    address and the opt-out belong to the kept one."""
    kept, gone = await chats.open(hotel), await chats.open(hotel)
    merging = await merged_before_it_writes(works, hotel, kept, gone)

    async with works.hotel(hotel.id) as work:
        talk = (
            await work.session.exec(select(Conversation).where(Conversation.chat_id == "late@lid"))
        ).one()
        address = (await work.session.exec(select(GuestAlias))).one()
        guest = await get_guest(work, GuestId(kept.guest_id))

    assert merging.kept_id == talk.guest_id == address.guest_id == kept.guest_id
    assert guest.opted_out_at is not None


async def merged_before_it_writes(
    works: WorkFactory, hotel: HotelFixture, kept: Chat, gone: Chat
) -> GuestMerge:
    """One who read before the merge writes after it; the merge and its row."""
    async with works.hotel(hotel.id) as work:
        stale = await get_guest(work, GuestId(gone.guest_id))
        work.session.expunge(stale)
    async with works.hotel(hotel.id) as work:
        made = await service.merge(work, kept.guest_id, gone.guest_id)
    async with works.hotel(hotel.id) as work:
        work.session.add(a_chat(gone, "late@lid"))
        await work.session.flush()
        work.session.add(GuestAlias(hotel_id=hotel.id, guest_id=gone.guest_id, value="late@lid"))
        await record_consent(work, stale, kind=OPT_OUT, method="keyword")
    async with works.hotel(hotel.id) as work:
        return await work.session.get_one(GuestMerge, (hotel.id, made.id))


async def test_a_merge_waits_for_a_chat_that_is_being_stored(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    somebody_waits: Callable[[], Awaitable[bool]],
) -> None:
    """What an open transaction has written of the given-up record moves along."""
    kept, gone = await chats.open(hotel), await chats.open(hotel)
    stored, may_commit = asyncio.Event(), asyncio.Event()

    async def store() -> None:
        async with works.hotel(hotel.id) as work:
            work.session.add(a_chat(gone, "open@c.us"))
            await work.session.flush()
            stored.set()
            await may_commit.wait()

    async def merge() -> None:
        # It gives way after a moment, and a colleague would click again.
        while True:
            with suppress(Conflict):
                async with works.hotel(hotel.id) as work:
                    await service.merge(work, kept.guest_id, gone.guest_id)
                return

    storing = asyncio.create_task(store())
    await stored.wait()
    merging = asyncio.create_task(merge())
    await until(somebody_waits)
    assert not merging.done()
    may_commit.set()
    await asyncio.gather(storing, merging)
    async with works.hotel(hotel.id) as work:
        owners = (await work.session.exec(select(Conversation.guest_id))).all()

    assert owners == [kept.guest_id] * 3


async def test_a_chat_that_is_stored_during_a_merge_waits_and_follows(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    somebody_waits: Callable[[], Awaitable[bool]],
) -> None:
    """The merge is not committed yet: the row waits for it and belongs to the kept record."""
    kept, gone = await chats.open(hotel), await chats.open(hotel)
    merged, may_commit = asyncio.Event(), asyncio.Event()

    async def merge() -> None:
        async with works.hotel(hotel.id) as work:
            await service.merge(work, kept.guest_id, gone.guest_id)
            merged.set()
            await may_commit.wait()

    async def store() -> None:
        async with works.hotel(hotel.id) as work:
            work.session.add(a_chat(gone, "during@c.us"))

    merging = asyncio.create_task(merge())
    await merged.wait()
    storing = asyncio.create_task(store())
    await until(somebody_waits)
    may_commit.set()
    await asyncio.gather(merging, storing)
    async with works.hotel(hotel.id) as work:
        owners = (await work.session.exec(select(Conversation.guest_id))).all()

    assert owners == [kept.guest_id] * 3


async def test_moods_of_all_of_a_persons_chats_are_one_line(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Oldest first, from both records once they are one."""
    kept, gone = await chats.open(hotel), await chats.open(hotel)
    for chat, score in ((kept, -0.5), (gone, 0.5)):
        (message_id,) = await chat.write("Hello")
        async with works.hotel(hotel.id) as work:
            of = {"message_id": message_id, "conversation_id": chat.conversation_id}
            level = MoodLevel.NEGATIVE if score < 0 else MoodLevel.POSITIVE
            work.session.add(
                Assessment.model_validate(
                    {"hotel_id": hotel.id, **of, "score": score, "level": level, "source": "test"}
                )
            )
    client = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/guests/{kept.guest_id}"
    before = (await client.get(url)).json()
    await client.post(f"{url}/merges", json={"gone_id": str(gone.guest_id)})
    after = (await client.get(url)).json()

    assert [one["score"] for one in before["moods"]] == [-0.5]
    assert [one["score"] for one in after["moods"]] == [-0.5, 0.5]
    assert [one["gone_id"] for one in after["merges"]] == [str(gone.guest_id)]


async def test_a_merge_can_be_undone_for_seven_days_and_once(
    api: Api, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Later, twice, with itself, or of what is part of another record: refused by name."""
    one, two, three = [await chats.open(hotel) for _ in range(3)]
    client = await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}"

    async def merge(kept: Chat, gone: Chat) -> httpx.Response:
        body = {"gone_id": str(gone.guest_id)}
        return await client.post(f"{base}/guests/{kept.guest_id}/merges", json=body)

    first = (await merge(one, two)).json()
    refused = [await merge(one, one), await merge(three, two), await merge(two, three)]
    second = (await merge(three, one)).json()
    under_another = await client.post(f"{base}/guest-merges/{first['id']}/undo")
    await client.post(f"{base}/guest-merges/{second['id']}/undo")
    twice = await client.post(f"{base}/guest-merges/{second['id']}/undo")
    async with works.hotel(hotel.id) as work:
        old = update(GuestMerge).values(merged_at=work.now - timedelta(days=8))
        await work.session.execute(old.where(col(GuestMerge.hotel_id) == hotel.id))
    late = await client.post(f"{base}/guest-merges/{first['id']}/undo")

    assert [answer.status_code for answer in refused] == [422, 409, 409]
    assert [answer.status_code for answer in (under_another, twice, late)] == [409, 409, 409]
    assert await owner_of(two) == one.guest_id


async def test_the_kept_name_does_not_follow_the_other_chat(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Two chats of one person show two names on WhatsApp: the kept one stays."""
    kept, gone = await chats.open(hotel, name="Anna"), await chats.open(hotel, name="A. Schmidt")
    chat_id = await alias(works, gone)
    async with works.hotel(hotel.id) as work:
        await service.merge(work, kept.guest_id, gone.guest_id)
    async with works.hotel(hotel.id) as work:
        await identify(work, chat_id=chat_id, sender_name="A. Schmidt")
    async with works.hotel(hotel.id) as work:
        guest = await get_guest(work, GuestId(kept.guest_id))

    assert (guest.name, guest.whatsapp_name) == ("Anna", "A. Schmidt")


def test_the_kept_record_is_completed_and_an_opt_out_holds_for_both() -> None:
    """What it knows itself stays; the earlier wish for silence counts."""
    kept = Person("Anna", None, "+491", None, False, NOW)
    gone = Person("A. Schmidt", "anna", "+492", "de", True, NOW - timedelta(days=1))

    assert filled(kept, gone) == {
        "whatsapp_name": (None, "anna"),
        "language": (None, "de"),
        "vip": (False, True),
        "opted_out_at": (NOW, NOW - timedelta(days=1)),
    }
