"""What a hotel takes away from the AI: by stage, by guest, by topic, and for a while."""

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from pydantic import ValidationError

from backend.domain.ai_modes import StayStage
from backend.domain.words import AiMode, AlertKind, Author, Speaker
from backend.features.ai_drafts.service import list_current
from backend.features.hotels.schemas import HotelPatch
from backend.features.hotels.service import get_hotel, update_hotel
from backend.features.turns.drain import drain_turns
from backend.models import AiCall, Alert, Decision
from backend.ports.ai import AiRequest
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach
from tests.turns.test_answers import MakeHotel

TEXT = "Breakfast is from 7:00 to 10:30."
WEDDING = [{"name": "Weddings", "words": {"en": ["wedding", "get married"], "de": ["hochzeit*"]}}]
DELAY_S = 90

Answers = Callable[[AiRequest], dict[str, object]]


def answers(_: AiRequest) -> dict[str, object]:
    return says(TEXT, sources=("k1",))


async def drain(works: WorkFactory, hotel: HotelFixture, ai: Answers = answers) -> None:
    await drain_turns(works, hotel.id, ai=FakeAi(ai), limit=5)


async def reasons(works: WorkFactory, hotel: HotelFixture) -> list[tuple[str, str]]:
    return [(one.outcome.value, one.reason) for one in await rows_of(works, hotel, Decision)]


async def taught(works: WorkFactory, make_hotel: MakeHotel, **settings: object) -> HotelFixture:
    hotel = await make_hotel(**settings)
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    return hotel


async def pass_time(owner: psycopg.AsyncConnection, chat: Chat, seconds: int) -> None:
    """As if so long had passed since the guest wrote."""
    values = {"by": timedelta(seconds=seconds), "chat": chat.conversation_id}
    await owner.execute(
        "update message set received_at = received_at - %(by)s, sort_at = sort_at - %(by)s"
        " where conversation_id = %(chat)s",
        values,
    )
    await owner.execute(
        "update conversation set due_at = due_at - %(by)s where id = %(chat)s", values
    )


@pytest.mark.parametrize(
    ("mode", "reason"), [(AiMode.OFF, "ai_off_stage"), (AiMode.DRAFT, "ai_drafts_stage")]
)
async def test_a_stage_of_the_stay_takes_the_answer_away(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats, mode: AiMode, reason: str
) -> None:
    """For guests in the house, not for those without a stay."""
    hotel = await taught(works, make_hotel, stage_modes={StayStage.IN_HOUSE.value: mode.value})
    guest, stranger = await chats.open(hotel), await chats.open(hotel, with_stay=False)
    await guest.write("When is breakfast?")
    await drain(works, hotel)

    assert await guest.sent() == []
    assert [("skipped", reason)] == await reasons(works, hotel)
    async with works.hotel(hotel.id) as work:
        drafts = await list_current(work, guest.conversation_id)
    assert (mode is AiMode.DRAFT) is bool(drafts)

    await stranger.write("When is breakfast?")
    await drain(works, hotel)
    assert [TEXT] == [one.text for one in await stranger.sent()]


async def test_the_ai_does_nothing_for_a_vip_where_the_hotel_wants_that(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats
) -> None:
    """No answer, no draft, and the words do not leave the house."""
    hotel = await taught(works, make_hotel, off_for_vips=True)
    vip = await chats.open(hotel, vip=True)
    await vip.write("When is breakfast?")
    await drain(works, hotel)

    assert await vip.sent() == [] == await rows_of(works, hotel, AiCall)
    assert [("skipped", "ai_off_vip")] == await reasons(works, hotel)


@pytest.mark.parametrize(
    "text", ["Can we have our WEDDING there?", "Wir planen eine Hochzeitsfeier"]
)
async def test_the_hotels_own_topic_is_handed_over_before_the_model(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats, text: str
) -> None:
    """The guest is told honestly, a person is called with the topic's name."""
    hotel = await taught(works, make_hotel, own_topics=WEDDING)
    chat = await chats.open(hotel)
    await chat.write(text)
    await drain(works, hotel)

    (alert,) = await rows_of(works, hotel, Alert)
    (decided,) = await rows_of(works, hotel, Decision)
    assert await rows_of(works, hotel, AiCall) == []
    assert 1 == len(await chat.sent())
    assert AlertKind.AI_HANDED_OVER is alert.kind
    assert "Weddings" in alert.reason
    assert ("restricted_topic", "restricted_topic", "Weddings") == (
        decided.reason,
        decided.facts["hand_over"],
        decided.facts["topic"],
    )


