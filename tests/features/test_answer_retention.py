"""Whom an alert called, what the AI drafted and what was promised goes when its time is over; what
waits for a person stays."""

from typing import LiteralString
from uuid import UUID

import psycopg
import pytest

from backend.features.retention.service import retire
from backend.kit.ids import new_uuid
from tests.fixtures.chats import Chats
from tests.fixtures.desk import Desk

PLENTY_S = 120.0
OLD, YOUNG = 366, 364
"""Days; a hotel keeps how it sent for a year unless it says otherwise."""
DECISION: LiteralString = (
    "insert into decision (hotel_id, kind, outcome, reason, turn, facts)"
    " values (%s, 'answer', 'skipped', 'ai_drafts', 0, '{}') returning id"
)
DRAFT: LiteralString = (
    "insert into ai_draft (hotel_id, id, conversation_id, turn, text, decision_id, state,"
    " created_at, decided_at) values (%(hotel)s, gen_random_uuid(), %(chat)s, %(turn)s, %(text)s,"
    " %(decision)s, %(state)s, now() - make_interval(days => %(days)s),"
    " case when %(state)s <> 'open' then now() - make_interval(days => %(days)s) end)"
)
ALERT: LiteralString = (
    "insert into alert (hotel_id, id, kind, dedupe_key, reason, status)"
    " values (%s, %s, 'complaint', %s, 'x', %s)"
)
STEP: LiteralString = (
    "insert into alert_step (hotel_id, alert_id, rung, staff_id, way, state, outcome, next_at,"
    " created_at, done_at) values (%(hotel)s, %(alert)s, %(rung)s, %(staff)s, 'email', %(state)s,"
    " 'sent', now(), now() - make_interval(days => %(days)s),"
    " case when %(state)s <> 'waiting' then now() - make_interval(days => %(days)s) end)"
)
PROMISE: LiteralString = (
    "insert into promise (hotel_id, conversation_id, message_id, place, author, quote, said_at,"
    " due_at, state, closed_at, found_at) values (%(hotel)s, %(chat)s, %(message)s, %(place)s,"
    " 'staff', %(days)s::text, now() - make_interval(days => %(days)s),"
    " now() - make_interval(days => %(days)s), %(state)s,"
    " case when %(state)s <> 'open' then now() - make_interval(days => %(days)s) end,"
    " now() - make_interval(days => %(days)s))"
)


async def _retire(desk: Desk) -> None:
    await retire(desk.works, [desk.hotel.id], budget_s=PLENTY_S)


@pytest.mark.parametrize(
    ("state", "turn", "left"),
    [
        ("used", 0, [YOUNG]),
        ("dismissed", 0, [YOUNG]),
        # Out of date, so that nobody is shown it any more.
        ("open", -1, [YOUNG]),
        ("open", 0, [OLD, YOUNG]),
    ],
)
async def test_a_draft_goes_when_it_was_decided_long_ago(
    desk: Desk, owner: psycopg.AsyncConnection, chats: Chats, state: str, turn: int, left: list[int]
) -> None:
    """Or when the conversation went on; one that still fits stays."""
    for days in (OLD, YOUNG):
        chat = await chats.open(desk.hotel)
        current = (await chat.row()).turn
        row = await (await owner.execute(DECISION, (desk.hotel.id,))).fetchone()
        assert row is not None
        values = {
            "hotel": desk.hotel.id,
            "chat": chat.conversation_id,
            "turn": current + turn,
            "text": str(days),
            "decision": row[0],
            "state": state,
            "days": days,
        }
        await owner.execute(DRAFT, values)
    await _retire(desk)
    rows = await owner.execute(
        "select text from ai_draft where hotel_id = %s order by decision_id", (desk.hotel.id,)
    )

    assert left == [int(text) for (text,) in await rows.fetchall()]


@pytest.mark.parametrize(
    ("status", "state", "left"),
    [
        ("resolved", "done", [1]),
        ("dismissed", "failed", [1]),
        ("resolved", "waiting", [0, 1]),
        ("open", "done", [0, 1]),
        ("acknowledged", "done", [0, 1]),
    ],
)
async def test_a_step_goes_when_its_alert_is_finished_and_old(
    desk: Desk, owner: psycopg.AsyncConnection, status: str, state: str, left: list[int]
) -> None:
    """Who was called for something that nobody has finished is still to be seen."""
    alert: UUID = new_uuid()
    await owner.execute(ALERT, (desk.hotel.id, alert, str(alert), status))
    for rung, days in enumerate((OLD, YOUNG)):
        values = {
            "hotel": desk.hotel.id,
            "alert": alert,
            "rung": rung,
            "staff": desk.hotel.staff.id,
            "state": state,
            "days": days,
        }
        await owner.execute(STEP, values)
    await _retire(desk)
    rows = await owner.execute(
        "select rung from alert_step where hotel_id = %s order by rung", (desk.hotel.id,)
    )

    assert left == [rung for (rung,) in await rows.fetchall()]


@pytest.mark.parametrize(
    ("state", "left"), [("kept", [YOUNG]), ("unsaid", [YOUNG]), ("open", [OLD, YOUNG])]
)
async def test_a_promise_goes_when_it_was_closed_long_ago(
    desk: Desk, owner: psycopg.AsyncConnection, chats: Chats, state: str, left: list[int]
) -> None:
    """An open one is somebody's to close."""
    chat = await chats.open(desk.hotel)
    (message,) = await chat.write("Towels please")
    for place, days in enumerate((OLD, YOUNG)):
        values = {
            "hotel": desk.hotel.id,
            "chat": chat.conversation_id,
            "message": message,
            "place": place,
            "state": state,
            "days": days,
        }
        await owner.execute(PROMISE, values)
    await _retire(desk)
    rows = await owner.execute(
        "select quote from promise where hotel_id = %s order by place", (desk.hotel.id,)
    )

    assert left == [int(quote) for (quote,) in await rows.fetchall()]
