"""What colleagues answered and no entry held, from conversations that were resolved: found by the
clock, made an entry or put aside by a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.facts import clashes
from backend.domain.ids import HotelId
from backend.domain.knowledge_words import CandidateState
from backend.domain.pseudonyms import Known, Pseudonyms
from backend.domain.rewriting import judge_rewriting
from backend.domain.words import AiMode
from backend.errors import Conflict, NotFound
from backend.features.ai_budgets.service import may_ask
from backend.features.ai_calls.asking import OK, UNREADABLE, ask
from backend.features.ai_calls.service import keep
from backend.features.audit.service import record
from backend.features.candidates import repository
from backend.features.candidates.learning import candidates_in
from backend.features.candidates.prompts import INSTRUCTIONS, word_request
from backend.features.candidates.schemas import CandidateView, WordedView
from backend.features.hotels.service import get_hotel
from backend.features.knowledge.schemas import LONGEST_TITLE
from backend.features.knowledge.service import list_all_entries
from backend.features.turns.book import user_id_of
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.kit.text import shorten, visible
from backend.models import KnowledgeCandidate, KnowledgeEntry
from backend.observability.metrics import CANDIDATES
from backend.ports.ai import AiGateway
from backend.work import Actor, Work, WorkFactory

AT_ONCE, WINDOW = 20, 60
"""Conversations looked through in one transaction, and messages read of each."""
MOST_KNOWN = 500
"""Questions found before that a new one is compared with."""
BACK_TO = timedelta(days=14)
"""How far the first look goes back."""
WORDING = timedelta(seconds=60)
"""A process that words it and has said nothing for so long has ended."""
_NO_ID = UUID(int=0)


async def learn(work: Work) -> bool:
    """Looks through what was resolved since the last look; whether there may be more."""
    mark = await repository.mark(work)
    after = (mark.resolved_at, mark.conversation_id) if mark else (work.now - BACK_TO, _NO_ID)
    resolved = await repository.read_resolved(work, after=after, limit=AT_ONCE)
    if not resolved:
        return False
    ids = [one.conversation_id for one in resolved]
    spoken = await repository.read_spoken(work, ids, window=WINDOW)
    questions = await repository.newest_questions(work, limit=MOST_KNOWN)
    entries = await list_all_entries(work)
    rows = candidates_in(resolved, spoken, entries, questions)
    found = await repository.insert_new(work, rows) if rows else 0
    CANDIDATES.labels("found").inc(found)
    last = resolved[-1]
    await repository.move_mark(work, at=last.resolved_at, conversation_id=last.conversation_id)
    return len(resolved) == AT_ONCE


async def list_candidates(
    work: Work,
    *,
    state: CandidateState = CandidateState.OPEN,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[CandidateView]:
    """Newest first. Raises BadCursor."""
    rows = await repository.list_page(work, state, after=_after(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.found_at.isoformat(), str(row.id)))
    entries = await list_all_entries(work) if kept else []
    return Page([_view(row, entries) for row in kept], following)


async def settle(
    work: Work, candidate_id: UUID, *, state: CandidateState, entry_id: UUID | None = None
) -> CandidateView:
    """A person decided. The same again is once. Raises NotFound; Conflict for one that was settled
    otherwise meanwhile."""
    row = await _lock(work, candidate_id)
    if row.state is CandidateState.OPEN:
        row.state, row.entry_id = state, entry_id
        row.settled_by, row.settled_at = work.actor.name, work.now
        CANDIDATES.labels(state.value).inc()
        await record(work, f"knowledge_candidate.{state.value}", subject=str(row.id))
        await work.session.flush()
    elif row.state is not state:
        raise Conflict("This was decided meanwhile.")
    return _view(row, ())


async def word(
    works: WorkFactory, hotel_id: HotelId, ai: AiGateway, candidate_id: UUID, *, actor: Actor
) -> WordedView:
    """In the words of an entry, by the model; nothing of it is saved. Raises NotFound; Conflict
    while it is under way, or where the hotel's AI is off or its budget used up."""
    async with works.hotel(hotel_id, actor=actor) as work:
        hotel = await get_hotel(work)
        if hotel.ai_mode is AiMode.OFF:
            raise Conflict("The AI of this hotel is off.")
        if not await may_ask(work):
            raise Conflict("The AI's budget is used up.")
        row = await _lock(work, candidate_id)
        if row.wording_at is not None and row.wording_at > work.now - WORDING:
            raise Conflict("The AI is writing already.")
        row.wording_at = now = work.now
        question, answer = row.question, row.answer
        conversation_id, user_id = row.conversation_id, user_id_of(hotel_id, work.vault)
    request = word_request(question, answer, user_id=user_id)
    asked = await ask(ai, request, task="entry", now=now)
    call, worded = asked.record, _refused(asked.record.outcome)
    if call.outcome == OK:
        worded = judge(question, answer, asked.data)
        if worded.outcome == UNREADABLE:
            call = replace(call, outcome=UNREADABLE)
    async with works.hotel(hotel_id, actor=actor) as work:
        await keep(work, call, conversation_id=conversation_id)
        (await _lock(work, candidate_id)).wording_at = None
    return worded


def judge(question: str, answer: str, data: Any) -> WordedView:
    """Its text states what the answer stated, no more and no less; its title nothing else."""
    title = data.get("title") if isinstance(data, dict) else None
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(title, str) or not isinstance(text, str):
        return _refused(UNREADABLE)
    judged = judge_rewriting(
        answer, visible(text).strip(), Pseudonyms(Known()), instructions=INSTRUCTIONS
    )
    if judged.fault is not None:
        return _refused(judged.fault.value, judged.claim)
    heading = shorten(" ".join(visible(title).split()), LONGEST_TITLE)
    return WordedView(outcome=OK, title=heading or question, text=judged.text, detail="")


def _refused(outcome: str, detail: str = "") -> WordedView:
    return WordedView(outcome=outcome, title="", text="", detail=detail)


async def _lock(work: Work, candidate_id: UUID) -> KnowledgeCandidate:
    row = await repository.lock(work, candidate_id)
    if row is None:
        raise NotFound("There is no such question.")
    return row


def _view(row: KnowledgeCandidate, entries: Sequence[KnowledgeEntry]) -> CandidateView:
    texts = [(row.question, row.answer, ""), *((one.title, one.text, "") for one in entries)]
    against = next((one for one in clashes(texts) if one.left == 0), None)
    return CandidateView(
        id=row.id,
        conversation_id=row.conversation_id,
        question=row.question,
        answer=row.answer,
        language=row.language,
        answered_by=row.answered_by,
        contradicts=entries[against.right - 1].title if against else None,
        state=row.state,
        entry_id=row.entry_id,
        settled_by=row.settled_by,
        found_at=row.found_at,
    )


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    found_at, candidate_id = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(found_at)), UUID(str(candidate_id))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
