"""What the model is shown: the hotel's facts first and always alike, the guest's words fenced."""

from datetime import timedelta

from backend.domain.words import Author
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.knowledge.service import create_entry
from backend.features.turns.drain import drain_turns
from backend.ports.ai import AiReply, AiRequest
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, teach


async def test_the_prefix_is_the_same_for_every_guest(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The vendor caches by prefix: nothing of a guest or an hour may stand in it."""
    await teach(works, hotel, ("Breakfast", BREAKFAST), ("Sauna", "Open until 22:00."))
    ai = FakeAi()
    for name in ("Anna Schmidt", "Иван Петров"):
        chat = await chats.open(hotel, name=name)
        await chat.write("When is breakfast?")
        await drain_turns(works, hotel.id, ai=ai, limit=5)

    first, second = (request.messages[0] for request in ai.requests)
    assert first == second
    assert f"[k1] Breakfast (en): {BREAKFAST}\n[k2] Sauna (en)" in first.content
    assert "json" in first.content
    assert ai.requests[0].user_id == ai.requests[1].user_id
    assert hotel.id.hex not in ai.requests[0].user_id


async def test_only_entries_that_hold_today_are_shown(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """An expired entry is never used, one that begins tomorrow not yet, a new one at once."""
    async with works.hotel(hotel.id) as work:
        today = work.now.date()
        for title, days in (("Old", (-30, -2)), ("Now", (-1, 1)), ("Soon", (2, 9))):
            begins, ends = (today + timedelta(days=day) for day in days)
            draft = KnowledgeDraft(
                title=title, text="Text.", language="en", valid_from=begins, valid_until=ends
            )
            await create_entry(work, draft)
    chat = await chats.open(hotel)
    await chat.write("Hello there, what is on?")
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    shown = ai.requests[0].messages[0].content
    assert "Now (en)" in shown
    assert "Old (en)" not in shown
    assert "Soon (en)" not in shown


async def test_what_was_said_before_is_told_in_order(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Guest and hotel by turns; the open messages come last, as one."""
    chat = await chats.open(hotel)
    await chat.write("Is there a sauna?")
    await chat.answer_as(Author.STAFF, "Yes, until ten.")
    await chat.write("And", "on Sundays?")
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    told = [(one.role, one.content) for one in ai.requests[0].messages[2:]]
    assert [
        ("user", "⟦Is there a sauna?⟧"),
        ("assistant", "Yes, until ten."),
        ("user", "⟦And\non Sundays?⟧"),
    ] == told


async def test_one_turn_that_cannot_be_written_does_not_hold_up_the_rest(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Turns settle together; one the database refuses is tried alone, then later again."""
    broken, sound = await chats.open(hotel), await chats.open(hotel)
    await broken.write("unwritable, please")
    await sound.write("When is breakfast?")

    class Unwritable(FakeAi):
        async def complete(self, request: AiRequest) -> AiReply:
            reply = await super().complete(request)
            if "unwritable" not in request.messages[-1].content:
                return reply
            return AiReply(reply.content, "\x00", reply.usage, reply.provider_id, 1)

    await drain_turns(works, hotel.id, ai=Unwritable(), limit=5)

    row = await broken.row()
    assert [Author.AI] == [one.author for one in await sound.sent()]
    assert [] == await broken.sent()
    assert row.attempts == 1
    assert row.due_at is not None
    assert row.lease_until is None


async def test_the_language_is_chosen_by_code_and_kept(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """ "ok" after a German question is still German; the prefix does not know of it."""
    chat = await chats.open(hotel)
    await chat.write("Wann gibt es morgen Frühstück?")
    ai = FakeAi(lambda request: says("The pool is open and you can use it with the room key."))
    await drain_turns(works, hotel.id, ai=ai, limit=5)
    await chat.write("ok")
    await drain_turns(works, hotel.id, ai=ai, limit=5)

    stable, now = ai.requests[-1].messages[:2]
    assert "code de." in now.content
    assert "code de" not in stable.content
    assert all("pool" not in one.text for one in await chat.sent())
