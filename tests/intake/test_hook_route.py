"""The webhook route: who may post, what is stored, and what is answered when things are broken."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from prometheus_client import REGISTRY
from psycopg_pool import AsyncConnectionPool
from sqlmodel import select
from starlette.applications import Starlette

from backend.api.routes import hooks
from backend.api.routes.hooks import MAX_BODY, hook_routes
from backend.db.raw_pool import create_raw_pool
from backend.features.intake.store import DEADLINE_S, STOOD_STILL_S, Arrived, IntakeStore
from backend.kit.crypto import Vault
from backend.models import AuditLog, Inbox
from backend.ports.wake import WorkKind
from backend.work import WorkFactory
from tests.fixtures.work import WEBHOOK_TOKEN, Recorder
from tests.intake.conftest import BEARER, MakeNumber, Needs, Number
from tests.waiting import until

POISON = {
    "nul": b'{"typeWebhook": "x\\u0000y", "idMessage": "a\\u0000"}',
    "lone surrogate": b'{"typeWebhook": "\\ud800", "idMessage": "1"}',
    "endless nesting": b'{"a":' * 100_000,
    "5000 digits": b'{"timestamp": ' + b"9" * 5000 + b"}",
    "not a number": b'{"timestamp": NaN}',
    "byte order mark": b"\xef\xbb\xbf[]",
    "the same key twice": b'{"typeWebhook": "a", "typeWebhook": "b"}',
    "nothing": b"",
    "a list": b"[1, 2]",
    "no text at all": bytes(range(256)),
}


async def test_a_webhook_is_stored_sealed_and_answered(number: Number, recorder: Recorder) -> None:
    """200 {} means committed; the words lie encrypted; a worker is woken."""
    answer = await number.post(number.message("A1", "very private words"))
    (row,) = await number.inbox()

    assert (answer.status_code, answer.json()) == (200, {})
    assert b"private" not in row.raw_sealed
    assert row.dedupe_key.endswith(":A1")
    await until(lambda: WorkKind.INTAKE in recorder.wakes)


async def test_ten_copies_at_once_are_one_message(number: Number) -> None:
    """Green API delivers at least once; ten times in parallel is still one message."""
    body = number.message("A1", "only once")
    answers = await asyncio.gather(*(number.post(body) for _ in range(10)))
    await number.drain()

    assert [answer.status_code for answer in answers] == [200] * 10
    assert len(await number.inbox()) == 1
    assert [message.text for message in await number.messages()] == ["only once"]


@pytest.mark.parametrize(
    "header",
    [
        f"Bearer {WEBHOOK_TOKEN}",
        f"bearer {WEBHOOK_TOKEN}",
        WEBHOOK_TOKEN,  # some callers leave the scheme out
    ],
)
async def test_the_token_opens_the_path(number: Number, header: str) -> None:
    """The token counts, however it is dressed."""
    answer = await number.web.post(number.path, content=b"{}", headers={"Authorization": header})

    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic wrong", "Bearer \xff"])
async def test_a_wrong_token_stores_nothing(number: Number, header: str) -> None:
    """401, no row, and a note in the hotel's audit log."""
    headers = {b"Authorization": header.encode("latin-1")}
    answer = await number.web.post(number.path, content=b"{}", headers=headers)

    assert answer.status_code == 401
    assert await number.inbox() == []
    await until_audited(number)


async def test_another_hotels_token_is_a_wrong_token(make_number: MakeNumber) -> None:
    """A token opens one path; an unknown path answers as a wrong token does."""
    ours = await make_number()
    unknown = await ours.web.post("/hooks/green/" + "0" * 32, content=b"{}", headers=BEARER)

    assert unknown.status_code == 401


async def test_a_flood_of_guesses_is_one_audit_row(number: Number) -> None:
    """A script that guesses tokens must not fill the hotel's log."""
    for _ in range(20):
        await number.web.post(number.path, content=b"{}", headers={"Authorization": "Bearer no"})
    await until_audited(number)
    async with number.works.hotel(number.hotel.id) as work:
        rows = (await work.session.exec(select(AuditLog))).all()

    assert [row.action for row in rows] == ["webhook.refused"]


async def test_the_body_does_not_choose_the_hotel(make_number: MakeNumber) -> None:
    """Right token, body of another number: kept for a look by its own hotel, no effect there."""
    ours, theirs = await make_number(), await make_number()
    await ours.tell(theirs.message("A1", "not yours"))
    await ours.tell(ours.message("A1", "mine"))

    assert await theirs.inbox() == []
    states = [(row.state.value, row.error) for row in await ours.inbox()]
    assert states == [("unparsed", "foreign_instance"), ("done", None)]
    assert [message.text for message in await ours.messages()] == ["mine"]


@pytest.mark.parametrize("name", POISON)
async def test_no_body_stops_the_messages_behind_it(number: Number, name: str) -> None:
    """Whatever it is, it is answered 200 and parked, and the next message is worked on."""
    await number.tell(POISON[name], number.message("A2", "next"))
    first, second = await number.inbox()

    assert first.state.value in ("unparsed", "ignored")
    assert first.error
    assert second.state.value == "done"
    assert [message.text for message in await number.messages()] == ["next"]


