"""The timetable finds who waits for a digest across hotels; people choose theirs over the API."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from sqlmodel import delete

from backend.bootstrap import Container, create_container
from backend.db.transaction import sql
from backend.domain.notifying import NotifyKind
from backend.domain.words import Role
from backend.models import PeriodicRun
from backend.settings import Settings
from jobs.timetable import run_tick
from simulators.mail import MailServer
from tests.digests.conftest import MINUTE, Post, link
from tests.fixtures.api import Api
from tests.fixtures.database import Database
from tests.fixtures.work import SECRET, HotelFixture

DUE = sql("select hotel_id from due_digests()")


@pytest.fixture
async def worker(
    database: Database, flushed_redis_url: str, mail: MailServer
) -> AsyncIterator[Container]:
    made = create_container(
        Settings(
            _env_file=None,
            database_url=database.app_url,
            redis_url=flushed_redis_url,
            secret_key=SecretStr(SECRET),
            smtp_host="127.0.0.1",
            smtp_port=mail.port,
            smtp_security="none",
            worker_pool_size=4,
        ),
        "worker",
    )
    yield made
    await made.close()


async def _tick(container: Container, times: int = 1) -> None:
    """In a slot that is free, as the next minute is."""
    async with container.work.platform() as work:
        await work.session.execute(delete(PeriodicRun))
    await asyncio.gather(*(run_tick(container, "digests") for _ in range(times)))


async def _is_due(post: Post) -> bool:
    async with post.works.platform() as work:
        return (post.hotel.id,) in await work.rows(DUE, {})


async def test_ten_workers_at_one_tick_write_one_mail(post: Post, worker: Container) -> None:
    """Whoever has the slot plans, and with the next one sends."""
    chat = await post.tell()
    await _tick(worker, 10)
    planned = await post.ends()
    await post.pass_time(5 * MINUTE)
    await _tick(worker, 10)

    mine = [one for one in post.mail.messages if one["To"] == post.account.email]
    assert planned == [("waiting", None)]
    assert len(mine) == 1
    assert link(chat).split("/?")[1] in mine[0].get_content()


async def test_a_hotel_is_looked_at_only_while_something_waits(post: Post) -> None:
    """Not before the time of what is planned, not for kinds that nobody wants, not for ever."""
    nothing = await _is_due(post)
    await post.tell(NotifyKind.PARTICIPATING)
    unwanted = await _is_due(post)
    await post.pass_time(6 * MINUTE)
    await post.post()
    looked = await _is_due(post)
    await post.tell()
    news = await _is_due(post)
    await post.post()
    planned = await _is_due(post)
    await post.pass_time(5 * MINUTE)
    ripe = await _is_due(post)
    await post.post()

    assert (nothing, unwanted, looked) == (False, True, False)
    assert (news, planned, ripe) == (True, False, True)
    assert not await _is_due(post)


async def test_a_suspended_hotel_writes_nothing(post: Post) -> None:
    """As with everything else it does by the clock."""
    await post.tell()
    await post.owner.execute("update hotel set status = 'suspended' where id = %s", [post.hotel.id])

    assert not await _is_due(post)


async def test_without_a_mail_server_nothing_is_planned(post: Post, api: Api) -> None:
    """The tick passes, and the person's settings say so."""
    await post.tell()
    await _tick(api.container)

    assert await post.rows() == []


async def test_a_person_chooses_over_the_api(api: Api, hotel: HotelFixture) -> None:
    """Fifteen minutes, an hour or nothing; alerts are never in it; the address is one's own."""
    login = await api.person(hotel, role=Role.VIEWER)
    viewer = await api.machine(login)
    base = f"/api/v1/hotels/{hotel.id}/notifications"
    chosen = (
        await viewer.patch(
            f"{base}/settings",
            json={"mail_minutes": 60, "choices": {"alert": ["list", "email"], "mention": []}},
        )
    ).json()
    wrong = await viewer.patch(f"{base}/settings", json={"mail_minutes": 1})
    kept = (await viewer.patch(f"{base}/settings", json={"choices": {}})).json()
    digest = (await viewer.get(f"{base}/digest")).json()
    shown = await viewer.post(f"{base}/shown")
    off = (await viewer.patch(f"{base}/settings", json={"mail_minutes": None})).json()

    assert (chosen["mail_minutes"], kept["mail_minutes"], off["mail_minutes"]) == (60, 60, None)
    assert (chosen["choices"]["alert"], chosen["choices"]["mention"]) == (["list"], [])
    assert "email" in chosen["choices"]["assigned"]
    assert (wrong.status_code, shown.status_code) == (422, 204)
    assert digest == {
        "can_mail": False,
        "address": login.email,
        "sent_at": None,
        "next_at": None,
        "trouble": "",
    }
