"""Turns: a guest has written, and somebody decides who answers.

Claim, read, think, settle. Between reading and settling no transaction is open; settling counts
only while the claim is still ours and the turn still the one that was read.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from backend.domain.ids import DecisionId, HotelId
from backend.domain.words import AlertKind, Author
from backend.features.alerts.service import raise_alert
from backend.features.conversations.service import tell_conversation
from backend.features.knowledge.service import list_valid_entries
from backend.features.messages.service import queue_message
from backend.features.triggers.service import list_armed, list_fired
from backend.features.turns import repository, settling
from backend.features.turns.book import book_of
from backend.features.turns.schemas import Claim, Turn, Verdict
from backend.features.turns.settling import Standing
from backend.features.turns.thinking import facts_of, think
from backend.features.turns.triggering import fired
from backend.models import Conversation
from backend.observability.metrics import DEAD_LETTERS, TURN_SECONDS, TURNS
from backend.ports.ai import AiGateway
from backend.work import Work, WorkFactory

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5
# A guest has an answer or an honest holding message 25 s after writing; the rest is for the way.
ANSWER_WITHIN_S = 21.0
LONGEST_AI_S = 20.0
SHORTEST_AI_S = 5.0
ANSWER_LIFE = timedelta(minutes=10)
TRIGGER_LIFE = timedelta(hours=1)
# A drain that waits for the model still picks up what becomes due, for a while.
LOOK_AGAIN_S = 0.25
KEEP_CLAIMING_S = 15.0
SETTLING_AT_ONCE = 6

log = structlog.get_logger()


async def drain_turns(works: WorkFactory, hotel_id: HotelId, *, ai: AiGateway, limit: int) -> int:
    """Decides every turn of the hotel that is due, `limit` at once; returns how many it claimed."""
    claimed = 0
    running: set[asyncio.Task[None]] = set()
    gate = asyncio.Semaphore(SETTLING_AT_ONCE)
    stop_at = monotonic() + KEEP_CLAIMING_S
    async with asyncio.TaskGroup() as group:
        while True:
            free = limit - len(running) if monotonic() < stop_at else 0
            turns, taken = await _take(works, hotel_id, limit=free) if free > 0 else ([], 0)
            claimed += taken
            running |= {group.create_task(_run(works, one, ai=ai, gate=gate)) for one in turns}
            if not running:
                return claimed
            _, running = await asyncio.wait(running, timeout=LOOK_AGAIN_S)


async def _take(works: WorkFactory, hotel_id: HotelId, *, limit: int) -> tuple[Sequence[Turn], int]:
    """Claims due turns and reads their facts. The claim is committed first and counts as an
    attempt, so that a turn which kills its worker is not tried for ever."""
    async with works.hotel(hotel_id) as work:
        claims = await repository.claim(work, limit=limit, lease=LEASE)
        for spent in [one for one in claims if one.attempts > MOST_ATTEMPTS]:
            await _give_up(work, spent)
    live = [one for one in claims if one.attempts <= MOST_ATTEMPTS]
    if not live:
        return [], len(claims)
    async with works.hotel(hotel_id) as work:
        return await _read(work, live), len(claims)


async def _read(work: Work, claims: Sequence[Claim]) -> list[Turn]:
    """A fixed number of queries, however many turns."""
    hotel = await repository.get_hotel(work)
    today = work.now.astimezone(ZoneInfo(hotel.timezone)).date()
    armed = await list_armed(work)
    rows = await list_valid_entries(work, today)
    book = book_of(hotel, today, rows=rows, armed=armed, vault=work.vault)
    ids = [one.conversation_id for one in claims]
    people = {one.conversation.id: one for one in await repository.people(work, ids)}
    messages = await repository.messages(work, ids)
    stays = {one.stay.id for one in people.values() if one.stay}
    triggers = [one.rule.id for one in armed]
    fired_before = frozenset(
        await list_fired(work, trigger_ids=triggers, conversation_ids=ids, stay_ids=stays)
        if triggers
        else ()
    )
    return [
        Turn(
            claim=one,
            conversation=people[one.conversation_id].conversation,
            guest=people[one.conversation_id].guest,
            stay=people[one.conversation_id].stay,
            messages=tuple(messages.get(one.conversation_id, ())),
            fired=fired_before,
            book=book,
            read_at=work.now,
        )
        for one in claims
    ]


async def _run(works: WorkFactory, turn: Turn, *, ai: AiGateway, gate: asyncio.Semaphore) -> None:
    """One turn must not take the others with it, whatever goes wrong in it."""
    hotel_id = HotelId(turn.conversation.hotel_id)
    try:
        verdict = await think(turn, ai, now=turn.read_at, deadline_s=_deadline(turn))
        async with gate, works.hotel(hotel_id) as work:
            await _settle(work, turn, verdict)
    except Exception as error:
        _log_failure("turn.failed", turn, error)
        await _release(works, hotel_id, turn)


async def _release(works: WorkFactory, hotel_id: HotelId, turn: Turn) -> None:
    """Another attempt soon; should even this fail, the lease ends by itself."""
    try:
        async with works.hotel(hotel_id) as work:
            backoff = timedelta(seconds=2**turn.claim.attempts)
            await repository.release(work, turn.claim, until=work.now + backoff)
    except Exception as error:
        _log_failure("turn.not_released", turn, error)


def _log_failure(event: str, turn: Turn, error: Exception) -> None:
    """Only the kind of error: its text may hold a guest's words."""
    log.error(
        event,
        conversation_id=str(turn.claim.conversation_id),
        attempt=turn.claim.attempts,
        error=type(error).__name__,
    )


