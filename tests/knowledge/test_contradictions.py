"""Texts of a hotel that cannot both be right: found, decided, settled."""

import pytest

from backend.domain.knowledge_words import ClashState, TextKind
from backend.domain.words import Author
from backend.errors import Conflict
from backend.features.contradictions import service
from backend.features.contradictions.schemas import ContradictionView, Verdict
from backend.features.knowledge.service import create_entry, delete_entry, update_entry
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import create_template
from backend.work import WorkFactory
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.knowledge.test_entries import MARA, draft

SEVEN = draft("Breakfast", "Breakfast is from 7:00 to 10:00.")


async def listed(
    works: WorkFactory, hotel: HotelFixture, state: ClashState = ClashState.OPEN
) -> list[ContradictionView]:
    """After comparing once more."""
    await service.scan(works, hotel.id)
    async with works.hotel(hotel.id) as work:
        return list((await service.list_contradictions(work, state=state)).items)


async def test_an_entry_a_template_and_a_colleague_are_compared(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Each with the sentence that says so; two replies of colleagues are none."""
    async with works.hotel(hotel.id) as work:
        await create_entry(work, SEVEN)
        texts = {"en": "Good morning! Breakfast is served until 11:00."}
        template = TemplateDraft(name="Morning", texts=texts, reviewed=True)
        await create_template(work, template)
    chat = await chats.open(hotel)
    await chat.answer_as(Author.STAFF, "Breakfast is until 10:30 today.")
    other = await chats.open(hotel)
    await other.answer_as(Author.STAFF, "Sorry, breakfast is until 9:30.")

    found = await listed(works, hotel)

    kinds = {(one.left.kind, one.right.kind) for one in found}
    assert kinds == {
        (TextKind.ENTRY, TextKind.TEMPLATE),
        (TextKind.ENTRY, TextKind.REPLY),
        (TextKind.TEMPLATE, TextKind.REPLY),
    }
    (pair,) = [one for one in found if one.right.kind is TextKind.TEMPLATE]
    assert (pair.subject, pair.aspect) == ("breakfast", "closes")
    assert pair.left.quote == "Breakfast is from 7:00 to 10:00."
    assert pair.right.title == "Morning"


async def test_what_is_ignored_stays_ignored_until_one_of_them_changes(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """The night brings nothing back; another sentence is another contradiction."""
    async with works.hotel(hotel.id) as work:
        await create_entry(work, SEVEN)
        other = await create_entry(work, draft("Morning", "Breakfast is until 11:00."))
    (one,) = await listed(works, hotel)
    async with works.hotel(hotel.id, actor=MARA) as work:
        ignored = await service.decide(work, one.id, Verdict.IGNORE)
    assert await listed(works, hotel) == []
    async with works.hotel(hotel.id) as work:
        await update_entry(work, other.id, draft("Morning", "Breakfast is until 11:30."))
    (changed,) = await listed(works, hotel)

    assert (ignored.state, ignored.decided_by) == (ClashState.IGNORED, "Mara Manager")
    assert changed.right.quote == "Breakfast is until 11:30."


async def test_a_mended_one_goes_and_one_that_is_wrong_again_comes_back(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Whoever said which is right is followed until the other text agrees."""
    async with works.hotel(hotel.id) as work:
        await create_entry(work, SEVEN)
        wrong = draft("Morning", "Breakfast is until 11:00.")
        other = await create_entry(work, wrong)
    (one,) = await listed(works, hotel)
    async with works.hotel(hotel.id, actor=MARA) as work:
        accepted = await service.decide(work, one.id, Verdict.LEFT)
    assert [each.id for each in await listed(works, hotel, ClashState.ACCEPTED)] == [one.id]
    async with works.hotel(hotel.id) as work:
        await update_entry(work, other.id, draft("Morning", "Breakfast is until 10:00."))
    (mended,) = await listed(works, hotel, ClashState.MENDED)
    async with works.hotel(hotel.id) as work:
        with pytest.raises(Conflict):
            await service.decide(work, one.id, Verdict.IGNORE)
        await update_entry(work, other.id, wrong)
    again = await listed(works, hotel)

    assert (accepted.right_is_true, mended.id) == (False, one.id)
    assert [(each.id, each.state) for each in again] == [(one.id, ClashState.OPEN)]


async def test_texts_are_compared_after_a_save_and_not_before(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """At first, after every change of an entry or its deletion; else once a day."""

    async def due() -> bool:
        async with works.hotel(hotel.id) as work:
            return await service.is_due(work)

    seen = [await due()]
    await service.scan(works, hotel.id)
    seen.append(await due())
    async with works.hotel(hotel.id) as work:
        entry = await create_entry(work, SEVEN)
    seen.append(await due())
    await service.scan(works, hotel.id)
    seen.append(await due())
    async with works.hotel(hotel.id) as work:
        await delete_entry(work, entry.id)
    seen.append(await due())

    assert seen == [True, False, True, False, True]
