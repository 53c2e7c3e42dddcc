"""From a colleague's wish to a text, through the model. No transaction is open here."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from backend.domain.answers import Action, Unreadable, judge_answer, read_answer
from backend.domain.inbox_words import HelpTask
from backend.domain.pseudonyms import Pseudonyms
from backend.domain.rewriting import judge_rewriting, judge_summary
from backend.domain.words import Direction
from backend.features.ai_calls.asking import OK, UNREADABLE, Asked, ask
from backend.features.ai_calls.schemas import CallRecord
from backend.features.helping import prompts
from backend.features.helps.schemas import Ended
from backend.features.turns.prompts import INSTRUCTIONS, answer_request, evidence_of
from backend.features.turns.schemas import Turn
from backend.features.turns.thinking import known_of
from backend.kit.text import visible
from backend.observability.metrics import SENTENCES_DROPPED
from backend.ports.ai import AiGateway

NOTHING_TO_ANSWER, NOTHING_SAID = "nothing_to_answer", "nothing_said"
DEADLINE_S = 15.0
"""A person waits and can write it meanwhile."""


@dataclass(frozen=True, slots=True)
class Wish:
    task: HelpTask
    turn: Turn
    text: str
    """What the colleague has written; for a rewriting."""
    said: tuple[tuple[Direction, str], ...]
    """The conversation, oldest first; for a summary."""
    language: str
    """Of a summary."""


@dataclass(frozen=True, slots=True)
class Helped:
    ended: Ended
    call: CallRecord | None = None
    """None: the model was not asked."""


async def think(wish: Wish, ai: AiGateway, *, now: datetime) -> Helped:
    if wish.task is HelpTask.SUGGEST:
        return await _suggest(wish, ai, now=now)
    if wish.task is HelpTask.SUMMARY:
        return await _summarise(wish, ai, now=now)
    return await _rewrite(wish, ai, now=now)


async def _suggest(wish: Wish, ai: AiGateway, *, now: datetime) -> Helped:
    """An answer as the AI would give it by itself, through the same checks."""
    turn = _as_asked(wish.turn)
    if not turn.burst_text:
        return Helped(Ended(NOTHING_TO_ANSWER))
    pseudonyms = Pseudonyms(known_of(turn), turn.book.public)
    request = answer_request(turn, pseudonyms, now=now, deadline_s=DEADLINE_S)
    asked = await ask(ai, request, task="suggest", now=now)
    if asked.record.outcome != OK:
        return Helped(Ended(asked.record.outcome), asked.record)
    try:
        answer = read_answer(asked.data, source=asked.record.model)
    except Unreadable:
        return _unreadable(asked)
    if answer.action is Action.HAND_OVER and answer.hand_over is not None:
        return Helped(Ended(answer.hand_over.value), asked.record)
    evidence = evidence_of(turn, now, burst=request.messages[-1].content)
    judged = judge_answer(answer, evidence, pseudonyms, instructions=INSTRUCTIONS)
    checked = judged.checked
    for fault in checked.dropped:
        SENTENCES_DROPPED.labels(fault.why).inc()
    if judged.refusal is not None:
        return Helped(Ended(judged.refusal.value, left_out=len(checked.dropped)), asked.record)
    entries = [turn.entry_of(key) for key in checked.sources]
    ended = Ended(
        OK,
        pseudonyms.restore(checked.text),
        [{"id": one.id, "title": one.title} for one in entries],
        left_out=len(checked.dropped),
    )
    return Helped(ended, asked.record)


def _as_asked(turn: Turn) -> Turn:
    """As it stood when the guest wrote last: a colleague who said "one moment" wants the answer."""
    spoken = [at for at, one in enumerate(turn.messages) if one.direction is Direction.IN]
    return replace(turn, messages=turn.messages[: spoken[-1] + 1] if spoken else ())


async def _rewrite(wish: Wish, ai: AiGateway, *, now: datetime) -> Helped:
    pseudonyms = _as_written(wish)
    hidden = pseudonyms.hide(wish.text)
    request = prompts.rewrite_request(
        wish.task, hidden, user_id=wish.turn.book.user_id, deadline_s=DEADLINE_S
    )
    asked = await ask(ai, request, task="rewrite", now=now)
    if asked.record.outcome != OK:
        return Helped(Ended(asked.record.outcome), asked.record)
    text = _text_of(asked.data)
    if text is None:
        return _unreadable(asked)
    instructions = prompts.rewrite_instructions(wish.task)
    judged = judge_rewriting(hidden, text, pseudonyms, instructions=instructions)
    outcome = judged.fault.value if judged.fault else OK
    return Helped(Ended(outcome, judged.text, detail=judged.claim), asked.record)


def _as_written(wish: Wish) -> Pseudonyms:
    """What the colleague wrote comes back as it was: the guest's name, and a code that the guest
    is told by the colleague."""
    known, public = known_of(wish.turn), wish.turn.book.public
    known = replace(known, tellable=frozenset(known.codes))
    named = Pseudonyms(known, public).named_in(wish.text)
    if len(named) == 1:
        known = replace(known, names=(named[0], *known.names))
    return Pseudonyms(known, public)


async def _summarise(wish: Wish, ai: AiGateway, *, now: datetime) -> Helped:
    known = known_of(wish.turn)
    pseudonyms = Pseudonyms(known, wish.turn.book.public)
    said = prompts.said_in(wish.said, pseudonyms)
    if not said:
        return Helped(Ended(NOTHING_SAID))
    request = prompts.summary_request(
        said,
        language=wish.language,
        user_id=wish.turn.book.user_id,
        deadline_s=DEADLINE_S,
    )
    asked = await ask(ai, request, task="summary", now=now)
    if asked.record.outcome != OK:
        return Helped(Ended(asked.record.outcome), asked.record)
    points = _points_of(asked.data)
    if points is None:
        return _unreadable(asked)
    judged = judge_summary(
        points,
        said,
        pseudonyms,
        language=wish.language,
        instructions=prompts.SUMMARY_INSTRUCTIONS,
    )
    outcome = judged.fault.value if judged.fault else OK
    return Helped(Ended(outcome, judged.text, left_out=judged.left_out), asked.record)


def _unreadable(asked: Asked) -> Helped:
    return Helped(Ended(UNREADABLE), replace(asked.record, outcome=UNREADABLE))


def _text_of(data: Any) -> str | None:
    text = data.get("text") if isinstance(data, dict) else None
    return visible(text).strip() if isinstance(text, str) else None


def _points_of(data: Any) -> list[str] | None:
    points = data.get("points") if isinstance(data, dict) else None
    if not isinstance(points, list) or not all(isinstance(one, str) for one in points):
        return None
    return [one for one in (" ".join(visible(each).split()) for each in points) if one]
