"""From texts to translations by one call. No transaction is open here; a failure is data."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from backend.domain.language import base_language
from backend.domain.pseudonyms import Pseudonyms
from backend.domain.translating import (
    Judged,
    NotTranslated,
    TranslationState,
    judge_translation,
)
from backend.features.ai_calls.asking import OK, UNREADABLE, ask
from backend.features.ai_calls.schemas import CallRecord
from backend.features.translations.prompts import INSTRUCTIONS, translation_request
from backend.features.translations.schemas import Made, Task, Translated, Wanted
from backend.observability.metrics import TRANSLATIONS
from backend.ports.ai import AiGateway

TASK = "translate"
GUEST = "<GUEST>"
LONGEST_CODE = 3

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Hidden:
    text: str
    names: tuple[str, ...]
    """The guest's names as this text writes them, in its order."""

    def restore(self, translated: str, pseudonyms: Pseudonyms) -> str:
        said = self.names
        if said and translated.count(GUEST) != len(said):
            said = (said[0],) * translated.count(GUEST)
        pieces = translated.split(GUEST)
        named = "".join(piece + name for piece, name in zip(pieces, (*said, ""), strict=True))
        return pseudonyms.restore(named)


async def translate(
    ai: AiGateway, task: Task, wanted: Sequence[Wanted], *, deadline_s: float
) -> tuple[list[Made], CallRecord]:
    """Each text is judged by itself: one that cannot be shown does not take the others along."""
    hidden = [_hide(one.text, task.pseudonyms) for one in wanted]
    request = translation_request(
        [one.text for one in hidden],
        language=task.language,
        user_id=task.user_id,
        deadline_s=deadline_s,
    )
    asked = await ask(ai, request, task=TASK, now=task.read_at)
    answers = _answers(asked.data)
    if answers is None:
        outcome = UNREADABLE if asked.record.outcome == OK else asked.record.outcome
        record = replace(asked.record, outcome=outcome)
        return without_answer(wanted, task, outcome), record
    # A text of nothing but numbers takes a while to compare: beside the loop.
    return await asyncio.to_thread(_all_made, wanted, hidden, answers, task), asked.record


def _all_made(
    wanted: Sequence[Wanted],
    hidden: Sequence[_Hidden],
    answers: dict[int, tuple[str | None, str]],
    task: Task,
) -> list[Made]:
    return [
        _made(one, hidden[number], answers.get(number + 1), task)
        for number, one in enumerate(wanted)
    ]


def without_answer(wanted: Sequence[Wanted], task: Task, reason: str) -> list[Made]:
    return [_failed(one, task, reason) for one in wanted]


def _hide(text: str, pseudonyms: Pseudonyms) -> _Hidden:
    return _Hidden(pseudonyms.hide(text), tuple(pseudonyms.names_in(text)))


def _answers(data: Any) -> dict[int, tuple[str | None, str]] | None:
    """{number: (language, text)}; None: it has another shape than was asked for."""
    listed = data.get("translations") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        return None
    found: dict[int, tuple[str | None, str]] = {}
    for one in listed:
        number, text = (one.get("n"), one.get("text")) if isinstance(one, dict) else (None, None)
        if isinstance(number, int) and isinstance(text, str):
            found.setdefault(number, (_language(one.get("language")), text.strip()))
    return found


def _language(value: object) -> str | None:
    code = base_language(value) if isinstance(value, str) else ""
    return code if code.isascii() and code.isalpha() and len(code) <= LONGEST_CODE else None


def _made(
    wanted: Wanted, hidden: _Hidden, answer: tuple[str | None, str] | None, task: Task
) -> Made:
    if answer is None:
        return _failed(wanted, task, NotTranslated.LEFT_OUT)
    spoken, text = answer
    judged = judge_translation(
        hidden.text, text, language=task.language, spoken=spoken, instructions=INSTRUCTIONS
    )
    if judged.refusal is not None:
        return _refused(wanted, task, judged, spoken)
    if text == hidden.text.strip():
        said = _said(task, TranslationState.SAME_LANGUAGE, spoken=spoken)
        return _counted(Made(wanted, said, is_kept=True))
    said = _said(
        task,
        TranslationState.TRANSLATED,
        spoken=spoken,
        text=hidden.restore(text, task.pseudonyms),
        doubtful=[task.pseudonyms.restore(one) for one in judged.doubtful],
    )
    return _counted(Made(wanted, said, is_kept=True))


def _refused(wanted: Wanted, task: Task, judged: Judged, spoken: str | None) -> Made:
    log.warning("translation.refused", reason=judged.refusal, message_id=wanted.message_id)
    said = _said(
        task,
        TranslationState.NOT_TRANSLATED,
        spoken=spoken,
        reason=judged.refusal,
        fact=task.pseudonyms.restore(judged.fact),
    )
    return _counted(Made(wanted, said, is_kept=True))


def _failed(wanted: Wanted, task: Task, reason: str) -> Made:
    said = _said(task, TranslationState.NOT_TRANSLATED, spoken=task.spoken, reason=reason)
    return _counted(Made(wanted, said, is_kept=False))


def _counted(made: Made) -> Made:
    TRANSLATIONS.labels(made.said.reason or made.said.state).inc()
    return made


def _said(
    task: Task,
    state: TranslationState,
    *,
    spoken: str | None,
    text: str = "",
    reason: str | None = None,
    fact: str = "",
    doubtful: Sequence[str] = (),
) -> Translated:
    return Translated(
        state=state,
        language=task.language,
        spoken=spoken,
        text=text,
        reason=reason,
        fact=fact,
        doubtful=list(doubtful),
    )
