"""What left the building for a conversation is shown as it was sent, and anybody can check it."""

import asyncio
import hashlib
from datetime import timedelta
from typing import Any

import orjson
import psycopg
import pytest
from sqlmodel import select

from backend.domain.alarms import AlertWay
from backend.domain.call_hash import Mark
from backend.domain.retention import Store
from backend.domain.words import AlertKind, Author, Role
from backend.errors import NotFound
from backend.features.ai_calls.asking import ask
from backend.features.ai_calls.service import keep
from backend.features.alerts.service import raise_alert
from backend.features.disclosures.schemas import DisclosuresView, DisclosureView, Kind
from backend.features.disclosures.service import list_disclosures
from backend.features.retention.service import retire_batch
from backend.features.turns.drain import drain_turns
from backend.models import AiCall, AlertStep, Media, Outbox
from backend.ports.ai import AiMessage, AiRequest
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.api import Api
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach


async def shown(chat: Chat, *, limit: int = 50, cursor: str | None = None) -> DisclosuresView:
    async with chat.works.hotel(chat.hotel.id) as work:
        return await list_disclosures(work, chat.conversation_id, cursor=cursor, limit=limit)


async def answered(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> Chat:
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel, name="Anna Schmidt", room="412")
    await chat.write("Anna Schmidt, room 412, +49 171 2345678 or +49 171 9999999: breakfast?")
    ai = FakeAi(lambda _: says("Breakfast is from 7:00 to 10:30.", sources=("k1",)))
    await drain_turns(works, hotel.id, ai=ai, limit=5)
    return chat


def of_kind(view: DisclosuresView, kind: Kind) -> list[DisclosureView]:
    return [item for item in view.items if item.kind is kind]