async def test_other_topics_are_answered(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats
) -> None:
    """A word of a topic within another word is none."""
    hotel = await taught(works, make_hotel, own_topics=WEDDING)
    chat = await chats.open(hotel)
    await chat.write("When is breakfast on Weddingstreet?")
    await drain(works, hotel)

    assert [TEXT] == [one.text for one in await chat.sent()]


async def test_an_answer_waits_as_long_as_the_hotel_says(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """The mood is judged at once, so that a complaint calls somebody; the answer comes later."""
    hotel = await taught(works, make_hotel, reply_delay_s=DELAY_S)
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    await drain(works, hotel)
    row = await chat.row()

    assert await chat.sent() == []
    assert [("skipped", "answers_later")] == await reasons(works, hotel)
    assert ["mood"] == [one.task for one in await rows_of(works, hotel, AiCall)]
    assert row.due_at is not None
    assert row.lease_until is None

    await pass_time(owner, chat, DELAY_S)
    await drain(works, hotel)
    assert [TEXT] == [one.text for one in await chat.sent()]
    assert (await chat.row()).due_at is None


async def test_a_guest_who_writes_on_waits_anew(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """Both questions then get one answer."""
    hotel = await taught(works, make_hotel, reply_delay_s=DELAY_S)
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    await drain(works, hotel)
    await pass_time(owner, chat, DELAY_S - 10)
    await chat.write("And where?")
    await drain(works, hotel)
    assert await chat.sent() == []

    await pass_time(owner, chat, DELAY_S)
    await drain(works, hotel)
    assert 1 == len(await chat.sent())


@pytest.mark.parametrize(
    ("author", "speaker"), [(Author.STAFF, Speaker.STAFF), (Author.PHONE, Speaker.PHONE)]
)
async def test_a_person_who_speaks_meanwhile_keeps_the_answer_back(
    works: WorkFactory,
    make_hotel: MakeHotel,
    chats: Chats,
    owner: psycopg.AsyncConnection,
    author: Author,
    speaker: Speaker,
) -> None:
    """Their lease holds, and nothing is said beside them."""
    hotel = await taught(works, make_hotel, reply_delay_s=DELAY_S)
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    await drain(works, hotel)
    await chat.answer_as(author, "From seven.")
    row = await chat.row()
    assert row.due_at is not None
    await chat.change(speaker=speaker, speaker_until=row.due_at + timedelta(hours=1))
    await pass_time(owner, chat, DELAY_S)
    await drain(works, hotel)

    assert [author] == [one.author for one in await chat.sent()]
    assert (await chat.row()).due_at is None


async def test_what_a_hotel_may_set_is_bounded(works: WorkFactory, make_hotel: MakeHotel) -> None:
    """A topic has a word, a delay an end; what was saved is what is read."""
    hotel = await make_hotel()
    wrong = (
        {"own_topics": [{"name": "Empty", "words": {"en": []}}]},
        {"own_topics": [{"name": "Short", "words": {"en": ["a"]}}]},
        {"own_topics": [{"name": "Long", "words": {"en": ["word"] * 60, "de": ["wort"] * 41}}]},
        {"own_topics": WEDDING * 21},
        {"reply_delay_s": 601},
        {"reply_delay_s": -1},
        {"stage_modes": {"nowhere": "off"}},
        {"stage_modes": {"before": "loud"}},
    )
    for one in wrong:
        with pytest.raises(ValidationError):
            HotelPatch.model_validate(one)
    patch = HotelPatch.model_validate(
        {"own_topics": WEDDING, "reply_delay_s": 30, "stage_modes": {"before": "draft"}}
    )
    async with works.hotel(hotel.id) as work:
        await update_hotel(work, patch)
    async with works.hotel(hotel.id) as work:
        found = await get_hotel(work)

    assert WEDDING == [one.model_dump() for one in found.own_topics]
    assert (30, {StayStage.BEFORE: AiMode.DRAFT}) == (found.reply_delay_s, found.stage_modes)
