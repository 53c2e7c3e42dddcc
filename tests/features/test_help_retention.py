"""What colleagues asked the AI for, called wrong and were offered to learn goes when its time is
over; what waits for a person stays."""

from typing import LiteralString

import psycopg
import pytest

from backend.features.retention.service import retire
from tests.fixtures.chats import Chats
from tests.fixtures.desk import Desk

PLENTY_S = 120.0
OLD, YOUNG = 366, 364
"""Days; a hotel keeps how it sent for a year unless it says otherwise."""
HELP: LiteralString = (
    "insert into ai_help (hotel_id, id, conversation_id, task, turn, asked_by, asked_at, outcome,"
    " text) values (%(hotel)s, gen_random_uuid(), %(chat)s, 'suggest', 0, gen_random_uuid(),"
    " now() - make_interval(days => %(days)s), %(outcome)s, %(days)s::text)"
)
WRONG: LiteralString = (
    "insert into wrong_answer (hotel_id, message_id, conversation_id, reason, note, marked_by,"
    " marked_at, handled_at) values (%(hotel)s, %(message)s, %(chat)s, 'outdated', %(days)s::text,"
    " 'Ina', now() - make_interval(days => %(days)s),"
    " case when %(handled)s then now() - make_interval(days => %(days)s) end)"
)
CANDIDATE: LiteralString = (
    "insert into knowledge_candidate (hotel_id, id, conversation_id, question_id, question, answer,"
    " language, state, found_at, settled_at) values (%(hotel)s, gen_random_uuid(), %(chat)s,"
    " %(message)s, %(days)s::text, 'From 7:00.', 'en', %(state)s,"
    " now() - make_interval(days => %(days)s),"
    " case when %(state)s <> 'open' then now() - make_interval(days => %(days)s) end)"
)


async def _left(desk: Desk, owner: psycopg.AsyncConnection, query: LiteralString) -> list[int]:
    await retire(desk.works, [desk.hotel.id], budget_s=PLENTY_S)
    rows = await owner.execute(query, (desk.hotel.id,))
    return [int(days) for (days,) in await rows.fetchall()]


@pytest.mark.parametrize("outcome", ["ok", "timeout", "lost", "asked"])
async def test_what_a_colleague_asked_for_goes_when_it_is_old(
    desk: Desk, owner: psycopg.AsyncConnection, chats: Chats, outcome: str
) -> None:
    """Whatever came of it: after so long nothing is under way."""
    chat = await chats.open(desk.hotel)
    for days in (OLD, YOUNG):
        values = {"hotel": desk.hotel.id, "chat": chat.conversation_id}
        await owner.execute(HELP, {**values, "outcome": outcome, "days": days})
    left = await _left(desk, owner, "select text from ai_help where hotel_id = %s order by number")

    assert left == [YOUNG]


@pytest.mark.parametrize(("handled", "left"), [(True, [YOUNG]), (False, [OLD, YOUNG])])
async def test_a_wrong_answer_goes_when_it_was_handled_long_ago(
    desk: Desk, owner: psycopg.AsyncConnection, chats: Chats, handled: bool, left: list[int]
) -> None:
    """One that nobody has mended is somebody's to mend."""
    chat = await chats.open(desk.hotel)
    for days in (OLD, YOUNG):
        (message,) = await chat.write("When is breakfast?")
        values = {"hotel": desk.hotel.id, "chat": chat.conversation_id, "message": message}
        await owner.execute(WRONG, {**values, "handled": handled, "days": days})
    query: LiteralString = "select note from wrong_answer where hotel_id = %s order by message_id"

    assert await _left(desk, owner, query) == left


@pytest.mark.parametrize(
    ("state", "left"), [("taken", [YOUNG]), ("dismissed", [YOUNG]), ("open", [OLD, YOUNG])]
)
async def test_a_candidate_goes_when_it_was_settled_long_ago(
    desk: Desk, owner: psycopg.AsyncConnection, chats: Chats, state: str, left: list[int]
) -> None:
    """An open one waits for a person."""
    chat = await chats.open(desk.hotel)
    for days in (OLD, YOUNG):
        (message,) = await chat.write("When is breakfast?")
        values = {"hotel": desk.hotel.id, "chat": chat.conversation_id, "message": message}
        await owner.execute(CANDIDATE, {**values, "state": state, "days": days})
    query: LiteralString = (
        "select question from knowledge_candidate where hotel_id = %s order by question_id"
    )

    assert await _left(desk, owner, query) == left