async def test_half_an_emoji_costs_one_character(number: Number) -> None:
    """NUL and a lone surrogate inside a guest's text are cleaned, not refused."""
    raw = number.message("A1", "TEXT")
    poisoned = httpx.Request("POST", "http://x", json=raw).content.replace(
        b"TEXT", b"room\\u0000 \\ud83d is \\\\ud800 cold \\ud83d\\ude00"
    )
    await number.tell(poisoned)

    assert [m.text for m in await number.messages()] == ["room \ufffd is \\ud800 cold 😀"]


async def test_a_body_past_the_limit_is_refused(number: Number) -> None:
    """413 by its announced length, and by its real one when it comes in chunks."""
    announced = await number.post(b"x" * (MAX_BODY + 1))
    chunked = await number.web.post(number.path, content=_chunks(), headers=BEARER)
    largest = await number.post(b"x" * MAX_BODY)

    assert (announced.status_code, chunked.status_code) == (413, 413)
    assert largest.status_code == 200
    assert len(await number.inbox()) == 1


async def test_a_body_that_never_ends_is_let_go(
    number: Number, monkeypatch: pytest.MonkeyPatch
) -> None:
    """408 after the deadline; nothing stored, nothing held."""
    monkeypatch.setattr(hooks, "BODY_DEADLINE_S", 0.1)
    answer = await number.web.post(number.path, content=_stalls(), headers=BEARER)

    assert answer.status_code == 408
    assert await number.inbox() == []


async def test_only_post_is_answered(number: Number) -> None:
    """A GET tells nothing, not even whether the path exists."""
    answers = [await number.web.request(verb, number.path) for verb in ("GET", "PUT", "TRACE")]

    assert [answer.status_code for answer in answers] == [405, 405, 405]


async def test_a_database_that_is_away_is_503(
    number: Number, works: WorkFactory, vault: Vault, recorder: Recorder
) -> None:
    """Never 200 for what is not stored: Green API keeps it and comes again."""
    nowhere = create_raw_pool("postgresql://nobody@127.0.0.1:9/none", max_size=1)
    await nowhere.open()
    app = Starlette(routes=list(hook_routes(Needs(vault, works, recorder, nowhere))))
    transport = httpx.ASGITransport(app=app)
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            began = asyncio.get_running_loop().time()
            answer = await client.post(number.path, content=b"{}", headers=BEARER)
            took = asyncio.get_running_loop().time() - began
    finally:
        await nowhere.close()

    assert answer.status_code == 503
    assert took < 2


async def test_a_process_that_stood_still_gives_the_database_its_second(
    number: Number, hook_pool: AsyncConnectionPool, recorder: Recorder
) -> None:
    """It was not the database that was away, and a 503 would cost the guest a minute."""
    store = IntakeStore(hook_pool, recorder)
    hotel = number.hotel
    row = Arrived(hotel.id, hotel.channel.id, "1:A1", "incomingMessageReceived", b"x")
    stored = asyncio.create_task(store.store(row))
    await asyncio.sleep(0)
    time.sleep(DEADLINE_S + 2 * STOOD_STILL_S)  # noqa: ASYNC251 - nothing of the process runs

    assert await stored
    assert [one.dedupe_key for one in await number.inbox()] == ["1:A1"]


async def test_a_removed_number_does_not_take_its_neighbours_along(
    make_number: MakeNumber, hook_pool: AsyncConnectionPool
) -> None:
    """A path remembered for a number that is gone is refused; the others of the group are in."""
    gone, stays = await make_number(), await make_number()
    assert (await gone.post(b"{}")).status_code == 200
    async with gone.works.hotel(gone.hotel.id) as work:
        for row in await work.session.exec(select(Inbox)):
            await work.session.delete(row)
        await work.session.flush()
        await work.session.delete(gone.hotel.channel)
    answers = await asyncio.gather(
        gone.post(b"{}"), *(stays.post(stays.message(f"A{n}")) for n in range(5))
    )

    assert [answer.status_code for answer in answers] == [401] + [200] * 5
    assert len(await stays.inbox()) == 5


async def until_audited(number: Number) -> None:
    async def audited() -> bool:
        async with number.works.hotel(number.hotel.id) as work:
            return bool((await work.session.exec(select(AuditLog))).all())

    await until(audited)


async def _stalls() -> AsyncIterator[bytes]:
    yield b"{"
    await asyncio.Event().wait()


async def _chunks() -> AsyncIterator[bytes]:
    for _ in range(9):
        yield b"x" * (128 * 1024)


async def test_other_words_under_a_known_id_change_nothing_and_are_counted(number: Number) -> None:
    """The first wins, and the second is seen; a faithful repetition is no conflict."""

    def conflicts() -> float:
        return REGISTRY.get_sample_value("hotelbot_webhook_conflicts_total") or 0.0

    before = conflicts()
    first = number.message("A1", "I will pay 100")
    await number.post(first)
    again = await number.post(first)
    other = await number.post(number.message("A1", "I will pay 900"))
    await until(lambda: conflicts() > before)
    await number.drain()

    assert (again.status_code, other.status_code) == (200, 200)
    assert conflicts() == before + 1
    assert [message.text for message in await number.messages()] == ["I will pay 100"]
