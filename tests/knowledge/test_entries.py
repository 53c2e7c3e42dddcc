"""The hotel's entries: what holds when, who keeps them true, and everything they ever said."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.errors import Invalid, NotFound
from backend.features.knowledge import service
from backend.features.knowledge.schemas import KnowledgeDraft, Shown
from backend.features.knowledge_changes.service import publish_version
from backend.features.turns.drain import drain_turns
from backend.kit.ids import new_uuid
from backend.work import Actor, ActorKind, WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture, Recorder

MARA = Actor(ActorKind.STAFF, new_uuid(), "Mara Manager")


def draft(title: str = "Pool", text: str = "Open from 8:00.", **more: object) -> KnowledgeDraft:
    return KnowledgeDraft.model_validate({"title": title, "text": text, "language": "en", **more})


def day_of_year(day: date) -> str:
    return f"{day:%m-%d}"


async def test_an_entry_out_of_season_is_never_in_the_prompt(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """It comes back by itself when its part of the year does; the list says what holds today."""
    async with works.hotel(hotel.id) as work:
        today = work.now.date()
        near = [day_of_year(today + timedelta(days=days)) for days in (-3, 3, 10, 20)]
        await service.create_entry(work, draft("Within", season_from=near[0], season_until=near[1]))
        await service.create_entry(work, draft("Later", season_from=near[2], season_until=near[3]))
        around = {"season_from": near[3], "season_until": near[1]}
        await service.create_entry(work, draft("Over New Year", **around))
    chat = await chats.open(hotel)
    await chat.write("Hello there, what is on?")
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    prompt = ai.requests[0].messages[0].content
    assert "Within (en)" in prompt
    assert "Over New Year (en)" in prompt
    assert "Later (en)" not in prompt
    async with works.hotel(hotel.id) as work:
        shown = await service.list_entries(work, shown=Shown.TODAY)
        hidden = await service.list_entries(work, shown=Shown.NOT_TODAY)
    assert [one.title for one in shown.items] == ["Over New Year", "Within"]
    assert [one.title for one in hidden.items] == ["Later"]


async def test_every_worker_answers_from_what_was_saved_last(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    engine: AsyncEngine,
    recorder: Recorder,
) -> None:
    """No worker keeps an entry of its own: the next turn anywhere sees a change and a deletion."""
    other = WorkFactory(engine, publisher=recorder, waker=recorder, vault=works.vault)
    async with works.hotel(hotel.id) as work:
        entry = await service.create_entry(work, draft(text="Open from 8:00."))

    async def prompt(factory: WorkFactory) -> str:
        chat = await chats.open(hotel)
        await chat.write("When does the pool open?")
        ai = FakeAi()
        await drain_turns(factory, hotel.id, ai=ai, limit=5)
        return ai.requests[0].messages[0].content

    seen = [await prompt(works), await prompt(other)]
    async with works.hotel(hotel.id) as work:
        await service.update_entry(work, entry.id, draft(text="Open from 9:00."))
    changed = [await prompt(other), await prompt(works)]
    async with other.hotel(hotel.id) as work:
        await service.delete_entry(work, entry.id)
    gone = [await prompt(works), await prompt(other)]

    assert all("Open from 8:00." in one for one in seen)
    assert all("Open from 9:00." in one and "8:00" not in one for one in changed)
    assert all("Open from" not in one for one in gone)


async def test_what_an_entry_said_is_kept_with_who_and_can_come_back(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Saving the same is no version; restoring is a new one that names where it came from."""
    async with works.hotel(hotel.id, actor=MARA) as work:
        entry = await service.create_entry(work, draft(category="Wellness"))
        await service.update_entry(work, entry.id, draft(category="Wellness"))
        await service.update_entry(work, entry.id, draft(text="Open from 9:00."))
        await publish_version(work, entry.id, 1)
        first = await service.list_versions(work, entry.id, limit=2)
        rest = await service.list_versions(work, entry.id, limit=2, cursor=first.next_cursor)
        changes = await service.compare_versions(work, entry.id, 2, since=1)
        now = await service.get_entry(work, entry.id)

    listed = [*first.items, *rest.items]
    assert [(one.version, one.restored_from) for one in listed] == [(3, 1), (2, None), (1, None)]
    assert {one.made_by for one in listed} == {"Mara Manager"}
    assert [(one.name, one.before, one.after) for one in changes.fields] == [
        ("category", "Wellness", "")
    ]
    assert ("removed", "8:00.") in [(one.kind, one.text) for one in changes.text]
    assert (now.text, now.category, now.version) == ("Open from 8:00.", "Wellness", 3)


async def test_a_deleted_entry_comes_back_with_its_history(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Gone from every list and answer at once; undo brings the same entry."""
    async with works.hotel(hotel.id) as work:
        entry = await service.create_entry(work, draft())
        await service.update_entry(work, entry.id, draft(text="Open from 9:00."))
        await service.delete_entry(work, entry.id)
    async with works.hotel(hotel.id) as work:
        assert (await service.list_entries(work)).items == []
        assert await service.find_entries(work, [entry.id]) == []
        with pytest.raises(NotFound):
            await service.get_entry(work, entry.id)
        back = await service.undelete_entry(work, entry.id)
        versions = await service.list_versions(work, entry.id)

    assert (back.id, back.text) == (entry.id, "Open from 9:00.")
    assert len(versions.items) == 2


async def test_the_list_is_narrowed_and_says_what_is_due(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """By words, language, category, owner, and by a review day that has come."""
    async with works.hotel(hotel.id) as work:
        today = work.now.date()
        owner: dict[str, Any] = {"owner_id": hotel.staff.id}
        await service.create_entry(
            work, draft("Pool", "Open from 8:00.", review_on=today - timedelta(days=1), **owner)
        )
        await service.create_entry(work, draft("Bar", review_on=today + timedelta(days=9)))
        await service.create_entry(work, draft("Sauna", "100 % birch_wood", category="Wellness"))
        await service.create_entry(work, draft("Parkplatz", language="de"))

        async def titles(**narrowed: object) -> list[str]:
            return [one.title for one in (await service.list_entries(work, **narrowed)).items]  # type: ignore[arg-type]

        found = {
            "due": await titles(shown=Shown.REVIEW),
            "words": await titles(words="0 % BIRCH_"),
            "wild": await titles(words="bi_ch"),
            "language": await titles(language="de"),
            "category": await titles(category="Wellness"),
            "owner": await titles(owner_id=hotel.staff.id),
        }
        summary = await service.summarise(work)
        (pool,) = (await service.list_entries(work, shown=Shown.REVIEW)).items

    assert found == {
        "due": ["Pool"],
        "words": ["Sauna"],
        "wild": [],
        "language": ["Parkplatz"],
        "category": ["Sauna"],
        "owner": ["Pool"],
    }
    assert (summary.entries, summary.review, summary.languages) == (4, 1, ["de", "en"])
    assert (pool.is_due, pool.owner_name) == (True, "Mara Manager")


async def test_an_owner_is_somebody_of_the_hotel(works: WorkFactory, hotel: HotelFixture) -> None:
    """Named beside the field; half a season is refused like a wrong day."""
    async with works.hotel(hotel.id) as work:
        with pytest.raises(Invalid, match="nobody of this hotel"):
            await service.create_entry(work, draft(owner_id=new_uuid()))
    for wrong in ({"season_from": "05-01"}, {"season_from": "02-30", "season_until": "03-01"}):
        with pytest.raises(ValueError, match=r"season|day of the year"):
            draft(**wrong)
