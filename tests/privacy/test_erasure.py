"""After an erasure nothing in any table names the guest; a new table cannot be forgotten."""

from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Table
from sqlmodel import select

import backend.models
from backend.db.base import metadata
from backend.domain.erasure import ErasureReason, asks_to_be_erased
from backend.domain.facts import Aspect
from backend.domain.knowledge_words import TextKind
from backend.domain.translating import TranslationState
from backend.domain.words import (
    AlertKind,
    DecisionKind,
    DecisionOutcome,
    OutboxState,
    Role,
    StayEventKind,
)
from backend.errors import Conflict, NotFound
from backend.features.erasures.service import erase_guest, export_guest
from backend.features.erasures.statements import BY_PARENT, STEPS
from backend.features.turns.drain import drain_turns
from backend.kit.ids import new_uuid
from backend.models import (
    AiCall,
    Alert,
    Contradiction,
    DeadLetter,
    Guest,
    GuestAlias,
    GuestMerge,
    Inbox,
    Outbox,
    Stay,
    StayEvent,
    Translation,
    TranslationSwitch,
)
from backend.ports.live import LiveEvent, LiveKind
from backend.work import WorkFactory
from tests.api.places import furnish
from tests.fakes.ai import FakeAi, says
from tests.fixtures.api import Api
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture, Recorder
from tests.turns.stage import rows_of

assert backend.models
NAME = "Xaveria Quillon"
POINTS_AT_A_GUEST = {
    *("guest_id", "conversation_id", "message_id", "stay_id", "subject_id", "kept_id", "gone_id"),
    *("phone", "chat_id", "outbox_id", "alert_id", "decision_id", "source_id", "activity_id"),
}
# Named like a guest's, and none of a guest's.
NOT_A_GUESTS = {
    "learning_mark": "how far was read: an id and a moment",
    "duty_contact": "a colleague's own number",
    "stay_import": "sealed, and forgotten after its days",
}


def test_every_table_that_points_at_a_guest_is_named_in_the_erasure() -> None:
    """Whoever adds one says what becomes of it."""
    named = {table for table, _ in STEPS} | BY_PARENT.keys() | NOT_A_GUESTS.keys()
    pointing = {
        table.name
        for table in metadata().tables.values()
        if POINTS_AT_A_GUEST & {column.name for column in table.columns} or _hangs_on_one(table)
    }

    assert pointing - named == set()
    assert {"guest", "stay", "conversation", "message", "inbox"} <= named


def _hangs_on_one(table: Table) -> bool:
    parents = {key.referred_table.name for key in table.foreign_key_constraints}
    return not parents.isdisjoint({"guest", "conversation", "message", "stay"})


async def lived(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> Chat:
    """A guest with a row of everything, each with the name in what it says."""
    await furnish(works, hotel, "zebrafinch")
    chat = await chats.open(hotel, name=NAME, room="733")
    (message_id,) = await chat.write(f"{NAME} here, who writes from room 733")
    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: says("Dear <GUEST>.")), limit=5)
    own: dict[str, Any] = {"hotel_id": hotel.id}
    said: dict[str, Any] = {
        **own, "digest": b"x", "language": "de", "state": TranslationState.TRANSLATED,
        "text": f"{NAME} schreibt",
    }  # fmt: skip
    conversation = (await chat.row()).chat_id
    async with works.hotel(hotel.id) as work:
        guest = await work.session.get_one(Guest, (hotel.id, chat.guest_id))
        phone = guest.phone
        assert phone is not None
        assert chat.stay_id is not None
        other = Guest(**own, name=f"{NAME} too", phone=None, merged_into=guest.id)
        work.session.add(other)
        await work.session.flush()
        side: dict[str, Any] = {"title": "Reply", "quote": f"Dear {NAME}, the pool opens at 9."}
        sides = {f"{at}_{key}": one for at in ("left", "right") for key, one in side.items()}
        work.session.add_all(
            [
                GuestAlias(**own, guest_id=guest.id, value=phone),
                GuestMerge(
                    **own,
                    kept_id=guest.id,
                    gone_id=other.id,
                    by_name="Mara",
                    filled={"name": NAME, "phone": phone},
                ),
                StayEvent(
                    **own,
                    stay_id=chat.stay_id,
                    kind=StayEventKind.AMENDED,
                    changes={"guest_name": ["", NAME]},
                    source="api",
                ),
                Contradiction(
                    **own,
                    fingerprint="f",
                    subject="pool",
                    aspect=Aspect.OPENS,
                    left_kind=TextKind.REPLY,
                    left_id=str(chat.conversation_id),
                    right_kind=TextKind.ENTRY,
                    right_id=str(new_uuid()),
                    **sides,
                ),
                DeadLetter(
                    **own,
                    source="turn",
                    source_id=str(chat.conversation_id),
                    reason="x",
                    note=f"ask {NAME}",
                ),
                Translation(**said, message_id=message_id),
                Translation(**said, conversation_id=chat.conversation_id),
                TranslationSwitch(
                    **own,
                    conversation_id=chat.conversation_id,
                    staff_id=hotel.staff.id,
                    is_on=True,
                ),
                Inbox(
                    **own,
                    channel_id=hotel.channel.id,
                    dedupe_key=f"m:incomingMessageReceived:{conversation}:1",
                    kind="incomingMessageReceived",
                    raw_sealed=b"x",
                ),
                Inbox(
                    **own,
                    channel_id=hotel.channel.id,
                    dedupe_key=f"s:{conversation}:1:read",
                    kind="outgoingMessageStatus",
                    raw_sealed=b"x",
                ),
            ]
        )
        stay = await work.session.get_one(Stay, (hotel.id, chat.stay_id))
        stay.guest_name, stay.note = NAME, f"{NAME} likes tea"
    return chat


