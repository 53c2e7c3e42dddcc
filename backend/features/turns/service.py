"""Turns: a guest has written, and somebody decides who answers. Claim, read, settle: the three
steps around thinking, in short transactions, each for many turns of one hotel at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from random import random
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.ids import DecisionId
from backend.domain.retrying import MOST_ATTEMPTS, Act, Trouble, decide
from backend.domain.sending import NOT_AFTER
from backend.domain.stay_times import day_starts
from backend.domain.triggers import Fire
from backend.domain.words import AlertKind, Author, MoodLevel
from backend.features.ai_budgets.service import limit_reached
from backend.features.ai_drafts.schemas import NewDraft
from backend.features.ai_drafts.service import keep_drafts
from backend.features.alerts.service import raise_alert
from backend.features.conversations.service import (
    find_message,
    message_views,
    read_messages,
    views_of,
)
from backend.features.failures.service import Source, give_up, last_error, note_failure
from backend.features.guests.service import read_stays
from backend.features.knowledge.service import find_entries, list_valid_entries
from backend.features.messages.service import Draft, queue_messages
from backend.features.stays.pushing import open_door_code
from backend.features.stays.service import house_of
from backend.features.triggers.service import (
    Fired,
    count_heard,
    list_armed,
    list_fired,
    note_actions,
)
from backend.features.turns import replying, repository, settling
from backend.features.turns.book import book_of
from backend.features.turns.evidence_views import EvidenceView, evidence_view, source_ids
from backend.features.turns.schemas import (
    Claim,
    Ledger,
    Locked,
    Settled,
    Speech,
    Standing,
    Thought,
    TriggerOutcome,
    Turn,
    Verdict,
)
from backend.features.turns.spending import count_calls, keep_unwritten
from backend.features.turns.thinking import facts_of
from backend.features.turns.triggering import fired
from backend.kit.text import storable
from backend.models import Stay
from backend.observability.metrics import TURN_SECONDS, TURNS
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

LEASE = timedelta(seconds=30)
WORKER_LOST = "worker_lost"


async def evidence_of(work: Work, message_id: int) -> EvidenceView:
    """What a message of the AI stands on, and what was dropped from it. Raises NotFound."""
    message = await find_message(work, str(message_id))
    facts = await repository.facts_of(work, message.decision_id) if message.decision_id else {}
    entries = await find_entries(work, source_ids(message, facts))
    return evidence_view(message, facts, {str(one.id): one for one in entries})


async def claim_turns(
    work: Work, *, limit: int, lease: timedelta = LEASE
) -> tuple[list[Claim], int]:
    """Due turns that are ours now, and how many were claimed with those that were given up.

    The claim is committed before anybody thinks and counts as an attempt, so that a turn which
    kills its worker is not tried for ever.
    """
    claims = await repository.claim(work, limit=limit, lease=lease)
    for spent in claims:
        if spent.attempts > MOST_ATTEMPTS:
            await _give_up(work, spent)
    return [one for one in claims if one.attempts <= MOST_ATTEMPTS], len(claims)


async def read_turns(work: Work, claims: Sequence[Claim]) -> list[Turn]:
    """The facts, in a fixed number of queries."""
    ids = [one.conversation_id for one in claims]
    hotel, found = await repository.read_people(work, ids)
    people = {one.conversation.id: one for one in found}
    today = work.now.astimezone(ZoneInfo(hotel.timezone)).date()
    armed = await list_armed(work)
    rows = await list_valid_entries(work, today)
    limit = await limit_reached(work, hotel, today)
    book = book_of(hotel, today, rows=rows, armed=armed, vault=work.vault)
    messages = await repository.messages(work, ids)
    stays = {one.stay.id for one in found if one.stay}
    triggers = [one.rule.id for one in armed]
    fired_before = frozenset(
        await list_fired(work, trigger_ids=triggers, conversation_ids=ids, stay_ids=stays)
        if triggers
        else ()
    )
    guests, began = {one.guest.id for one in found}, day_starts(today, house_of(hotel))
    heard = await count_heard(work, guests, since=began) if armed else {}
    of_guest, codes = await _stays(work, guests)
    return [
        Turn(
            claim=one,
            conversation=people[one.conversation_id].conversation,
            guest=people[one.conversation_id].guest,
            stay=people[one.conversation_id].stay,
            stays=tuple(of_guest[people[one.conversation_id].guest.id]),
            codes=codes,
            messages=tuple(messages.get(one.conversation_id, ())),
            fired=fired_before,
            heard_today=heard.get(people[one.conversation_id].guest.id, 0),
            book=book,
            read_at=work.now,
            limit=limit,
        )
        for one in claims
    ]


async def _stays(
    work: Work, guests: Collection[UUID]
) -> tuple[Mapping[UUID, list[Stay]], Mapping[UUID, str]]:
    """({guest: stays}, {stay: door code})"""
    found: dict[UUID, list[Stay]] = {guest: [] for guest in guests}
    codes = {}
    for stay in await read_stays(work, guests):
        found[stay.guest_id].append(stay)
        code = open_door_code(work, stay)
        if code is not None:
            codes[stay.id] = code
    return found, codes


async def settle_turns(work: Work, thoughts: Sequence[Thought]) -> None:
    """Applies verdicts, each only while its claim is ours and its turn the one that was read."""
    settled = await _decide_standing(work, thoughts)
    ledgers = await repository.write(
        work, [settling.verdict_row(one, now=work.now) for one in settled]
    )
    await keep_unwritten(work, thoughts, settled)
    speaking = [one for one in settled if one.standing.refusal is None]
    drafts = [draft for one in speaking for draft in _drafts(one, ledgers, work.now)]
    await queue_messages(work, drafts)
    await keep_drafts(work, _for_staff(settled, ledgers))
    await note_actions(work, [fire for one in settled for fire in _fired(one, ledgers)])
    await _raise_alarms(work, settled)
    for one in settled:
        if one.verdict.reply is not None and one.standing.is_current:
            await replying.pass_on(work, one, ledgers[one.turn.conversation.id])
    await _close_colleagues(work, settled)
    await _show_moods(work, settled, told={draft.conversation_id for draft in drafts})
    await count_calls(work, settled)
    for one in settled:
        TURNS.labels(one.standing.refusal or one.verdict.decision.reason.value).inc()
        if one.verdict.speech is not None and one.standing.refusal is None:
            TURN_SECONDS.observe(one.turn.age_s(work.now))


async def release_turn(work: Work, claim: Claim, *, trouble: Trouble, error: str) -> None:
    """Something went wrong. Another attempt later, by the retry table; a message that the guest
    writes meanwhile is not held back by it."""
    action = decide(trouble, claim.attempts, luck=random())  # noqa: S311 - spreads retries
    if action.counts:
        await note_failure(
            work, Source.TURN, claim.conversation_id, attempt=claim.attempts, error=error
        )
    until = work.now + action.wait
    released = await repository.release(work, claim, until=until, counts=action.counts)
    if released is None:
        return
    turn, attempts = released
    if action.act is Act.GIVE_UP and attempts >= MOST_ATTEMPTS:
        await _give_up(work, claim)
    elif action.tell_person:
        await raise_alert(
            work,
            kind=AlertKind.AI_FAILED,
            reason="Answering failed and is tried again later. The guest waits.",
            dedupe_key=f"turn_failing:{claim.conversation_id}:{turn}",
            conversation_id=claim.conversation_id,
        )


async def give_back(work: Work, claims: Sequence[Claim]) -> None:
    """This worker ends: another one may take at once what of these turns has not ended. No attempt
    was made of them."""
    if claims:
        await repository.give_back(work, claims)
        work.wake(WorkKind.TURNS)


async def _decide_standing(work: Work, thoughts: Sequence[Thought]) -> list[Settled]:
    locked = await repository.lock(work, [one.turn.claim for one in thoughts])
    TURNS.labels("fenced").inc(len(thoughts) - len(locked))
    known_otherwise = await _known_otherwise(work, thoughts, locked)
    settled = []
    for turn, verdict in thoughts:
        row = locked.get(turn.conversation.id)
        if row is not None:
            standing = settling.standing_of(turn, facts_of(turn), row, work.now)
            if row.conversation.id in known_otherwise and _would_say(verdict, standing):
                standing = settling.KNOWN_OTHERWISE
            settled.append(Settled(turn, verdict, row, standing))
    return settled


async def _known_otherwise(
    work: Work, thoughts: Sequence[Thought], locked: Mapping[UUID, Locked]
) -> set[UUID]:
    """Conversations in which something was to be told that only a verified guest may know, and
    the guest is another one by now, has left, or has a second stay."""
    guarded = {
        turn.conversation.id: turn
        for turn, verdict in thoughts
        if turn.conversation.id in locked and settling.tells_guarded(turn, verdict)
    }
    if not guarded:
        return set()
    rows = {id_: locked[id_].conversation for id_ in guarded}
    stays, codes = await _stays(work, {row.guest_id for row in rows.values()})
    return {
        id_
        for id_, turn in guarded.items()
        if settling.tellable(turn)
        != settling.tellable(
            replace(
                turn,
                conversation=rows[id_],
                stays=tuple(stays[rows[id_].guest_id]),
                codes=codes,
            )
        )
    }


def _drafts(one: Settled, ledgers: Mapping[UUID, Ledger], now: datetime) -> list[Draft]:
    """What the trigger and the AI say. A trigger that lost the race for its occurrence is not in
    the ledger, and then does not speak."""
    turn, ledger = one.turn, ledgers[one.turn.conversation.id]
    drafts = []
    trigger = fired(one.verdict.triggers)
    if trigger is not None and trigger.armed.rule.id in ledger:
        decision_id = ledger[trigger.armed.rule.id]
        drafts.append(
            Draft(
                conversation_id=turn.conversation.id,
                author=Author.TRIGGER,
                text=trigger.text,
                dedupe_key=f"trigger:{trigger.armed.rule.id}:{_occurrence(trigger)}",
                not_after=now + NOT_AFTER[Author.TRIGGER],
                decision_id=DecisionId(decision_id),
                message_class=trigger.armed.message_class,
            )
        )
    speech = one.verdict.speech
    if speech is not None:
        drafts.append(
            Draft(
                conversation_id=turn.conversation.id,
                author=Author.AI,
                text=speech.text,
                dedupe_key=f"turn:{turn.conversation.id}:{turn.conversation.turn}",
                not_after=now + NOT_AFTER[Author.AI],
                ai_rung=speech.rung,
                ai_sources=_named(speech),
                decision_id=DecisionId(ledger[None]),
            )
        )
    return drafts


def _would_say(verdict: Verdict, standing: Standing) -> bool:
    return standing.refusal is None or (standing.is_current and verdict.draft is not None)


def _for_staff(settled: Sequence[Settled], ledgers: Mapping[UUID, Ledger]) -> list[NewDraft]:
    return [
        NewDraft(
            conversation_id=one.turn.conversation.id,
            turn=one.turn.conversation.turn,
            text=storable(one.verdict.draft.text),
            sources=_named(one.verdict.draft),
            decision_id=ledgers[one.turn.conversation.id][None],
        )
        for one in settled
        if one.verdict.draft is not None and settling.may_draft(one)
    ]


def _named(speech: Speech) -> list[dict[str, str]]:
    return [{"id": entry.id, "title": entry.title} for entry in speech.sources]


def _fired(one: Settled, ledgers: Mapping[UUID, Ledger]) -> list[Fired]:
    turn, ledger = one.turn, ledgers[one.turn.conversation.id]
    return [
        Fired(
            trigger.armed,
            ledger[trigger.armed.rule.id],
            turn.conversation.id,
            turn.guest.id,
            turn.conversation.stay_id,
        )
        for trigger in one.verdict.triggers
        if settling.still_fires(trigger, one.standing) and trigger.armed.rule.id in ledger
    ]


def _occurrence(trigger: TriggerOutcome) -> str:
    assert isinstance(trigger.outcome, Fire)
    return trigger.outcome.occurrence


async def _raise_alarms(work: Work, settled: Sequence[Settled]) -> None:
    for one in settled:
        for alarm in one.verdict.alarms:
            # A complaint stands however the turn ended; the rest belongs to a dropped answer.
            if one.standing.refusal is None or alarm.kind is AlertKind.COMPLAINT:
                chat = one.turn.conversation.id
                await raise_alert(work, conversation_id=chat, **asdict(alarm))


async def _close_colleagues(work: Work, settled: Sequence[Settled]) -> None:
    """What a colleague wrote back is read on the telephone it came to, not worked on here."""
    own = [
        one.turn.conversation.id
        for one in settled
        if one.turn.guest.colleague and one.standing.is_current
    ]
    if own:
        await repository.close_colleagues(work, own)


async def _show_moods(work: Work, settled: Sequence[Settled], *, told: set[UUID]) -> None:
    """On open screens; a neutral message looks as it did before."""
    judged = [one for one in settled if one.verdict.moods]
    marked = [
        message_id
        for one in judged
        for message_id, mood in one.verdict.moods
        if mood.level is not MoodLevel.NEUTRAL
    ]
    if marked:
        rows = await read_messages(work, marked)
        for message in await message_views(work, rows):
            work.tell(LiveKind.MESSAGE, message.as_json())
    silent = {one.turn.conversation.id for one in judged} - told
    for conversation in await views_of(work, silent):
        work.tell(LiveKind.CONVERSATION, conversation.as_json())


async def _give_up(work: Work, spent: Claim) -> None:
    """Tried too often: a person takes it from here."""
    turn = await repository.close(work, spent)
    error = await last_error(work, Source.TURN, spent.conversation_id)
    await give_up(
        work,
        Source.TURN,
        spent.conversation_id,
        reason=error or WORKER_LOST,
        attempts=MOST_ATTEMPTS,
    )
    await raise_alert(
        work,
        kind=AlertKind.AI_FAILED,
        reason="Answering failed again and again. The guest waits for a person.",
        dedupe_key=f"turn_given_up:{spent.conversation_id}:{turn}",
        conversation_id=spent.conversation_id,
    )
