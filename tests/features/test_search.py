"""Search of the inbox: guests and what was said."""

from collections.abc import Awaitable, Callable

import psycopg
import pytest

from backend.db.transaction import sql
from backend.features.search.service import search
from backend.kit.pagination import BadCursor
from backend.work import WorkFactory
from tests.features.test_conversations import chat
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]


@pytest.mark.parametrize(
    "typed",
    ["petrov", "Ana Petrova", "petrwa", "Pétrova", "0151 1234", "+49 (0)1511 2345678", "214"],
)
async def test_a_guest_is_found_by_name_phone_and_room(
    works: WorkFactory, hotel: HotelFixture, typed: str
) -> None:
    """A slip of the finger in a name and any writing of a phone are forgiven."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "Hello")
        other = await chat(work, hotel, "Hello")
        other.guest.name, other.guest.phone = "Jürgen Groß", "+33612345678"
        found = await search(work, typed)
        if typed != "214":
            assert [view.id for view in found.guests] == [made.conversation.id]

    assert made.conversation.id in [view.id for view in found.guests]


async def test_the_likest_guest_comes_first(works: WorkFactory, hotel: HotelFixture) -> None:
    """Whoever is called exactly so stands above who is called nearly so."""
    async with works.hotel(hotel.id) as work:
        exact = await chat(work, hotel, "Hello")
        near = await chat(work, hotel, "Hello")
        exact.guest.name, near.guest.name = "Marta Weber", "Martin Webber"
        found = await search(work, "Marta Weber")

    assert [exact.conversation.id, near.conversation.id] == [view.id for view in found.guests]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Two TOWELS, please", "towel"),
        ("Das Frühstück war gut", "fruhstuck"),
        ("Das Fruhstuck war gut", "Frühstück"),
        ("Можно ещё полотенце", "полотен"),
        ("Is early check-in possible?", "check in"),
        ("Write to mara@linden.example", "linden"),
        ("A towel, 50% off please", "50% off"),
    ],
)
async def test_a_message_is_found_by_its_words(
    works: WorkFactory, hotel: HotelFixture, said: str, typed: str
) -> None:
    """Case, accents and the end of a word do not matter; signs are no language of queries."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, said, "Something else")
        found = await search(work, typed)
        nothing = await search(work, "%_ & | ! :* ''")

    assert [one.id for one in found.messages] == [str(made.messages[1].id)]
    assert found.messages[0].guest_name == "Anna Petrova"
    assert found.messages[0].room == "214"
    assert nothing.messages == []


async def test_all_the_words_must_be_in_one_message(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """More words narrow a search."""
    async with works.hotel(hotel.id) as work:
        await chat(work, hotel, "A towel for the pool", "A towel", "The pool")
        found = await search(work, "pool towel")

    assert ["A towel for the pool"] == [
        "".join(part.text for part in one.parts) for one in found.messages
    ]


async def test_pages_of_messages_go_on_without_a_gap(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Newest first; guests stand beside the first page alone."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, *[f"towel {n}" for n in range(5)])
        made.guest.name = "Mr Towel"
        seen, cursor, pages = list[str](), None, 0
        while pages == 0 or cursor:
            found = await search(work, "towel", cursor=cursor, limit=2)
            assert len(found.guests) == (0 if cursor else 1)
            seen += [one.id for one in found.messages]
            cursor, pages = found.next_cursor, pages + 1
        with pytest.raises(BadCursor):
            await search(work, "towel", cursor="WzFd" * 3)

    assert seen == sorted((str(one.id) for one in made.messages), key=int, reverse=True)


async def test_pages_go_on_past_the_newest_messages(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Words that often stand together are looked for among the newest first, and then further."""
    async with works.hotel(hotel.id) as work:
        await chat(work, hotel, "Thank you for the towels")
        await work.rows(_REPEATED, {"hotel": hotel.id, "times": 2_300})
        rows = await work.rows(_ALL, {"hotel": hotel.id})
        seen, cursor = list[int](), None
        while not seen or cursor:
            found = await search(work, "thank you", cursor=cursor, limit=25)
            seen += [int(one.id) for one in found.messages]
            cursor = found.next_cursor

    assert seen == [number for (number,) in rows]


_REPEATED = sql(
    """
insert into message (hotel_id, conversation_id, channel_id, direction, author, kind, text,
  status, sent_at, sort_at, received_at)
select m.hotel_id, m.conversation_id, m.channel_id, m.direction, m.author, m.kind,
  case when n % 100 = 0 or n > 2295 then 'Thank you, ' else 'Thanks, ' end || n,
  m.status, m.sent_at, m.sort_at, m.received_at
from message m, generate_series(1, :times) n
where m.hotel_id = :hotel
  and m.id = (select max(id) from message where hotel_id = :hotel) returning id
"""
)
_ALL = sql(
    "select id from message where hotel_id = :hotel and text ~ '^Thank you' order by id desc"
)


async def test_what_was_deleted_is_not_found(works: WorkFactory, hotel: HotelFixture) -> None:
    """The guest took it back: no search brings it out again."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "My secret towel")
        before = await search(work, "towel")
        made.messages[0].deleted_at = work.now
        await work.session.flush()
        after = await search(work, "towel")

    assert len(before.messages) == 1
    assert after.messages == []


async def test_another_hotels_guests_and_words_are_not_found(
    works: WorkFactory, make_hotel: MakeHotel
) -> None:
    """The functions that may look around row-level security ask for one hotel alone."""
    ours, theirs = await make_hotel(), await make_hotel()
    async with works.hotel(theirs.id) as work:
        await chat(work, theirs, "A towel")
    async with works.hotel(theirs.id) as work:
        there = await search(work, "towel")
        called = await search(work, "Petrova")
    async with works.hotel(ours.id) as work:
        aside = [
            await work.rows(sql(f"select * from {asked}"), {})
            for asked in (
                "found_messages(to_tsquery('hotelbot_words', 'towel'), 9223372036854775807, 9)",
                "found_guests('Petrova', null, 9)",
                "found_guests('', '15112345', 9)",
            )
        ]
        here = [await search(work, typed) for typed in ("towel", "Petrova", "214", "15112345")]

    assert len(there.messages) == len(called.guests) == 1
    assert aside == [[], [], []]
    assert all(not found.messages and not found.guests for found in here)


async def test_whoever_finds_may_read_nothing_else(owner: psycopg.AsyncConnection) -> None:
    """The role behind the two functions reads five columns of guests and four of messages."""
    rows = await (
        await owner.execute(
            "select table_name, column_name, privilege_type"
            " from information_schema.column_privileges"
            " where grantee = 'hotelbot_searcher' and table_schema = 'public'"
        )
    ).fetchall()

    assert set(rows) == {
        *(("guest", name, "SELECT") for name in ("hotel_id", "id", "name")),
        *(("guest", name, "SELECT") for name in ("whatsapp_name", "phone")),
        *(("message", name, "SELECT") for name in ("hotel_id", "id", "text", "deleted_at")),
    }


async def test_words_are_looked_up_and_not_read_one_by_one(
    works: WorkFactory, hotel: HotelFixture, owner: psycopg.AsyncConnection
) -> None:
    """Both indexes are there and whole: a search of a million messages stands on them."""
    rows = await (
        await owner.execute(
            "select indexrelid::regclass::text from pg_index where indisvalid"
            " and indexrelid::regclass::text in ('ix_message_words', 'ix_guest_names')"
        )
    ).fetchall()

    assert {name for (name,) in rows} == {"ix_message_words", "ix_guest_names"}