async def test_a_call_shows_its_text_its_placeholders_and_a_hash_that_anybody_can_compute(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The recipe on the page gives the hash on the page, without our code."""
    chat = await answered(works, hotel, chats)

    (call,) = of_kind(await shown(chat), Kind.MODEL)

    assert "<GUEST>" in call.payload
    assert "Anna" not in call.payload
    replaced = {one.kind: (one.values, one.times) for one in call.placeholders}
    assert replaced == {"guest": (1, 1), "room": (1, 1), "phone": (2, 2)}
    whole = f"{call.stable_sha256}\n{call.payload}".encode()
    assert hashlib.sha256(whole).hexdigest() == call.sha256
    assert (call.mark, call.task, call.to) == (Mark.EQUAL, "answer", "deepseek-flash")


async def test_a_changed_text_no_longer_gives_its_hash(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """Whoever edits the record is found out by whoever kept the hash."""
    chat = await answered(works, hotel, chats)
    await owner.execute(
        "update ai_call set payload_redacted = payload_redacted || '!' where hotel_id = %s",
        (hotel.id,),
    )

    (call,) = of_kind(await shown(chat), Kind.MODEL)

    assert call.mark is Mark.DIFFERENT


async def test_a_call_kept_before_hashes_could_be_compared_says_so(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """No mark is made up for it."""
    chat = await answered(works, hotel, chats)
    await owner.execute(r"update ai_call set stable_sha256 = '\x' where hotel_id = %s", (hotel.id,))

    (call,) = of_kind(await shown(chat), Kind.MODEL)

    assert call.mark is Mark.UNKNOWN


async def test_every_way_out_of_the_building_is_on_the_page(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Model, provider, a fetched file and a colleague's mail; what was never tried is not."""
    chat = await answered(works, hotel, chats)
    (incoming, *_) = await chat.write("a picture")
    async with works.hotel(hotel.id) as work:
        (row,) = (await work.session.exec(select(Outbox))).all()
        row.attempts = 1
        work.session.add(
            Media(hotel_id=hotel.id, message_id=incoming, mime_type="image/jpeg", attempts=1)
        )
        alert = await raise_alert(
            work,
            kind=AlertKind.COMPLAINT,
            reason="The guest is unhappy.",
            dedupe_key="x",
            conversation_id=chat.conversation_id,
        )
        assert alert is not None
        step: dict[str, Any] = {
            "hotel_id": hotel.id,
            "alert_id": alert.id,
            "staff_id": hotel.staff.id,
            "rung": 0,
        }
        work.session.add(AlertStep(**step, way=AlertWay.EMAIL, attempts=1, outcome="sent"))
        work.session.add(AlertStep(**step, way=AlertWay.WEBHOOK, attempts=0))
    view = await shown(chat)

    assert view.counts == {"model": 1, "message": 1, "file": 1, "alert": 1}
    (message,) = of_kind(view, Kind.MESSAGE)
    assert (message.task, message.payload, message.mark) == (Author.AI, "", Mark.EQUAL)
    (told,) = of_kind(view, Kind.ALERT)
    assert (told.to, told.outcome, told.payload) == ("email", "sent", "The guest is unhappy.")


async def test_pages_follow_each_other_without_a_gap_or_a_repeat(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Also where many calls have one time."""
    chat = await chats.open(hotel)
    request = AiRequest((AiMessage("system", "s"), AiMessage("user", "u")), "h", 10, 5)
    async with works.hotel(hotel.id) as work:
        record = (await ask(FakeAi(), request, task="mood", now=work.now)).record
        for _ in range(7):
            await keep(work, record, conversation_id=chat.conversation_id)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = await shown(chat, limit=3, cursor=cursor)
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 7


async def test_a_payload_goes_when_its_time_is_over_and_its_hash_and_cost_stay(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """What said something of the guest goes, a batch at a time; younger ones stay."""
    chat = await answered(works, hotel, chats)
    await chat.write("and lunch?")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)
    first, second = await rows_of(works, hotel, AiCall)
    await owner.execute(
        "update ai_call set started_at = started_at - %s where id = %s",
        (timedelta(days=91), first.id),
    )
    async with works.hotel(hotel.id) as work:
        assert await retire_batch(work, Store.AI_CALL, after=0) == (1, first.id)
    async with works.hotel(hotel.id) as work:
        assert await retire_batch(work, Store.AI_CALL, after=0) == (0, None)

    newer, older = of_kind(await shown(chat), Kind.MODEL)
    assert (older.payload, older.mark, older.sha256) == ("", Mark.GONE, first.payload_sha256.hex())
    assert (newer.payload, newer.mark) == (second.payload_redacted, Mark.EQUAL)
    assert (await rows_of(works, hotel, AiCall))[0].cost_usd == first.cost_usd


async def test_a_call_whose_turn_somebody_else_took_is_kept_all_the_same(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Its verdict is dropped; that the guest's words left is not."""
    chat = await chats.open(hotel)
    await chat.write("Is there a pool?")
    ai = FakeAi(may_answer=asyncio.Event())
    assert ai.may_answer is not None
    drain = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await ai.asked.wait()
    await chat.change(epoch=99)
    ai.may_answer.set()
    await drain

    (call,) = await rows_of(works, hotel, AiCall)
    assert (call.conversation_id, call.outcome) == (chat.conversation_id, "ok")
    assert await chat.sent() == []


async def test_the_file_holds_every_line_and_says_how_to_check(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, api: Api
) -> None:
    """Readable JSON, a call a line; taking a copy stands in the audit log."""
    chat = await answered(works, hotel, chats)
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/conversations/{chat.conversation_id}/disclosures"

    answer = await manager.get(f"{url}/export")

    about, *lines = [orjson.loads(line) for line in answer.text.splitlines()]
    assert "SHA-256" in about["check"]
    assert lines == (await manager.get(url)).json()["items"]
    audit = (await manager.get(f"/api/v1/hotels/{hotel.id}/audit")).json()["items"]
    assert "disclosures.export" in [line["action"] for line in audit]
    agent = await api.staff(hotel, Role.AGENT)
    assert (await agent.get(url)).status_code == 403


async def test_a_conversation_that_does_not_exist_is_not_found(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Also one of another hotel: the same answer."""
    async with works.hotel(hotel.id) as work:
        with pytest.raises(NotFound):
            await list_disclosures(work, hotel.id, cursor=None, limit=5)
