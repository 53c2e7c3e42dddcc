"""Asks the golden questions of a run: claim, then a few at once without a transaction, each few
written as they come, then compared. At the limit of the hotel's AI it stops between them."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from backend.domain.golden import Seen, faults_of
from backend.domain.golden_words import Fault, Outcome, Way
from backend.domain.ids import HotelId
from backend.features.ai_calls.schemas import CallRecord
from backend.features.ai_calls.service import keep
from backend.features.golden import service
from backend.features.golden.judging import JUDGE_MEASURED, Judgement, judge
from backend.features.golden.staging import Answered, put
from backend.features.golden.views import Claimed, ToAsk
from backend.features.turns.prompts import INSTRUCTIONS
from backend.ports.ai import AiGateway
from backend.work import Actor, ActorKind, WorkFactory

AT_ONCE = 4
LEASE = timedelta(seconds=150)
"""More than four questions, asked twice and judged, may last; moved ahead with each four."""


def release_of(model: str) -> str:
    """Which instructions and which model: a change of either is another release."""
    return hashlib.sha256(f"{model}\n{INSTRUCTIONS}".encode()).hexdigest()[:16]


async def drain_golden(
    works: WorkFactory, hotel_id: HotelId, *, ai: AiGateway, release: str
) -> int:
    """The run that waits longest; how many were asked."""
    async with works.hotel(hotel_id) as work:
        claimed = await service.claim_run(work, lease=LEASE, release=release)
    if claimed is None:
        return 0
    for start in range(0, len(claimed.questions), AT_ONCE):
        few = claimed.questions[start : start + AT_ONCE]
        answers = await asyncio.gather(*(_ask(one, claimed, ai) for one in few))
        calls = [call for _, made in answers for call in made]
        claimed = replace(claimed, model=_named(claimed.model, calls))
        async with works.hotel(hotel_id) as work:
            # Whatever becomes of the run: the calls were made and cost money.
            for call in calls:
                await keep(work, call)
            rows = [row for row, _ in answers]
            if not await service.note_results(work, claimed, rows, until=work.now + LEASE):
                return 1
    actor = Actor(ActorKind.SYSTEM, name=claimed.by_name)
    async with works.hotel(hotel_id, actor=actor) as work:
        await service.finish_run(work, claimed)
    return 1


def _named(before: str, calls: Sequence[CallRecord]) -> str:
    """Every model that answered in a run."""
    models = {*filter(None, before.split(", ")), *(one.model for one in calls if one.model)}
    return ", ".join(sorted(models))


async def _ask(
    one: ToAsk, claimed: Claimed, ai: AiGateway
) -> tuple[dict[str, Any], Sequence[CallRecord]]:
    """What comes of the question, as a row. One that stood and does not stand any more is asked
    once more: a model does not say the same every time, and one slip is no change for the worse."""
    calls: list[CallRecord] = []
    row: dict[str, Any] = {}
    for _ in range(2):
        row, made = await _once(one, claimed, ai)
        calls += made
        if not (one.stood and row["stands"] is False and row["way"] is Way.LIVE):
            break
    return row, calls


async def _once(
    one: ToAsk, claimed: Claimed, ai: AiGateway
) -> tuple[dict[str, Any], list[CallRecord]]:
    now = claimed.read_at
    answered = await put(one.text, claimed.book, ai, recording=one.recording, now=now)
    calls = [answered.call] if answered.call else []
    judged = Judgement(None)
    seen = answered.seen
    if answered.way is Way.LIVE and seen is not None and seen.outcome is Outcome.ANSWERED:
        judged = await judge(
            one.text, one.expected, seen, ai, user_id=claimed.book.user_id, now=now
        )
        calls += [judged.call] if judged.call else []
    return _row(one, answered, seen, judged), calls


def _row(one: ToAsk, answered: Answered, seen: Seen | None, judged: Judgement) -> dict[str, Any]:
    faults = list(faults_of(one.expected, seen)) if seen else []
    if judged.good is False and JUDGE_MEASURED.may_decide:
        faults.append(Fault.JUDGED_BAD)
    return {
        "question_id": one.id,
        "way": answered.way,
        "stood": one.stood,
        "stands": None if seen is None else not faults,
        "outcome": seen.outcome if seen else None,
        "faults": [fault.value for fault in faults],
        "answer": seen.text if seen else "",
        "source_ids": list(seen.sources) if seen else [],
        "recording": answered.recording if answered.way is Way.LIVE else None,
        "judged_good": judged.good,
        "judged_why": judged.why,
    }