async def _settle(work: Work, turn: Turn, verdict: Verdict) -> None:
    locked = await repository.lock(work, turn.claim)
    if locked is None:
        TURNS.labels("fenced").inc()
        return
    standing = settling.standing_of(turn, facts_of(turn), locked, work.now)
    ledger = await repository.write(
        work,
        turn.conversation.id,
        scalars=settling.scalars_of(turn, verdict, standing, locked, now=work.now),
        moods=settling.mood_rows(verdict),
        calls=settling.call_rows(verdict.call),
        decisions=settling.decision_rows(turn, verdict, standing),
    )
    await work.session.refresh(locked.conversation)
    spoke = False
    if standing.refusal is None:
        spoke = await _speak(work, locked.conversation, turn, verdict, ledger)
    await _tell_staff(work, turn, verdict, standing, spoke=spoke)
    await _learn(work, turn, verdict)
    TURNS.labels(standing.refusal or verdict.decision.reason.value).inc()


async def _speak(
    work: Work,
    conversation: Conversation,
    turn: Turn,
    verdict: Verdict,
    ledger: dict[UUID | None, int],
) -> bool:
    """Queues what the trigger and the AI say, each at most once; returns whether anything was."""
    spoke = False
    trigger = fired(verdict.triggers)
    if trigger is not None and trigger.armed.rule.id in ledger:
        decision_id = ledger[trigger.armed.rule.id]
        await queue_message(
            work,
            conversation,
            author=Author.TRIGGER,
            text=trigger.text,
            dedupe_key=f"trigger:{decision_id}",
            not_after=work.now + TRIGGER_LIFE,
            decision_id=DecisionId(decision_id),
        )
        spoke = True
    if verdict.speech is not None:
        await queue_message(
            work,
            conversation,
            author=Author.AI,
            text=verdict.speech.text,
            dedupe_key=f"turn:{conversation.id}:{turn.conversation.turn}",
            not_after=work.now + ANSWER_LIFE,
            ai_rung=verdict.speech.rung,
            ai_sources=[{"id": one.id, "title": one.title} for one in verdict.speech.sources],
            decision_id=DecisionId(ledger[None]),
        )
        TURN_SECONDS.observe(_age_s(turn, work.now))
        spoke = True
    return spoke


async def _tell_staff(
    work: Work, turn: Turn, verdict: Verdict, standing: Standing, *, spoke: bool
) -> None:
    told = spoke
    for alarm in verdict.alarms:
        # A complaint stands however the turn ended; the rest belongs to an answer that is dropped.
        if standing.refusal is None or alarm.kind is AlertKind.COMPLAINT:
            raised = await raise_alert(
                work,
                kind=alarm.kind,
                reason=alarm.reason,
                dedupe_key=alarm.dedupe_key,
                conversation_id=turn.conversation.id,
                message_id=alarm.message_id,
            )
            told = told or raised is not None
    if verdict.moods and not told:
        await tell_conversation(work, turn.conversation.id)


async def _learn(work: Work, turn: Turn, verdict: Verdict) -> None:
    language = verdict.moods[-1][1].language if verdict.moods else None
    if language is not None and turn.guest.language is None:
        await repository.learn_language(work, turn.guest.id, language)


async def _give_up(work: Work, spent: Claim) -> None:
    """Tried too often: a person takes it from here."""
    turn = await repository.close(work, spent)
    await repository.bury(
        work, conversation_id=spent.conversation_id, reason=f"{MOST_ATTEMPTS} attempts failed"
    )
    DEAD_LETTERS.labels("turn").inc()
    await raise_alert(
        work,
        kind=AlertKind.AI_FAILED,
        reason="Answering failed again and again. The guest waits for a person.",
        dedupe_key=f"turn_given_up:{spent.conversation_id}:{turn}",
        conversation_id=spent.conversation_id,
    )


def _deadline(turn: Turn) -> float:
    """What is left of the guest's patience, by when the last message arrived."""
    left = ANSWER_WITHIN_S - _age_s(turn, turn.read_at)
    return min(LONGEST_AI_S, max(SHORTEST_AI_S, left))


def _age_s(turn: Turn, now: datetime) -> float:
    unanswered = turn.unanswered
    newest = unanswered[-1].received_at if unanswered else now
    return max(0.0, (now - newest).total_seconds())