async def naming(owner: psycopg.AsyncConnection, hotel: HotelFixture, *words: str) -> list[str]:
    """`table.column` wherever a text, a list or a document of the hotel holds one of these."""
    columns = await (
        await owner.execute(
            "select table_name, column_name from information_schema.columns c"
            " where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')"
            " and exists (select 1 from information_schema.columns h where"
            " h.table_schema = 'public' and h.table_name = c.table_name"
            " and h.column_name = 'hotel_id')"
        )
    ).fetchall()
    found = []
    for table, column in columns:
        query = sql.SQL(
            "select count(*) from {t} where hotel_id = %s and {c}::text ilike any(%s)"
        ).format(t=sql.Identifier(table), c=sql.Identifier(column))
        row = await (
            await owner.execute(query, (hotel.id, [f"%{word}%" for word in words]))
        ).fetchone()
        if row and row[0]:
            found.append(f"{table}.{column}")
    return found


async def test_after_it_no_column_of_any_table_names_the_guest(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """Neither by name nor by number; others' rows and what calls cost stay."""
    chat = await lived(works, hotel, chats)
    phone = (await chat.row()).chat_id.removesuffix("@c.us")
    words = ("Xaveria", "Quillon", phone)
    before = await naming(owner, hotel, *words)
    (call,) = await rows_of(works, hotel, AiCall)
    others = await naming(owner, hotel, "zebrafinch")

    async with works.hotel(hotel.id) as work:
        rows = await erase_guest(work, chat.guest_id, reason=ErasureReason.GUEST_ASKED)

    assert len(before) >= 10
    assert await naming(owner, hotel, *words) == []
    assert rows["message"] == 2
    assert rows["inbox"] == 2
    assert (rows["translation"], rows["translation_switch"]) == (2, 1)
    assert await naming(owner, hotel, "zebrafinch") == others
    (kept,) = await rows_of(works, hotel, AiCall)
    assert (kept.cost_usd, kept.payload_redacted) == (call.cost_usd, "")
    async with works.hotel(hotel.id) as work:
        stay = await work.session.get_one(Stay, (hotel.id, chat.stay_id))
        assert (stay.room, stay.guest_name, stay.note) == ("733", "", None)


async def test_open_screens_are_told_whom_to_forget(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, recorder: Recorder
) -> None:
    """A colleague who reads along goes on seeing nothing of the guest."""
    chat = await chats.open(hotel)
    recorder.events.clear()
    async with works.hotel(hotel.id) as work:
        await erase_guest(work, chat.guest_id, reason=ErasureReason.GUEST_ASKED)

    assert [event for _, event in recorder.events if event.kind is LiveKind.ERASED] == [
        LiveEvent(LiveKind.ERASED, {"conversation_ids": [str(chat.conversation_id)]})
    ]


async def test_a_furnished_guest_goes_with_everything_that_hangs_on_them(
    works: WorkFactory, hotel: HotelFixture, owner: psycopg.AsyncConnection
) -> None:
    """Drafts, notes, alerts, complaints, plans, notifications: a row of each."""
    place = await furnish(works, hotel, "zebrafinch")
    before = await naming(owner, hotel, "4915199990001", "Guest zebrafinch", "Note zebrafinch")

    async with works.hotel(hotel.id) as work:
        rows = await erase_guest(
            work, UUID(place.ids["guest_id"]), reason=ErasureReason.NO_LONGER_NEEDED
        )

    assert before
    assert await naming(owner, hotel, "4915199990001", "Guest zebrafinch", "zebrafinch.jpg") == []
    assert {
        *("ai_draft", "scheduled_message", "complaint", "notification", "draft", "activity"),
        *("alert", "media", "message", "conversation_label", "guest_merge", "guest_alias"),
        "promise",
    } <= rows.keys()


async def test_a_trigger_that_fired_for_a_stay_does_not_fire_again(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """The line stays without the guest."""
    chat = await chats.open(hotel)
    line: LiteralString = (
        "insert into decision (hotel_id, kind, conversation_id, guest_id, stay_id, outcome, reason,"
        " occurrence, turn, facts) values (%s, %s, %s, %s, %s, %s, 'x', 'stay:1', 0, %s)"
    )
    values = (hotel.id, DecisionKind.TRIGGER, chat.conversation_id, chat.guest_id, chat.stay_id)
    await owner.execute(line, (*values, DecisionOutcome.FIRED, '{"event": "stay_booked"}'))
    async with works.hotel(hotel.id) as work:
        await erase_guest(work, chat.guest_id, reason=ErasureReason.GUEST_ASKED)

    row = await (
        await owner.execute(
            "select guest_id, conversation_id, occurrence, facts from decision where hotel_id = %s",
            (hotel.id,),
        )
    ).fetchone()
    assert row == (None, None, "stay:1", {"event": "stay_booked"})


async def test_a_message_under_way_is_waited_for(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Nothing is erased under a call to the provider."""
    chat = await chats.open(hotel)
    await chat.write("Hello?")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)
    async with works.hotel(hotel.id) as work:
        (row,) = (await work.session.exec(select(Outbox))).all()
        row.state = OutboxState.SENDING
    async with works.hotel(hotel.id) as work:
        with pytest.raises(Conflict):
            await erase_guest(work, chat.guest_id, reason=ErasureReason.GUEST_ASKED)

    assert len(await chat.sent()) == 1


async def test_the_guest_who_comes_back_is_a_new_one(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The number is free, and nobody else's."""
    chat = await chats.open(hotel, name=NAME)
    async with works.hotel(hotel.id) as work:
        await erase_guest(work, chat.guest_id, reason=ErasureReason.GUEST_ASKED)
    async with works.hotel(hotel.id) as work:
        with pytest.raises(NotFound):
            await erase_guest(work, new_uuid(), reason=ErasureReason.GUEST_ASKED)
    again = await chats.open(hotel, name=NAME)

    assert again.guest_id != chat.guest_id


async def test_a_copy_holds_what_is_kept_and_no_secret(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, api: Api
) -> None:
    """Readable, by table; only a manager may take one or erase."""
    chat = await lived(works, hotel, chats)
    async with works.hotel(hotel.id) as work:
        copied = await export_guest(work, chat.guest_id)
    manager, agent = await api.staff(hotel), await api.staff(hotel, Role.AGENT)
    url = f"/api/v1/hotels/{hotel.id}/guests/{chat.guest_id}"

    assert {row["name"] for row in copied["guest"]} == {NAME, f"{NAME} too"}
    assert len(copied["message"]) == 2
    assert [row["text"] for row in copied["translation"]] == [f"{NAME} schreibt"]
    assert "door_code_sealed" not in copied["stay"][0]
    assert (await manager.get(f"{url}/copy")).json().keys() == copied.keys()
    codes = [
        (await agent.get(f"{url}/copy")).status_code,
        (await agent.post(f"{url}/erase", json={"reason": "guest_asked"})).status_code,
        (await manager.post(f"{url}/erase", json={"reason": "because"})).status_code,
        (await manager.post(f"{url}/erase", json={"reason": "guest_asked"})).status_code,
    ]
    assert codes == [403, 403, 422, 200]
    audit = (await manager.get(f"/api/v1/hotels/{hotel.id}/audit")).json()["items"]
    assert {"guest.erase", "guest.export"} <= {line["action"] for line in audit}


@pytest.mark.parametrize(
    "text",
    [
        "Please DELETE MY DATA",
        "Löschen Sie meine Daten bitte",
        "Quiero borrar mis datos",
        "Supprimez mes données s'il vous plaît",
        "Удалите мои данные",
    ],
)
async def test_a_guest_who_asks_for_it_gets_a_person_to_confirm_it(
    text: str, works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The model is not asked, nothing is erased by itself, and staff see what is wanted."""
    chat, ai = await chats.open(hotel), FakeAi()
    await chat.write(text)
    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (alert,) = await rows_of(works, hotel, Alert)
    assert (alert.kind, ai.requests) == (AlertKind.ERASURE_ASKED, [])
    assert len(await chat.sent()) == 1
    assert not asks_to_be_erased("Please delete the second towel from my order")
