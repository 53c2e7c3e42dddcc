"""One transaction, two ways into it: the driver and a session."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlmodel import col, select

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.words import Author
from backend.models import Guest, Message
from backend.work import Work, WorkFactory
from tests.fixtures.work import HotelFixture

COUNT = sql("select count(*) from guest where hotel_id = :hotel and name = :name")
ADD = sql("insert into guest (hotel_id, id, name) values (:hotel, uuidv7(), :name)")
WHO = sql("select pg_backend_pid()")
TOO_MUCH = "select " + ", ".join(["1"] * 1_665)
WAIT = sql("select pg_sleep(60)")


async def test_a_statement_sees_what_the_session_holds_back(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Both are one transaction; what a session has not written yet is written first."""
    async with works.hotel(hotel.id) as work:
        work.session.add(Guest(hotel_id=hotel.id, name="Held Back"))
        assert await _count(work, "Held Back") == 1
        await work.run(ADD, {"hotel": hotel.id, "name": "Straight"})
        found = await work.session.exec(select(Guest).where(col(Guest.name) == "Straight"))
        assert len(found.all()) == 1

    assert await _committed(works, hotel, "Held Back") == 1
    assert await _committed(works, hotel, "Straight") == 1


async def test_an_error_undoes_both_ways(works: WorkFactory, hotel: HotelFixture) -> None:
    """Nothing is kept of a unit of work that failed."""

    async def fail() -> None:
        async with works.hotel(hotel.id) as work:
            await work.run(ADD, {"hotel": hotel.id, "name": "Undone"})
            work.session.add(Guest(hotel_id=hotel.id, name="Undone"))
            await work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await _committed(works, hotel, "Undone") == 0


async def test_a_session_that_was_asked_for_in_vain_costs_no_commit(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """What went straight to the driver is committed all the same."""
    async with works.hotel(hotel.id) as work:
        await work.run(ADD, {"hotel": hotel.id, "name": "Alone"})
        assert not work.session.new

    assert await _committed(works, hotel, "Alone") == 1


async def test_a_refused_row_is_the_error_a_session_would_raise(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Whoever catches errors need not know which way a statement took."""
    twice = sql(
        "insert into hotel (id, name, timezone, status, ai_mode)"
        " values (:hotel, 'x', 'UTC', 'active', 'on')"
    )
    with pytest.raises(IntegrityError):
        async with works.hotel(hotel.id) as work:
            await work.run(twice, {"hotel": hotel.id})

    assert await _committed(works, hotel, "nobody") == 0


@pytest.mark.parametrize("through_session", [False, True])
async def test_a_connection_the_server_cut_is_replaced(
    works: WorkFactory,
    hotel: HotelFixture,
    owner: psycopg.AsyncConnection,
    through_session: bool,
) -> None:
    """The unit of work fails as one of a session would; the next one gets a live connection."""

    async def lose() -> None:
        async with works.hotel(hotel.id) as work:
            ((pid,),) = await work.rows(WHO, {})
            await owner.execute("select pg_terminate_backend(%s)", (pid,))
            if through_session:
                await work.session.exec(select(Guest))
            else:
                await work.run(ADD, {"hotel": hotel.id, "name": "Cut"})

    with pytest.raises(OperationalError):
        await lose()

    assert await _committed(works, hotel, "Cut") == 0


async def test_a_cancelled_unit_of_work_leaves_nothing_behind(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Cancelled in the middle of a statement: undone, and the connection is fit for the next."""
    waiting = asyncio.Event()

    async def wait() -> None:
        async with works.hotel(hotel.id) as work:
            await work.run(ADD, {"hotel": hotel.id, "name": "Cancelled"})
            waiting.set()
            await work.rows(WAIT, {})

    task = asyncio.create_task(wait())
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await _committed(works, hotel, "Cancelled") == 0


def test_a_row_that_was_made_has_the_defaults_of_its_model() -> None:
    """Made without the constructor, and still the same row."""
    given = {"author": Author.GUEST, "text": "Hello"}
    made, again = Loader(Message).make(**given), Loader(Message).make(**given)

    assert (made.text, made.turn, made.content, made.late) == ("Hello", 0, {}, False)
    assert made.content is not again.content


def test_a_percent_sign_and_a_cast_pass_through_a_statement() -> None:
    """Only `:names` become parameters."""
    assert sql("select '50%', a::int, :b") == b"select '50%%', a::int, %(b)s"


async def _count(work: Work, name: str) -> int:
    ((count,),) = await work.rows(COUNT, {"hotel": work.hotel_id, "name": name})
    return int(count)


async def _committed(works: WorkFactory, hotel: HotelFixture, name: str) -> int:
    async with works.hotel(hotel.id) as work:
        return await _count(work, name)


async def test_what_is_too_much_is_not_an_absence(works: WorkFactory, hotel: HotelFixture) -> None:
    """Else work that PostgreSQL can never take would be tried for ever and hold up its number."""

    async def straight() -> None:
        async with works.hotel(hotel.id) as work:
            await work.rows(sql(TOO_MUCH), {})

    async def by_session() -> None:
        async with works.hotel(hotel.id) as work:
            await work.session.execute(text(TOO_MUCH))

    for ask in (straight, by_session):
        with pytest.raises(DataError):
            await ask()


TYPES = {
    "text": ["", 'a "b" \\ {c}, d', "NULL", "é \n x", None],
    "uuid": [UUID(int=7), None],
    "bigint": [-1, 2**40, None],
    "double precision": [1.5, -2e300, float("inf"), None],
    "boolean": [True, False, None],
    "timestamptz": [datetime(2026, 3, 29, 1, 30, 5, 123456, tzinfo=UTC), None],
}


@pytest.mark.parametrize(("type_", "values"), TYPES.items())
async def test_a_list_arrives_as_it_was(
    works: WorkFactory, hotel: HotelFixture, type_: str, values: list[Any]
) -> None:
    """Whatever is in it, also what means something in PostgreSQL's own notation."""
    statement = sql(f"select cast(:values as {type_}[]), cast(:none as {type_}[])")
    async with works.hotel(hotel.id) as work:
        ((found, none),) = await work.rows(statement, {"values": values, "none": []})

    assert (found, none) == (values, [])
