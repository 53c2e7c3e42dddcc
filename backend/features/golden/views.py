"""Golden questions and their runs as they are shown, and as a worker takes them. No query here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.agreement import Agreement
from backend.domain.calibration import rate
from backend.domain.golden import Expected
from backend.domain.golden_words import Fault, QuestionState
from backend.features.golden.judging import JUDGE_MEASURED, RULES_MEASURED
from backend.features.golden.schemas import (
    AgreementView,
    GateView,
    HeldChangeView,
    QuestionDraft,
    QuestionView,
    RateView,
    ReportView,
    ResultView,
    RunView,
)
from backend.features.knowledge_changes.schemas import ChangeView
from backend.features.turns.schemas import HotelBook
from backend.kit.text import storable
from backend.models import GoldenQuestion, GoldenResult, GoldenRun

Answers = Sequence[tuple[GoldenResult, GoldenQuestion]]


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A golden question, apart from its row."""

    id: UUID
    text: str
    expected: Expected
    stood: bool | None
    recording: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A run that is ours until the lease ends."""

    run_id: UUID
    epoch: int
    by_name: str
    """Whoever changed the entry, or asked."""
    release: str
    book: HotelBook
    questions: tuple[ToAsk, ...]
    """Those that are still to be asked."""
    read_at: datetime
    model: str = ""
    """As the provider named it, up to now."""


def to_ask(row: GoldenQuestion) -> ToAsk:
    expected = Expected(row.expects, row.language, tuple(row.facts), frozenset(row.source_ids))
    return ToAsk(row.id, row.text, expected, row.stood, row.recording)


def question(row: GoldenQuestion) -> QuestionView:
    own = row.model_dump(include=set(QuestionView.model_fields))
    return QuestionView(**own, has_recording=row.recording is not None)


def columns_of(draft: QuestionDraft) -> dict[str, Any]:
    return {
        "text": storable(draft.text),
        "language": draft.language,
        "expects": draft.expects,
        "facts": [storable(one) for one in draft.facts],
        "source_ids": [str(one) for one in draft.source_ids],
    }


def run(row: GoldenRun) -> RunView:
    return RunView.model_validate(row.model_dump(include=set(RunView.model_fields)))


def gate(
    counts: Mapping[QuestionState, int],
    last: Sequence[GoldenRun],
    accepted: GoldenRun | None,
    *,
    open_changes: int,
    release: str,
) -> GateView:
    return GateView(
        approved=counts.get(QuestionState.APPROVED, 0),
        proposed=counts.get(QuestionState.PROPOSED, 0),
        last_run=run(last[0]) if last else None,
        accepted_run=run(accepted) if accepted else None,
        open_changes=open_changes,
        is_other_release=accepted is not None and accepted.release != release,
    )


def report(row: GoldenRun, answers: Answers) -> ReportView:
    return ReportView(
        run=run(row),
        rates=rates_of(answers),
        results=[result(*one) for one in answers],
        rules=_agreement(RULES_MEASURED),
        judge=_agreement(JUDGE_MEASURED),
    )


def rates_of(answers: Answers) -> list[RateView]:
    """By language, and all of them last; what nobody answered is no case."""
    asked = [(row.language[:2], bool(one.stands)) for one, row in answers if one.stands is not None]
    languages = sorted({language for language, _ in asked})
    named = [(one, [good for language, good in asked if language == one]) for one in languages]
    return [_rate(*one) for one in (*named, ("", [good for _, good in asked]))]


def _rate(language: str, good: list[bool]) -> RateView:
    found = rate(sum(good), len(good))
    return RateView(
        language=language,
        hits=found.hits,
        n=found.n,
        share=found.share,
        low=found.low,
        high=found.high,
    )


def result(one: GoldenResult, row: GoldenQuestion) -> ResultView:
    own = one.model_dump(include=set(ResultView.model_fields) - {"faults"})
    return ResultView(
        **own,
        text=row.text,
        language=row.language,
        expects=row.expects,
        faults=[Fault(fault) for fault in one.faults],
        is_worse=bool(one.stood) and one.stands is False,
    )


def held_change(change: ChangeView, row: GoldenRun | None, answers: Answers) -> HeldChangeView:
    own = [result(*one) for one in answers if row is not None and one[0].run_id == row.id]
    return HeldChangeView(
        **change.model_dump(),
        run=run(row) if row else None,
        worse=[one for one in own if one.is_worse],
    )


def _agreement(found: Agreement) -> AgreementView:
    return AgreementView(
        n=found.n,
        kappa=found.kappa,
        low=found.low,
        high=found.high,
        may_decide=found.may_decide,
    )
