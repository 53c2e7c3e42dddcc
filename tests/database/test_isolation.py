"""No hotel ever sees another's rows: the walls, one by one."""

from collections.abc import Awaitable, Callable

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select, text

from backend.errors import NoHotelScope
from backend.models import Conversation, Guest, Hotel
from backend.work import WorkFactory
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]


async def test_a_transaction_without_a_hotel_does_not_begin(engine: AsyncEngine) -> None:
    """A query made outside of a unit of work raises, also on an empty table."""
    with pytest.raises(NoHotelScope):
        async with engine.connect() as connection:
            await connection.execute(text("select 1 from dead_letter"))


async def test_a_hotel_reads_only_its_own_guests(works: WorkFactory, make_hotel: MakeHotel) -> None:
    """A row of hotel B does not exist for hotel A."""
    ours, theirs = await make_hotel(), await make_hotel()
    async with works.hotel(theirs.id) as work:
        work.session.add(Guest(hotel_id=theirs.id, name="Not for A"))
    async with works.hotel(theirs.id) as work:
        there = (await work.session.exec(select(Guest))).all()
    async with works.hotel(ours.id) as work:
        here = (await work.session.exec(select(Guest))).all()
        hotels = (await work.session.exec(select(Hotel.id))).all()

    assert [guest.name for guest in there] == ["Not for A"]
    assert here == []
    assert [ours.id] == hotels


async def test_a_hotel_cannot_write_for_another(works: WorkFactory, make_hotel: MakeHotel) -> None:
    """The policy checks what is written, not only what is read."""
    ours, theirs = await make_hotel(), await make_hotel()
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with works.hotel(ours.id) as work:
            work.session.add(Guest(hotel_id=theirs.id, name="Smuggled"))


async def test_a_child_cannot_point_to_another_hotels_parent(
    works: WorkFactory, make_hotel: MakeHotel
) -> None:
    """Composite foreign keys: the parent must be of the same hotel."""
    ours, theirs = await make_hotel(), await make_hotel()
    guest = Guest(hotel_id=theirs.id, name="Theirs")
    async with works.hotel(theirs.id) as work:
        work.session.add(guest)
    with pytest.raises(IntegrityError, match="foreign key"):
        async with works.hotel(ours.id) as work:
            work.session.add(
                Conversation(
                    hotel_id=ours.id,
                    channel_id=ours.channel.id,
                    chat_id="1@c.us",
                    guest_id=guest.id,
                )
            )


async def test_units_of_work_do_not_nest(works: WorkFactory, hotel: HotelFixture) -> None:
    """A unit of work inside another one would commit half of it."""
    with pytest.raises(NoHotelScope):
        async with works.hotel(hotel.id), works.hotel(hotel.id):
            pass


CATALOGUE = """
select c.relname,
       c.relrowsecurity and c.relforcerowsecurity as forced,
       exists (select 1 from pg_policy p where p.polrelid = c.oid
               and p.polwithcheck is not null and p.polname = c.relname || '_hotel') as checked
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'hotel_id'
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
"""
KEYS = """
select i.relname from pg_index x
join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
join pg_attribute a on a.attrelid = t.oid and a.attname = 'hotel_id'
where x.indisunique and t.relnamespace = 'public'::regnamespace and x.indkey[0] <> a.attnum
"""
FOREIGN_KEYS = """
select f.conname from pg_constraint f
join pg_attribute a on a.attrelid = f.conrelid and a.attname = 'hotel_id'
join pg_attribute b on b.attrelid = f.confrelid and b.attname = 'hotel_id'
where f.contype = 'f' and not (a.attnum = any(f.conkey) and b.attnum = any(f.confkey))
"""
# Known before the hotel is: sign-in and the webhook path. Neither holds a hotel's content.
BEFORE_A_HOTEL = {"hook", "session"}


async def test_every_hotel_table_is_walled(owner: psycopg.AsyncConnection) -> None:
    """A new table with hotel_id and without forced row-level security fails here."""
    rows = await (await owner.execute(CATALOGUE)).fetchall()
    unwalled = {name for name, forced, checked in rows if not (forced and checked)}

    assert len(rows) > 20
    assert unwalled == BEFORE_A_HOTEL


async def test_hotel_id_leads_every_unique_key(owner: psycopg.AsyncConnection) -> None:
    """A key that does not start with the hotel tells one hotel what another holds."""
    rows = await (await owner.execute(KEYS)).fetchall()

    assert {"pk_hook", "pk_session"} == {name for (name,) in rows}


async def test_every_reference_between_hotel_tables_carries_the_hotel(
    owner: psycopg.AsyncConnection,
) -> None:
    """Foreign key checks bypass row-level security, so the key itself must hold the hotel."""
    rows = await (await owner.execute(FOREIGN_KEYS)).fetchall()

    assert rows == []


async def test_nothing_shows_rows_around_the_walls(owner: psycopg.AsyncConnection) -> None:
    """No materialized view, no view with its owner's eyes, no role that skips policies."""
    views = await (
        await owner.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and (relkind = 'm' or (relkind = 'v'"
            " and not coalesce(reloptions::text, '') like '%security_invoker=true%'))"
            " and not exists (select 1 from pg_depend d where d.objid = pg_class.oid"
            " and d.deptype = 'e')"
        )
    ).fetchall()
    roles = await (
        await owner.execute(
            "select rolname from pg_roles where rolname like 'hotelbot%'"
            " and (rolbypassrls or rolsuper)"
        )
    ).fetchall()

    assert views == []
    assert roles == []


async def test_one_hotel_begins_again_and_again(works: WorkFactory, hotel: HotelFixture) -> None:
    """The driver prepares what it sees often; how a transaction begins must stay out of that."""
    names = []
    for _ in range(12):
        async with works.hotel(hotel.id) as work:
            names.append((await work.session.exec(select(Hotel.name))).one())

    assert ["Hotel Test"] * 12 == names
