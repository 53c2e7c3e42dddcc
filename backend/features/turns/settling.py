"""From a verdict to rows: what is written for it, as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from backend.domain.speaking import Decision, Holder, Reason, TurnFacts, decide_automation
from backend.domain.triggers import Fire
from backend.domain.words import DecisionKind, DecisionOutcome, Speaker
from backend.features.turns.schemas import CallRecord, Locked, TriggerOutcome, Turn, Verdict

STALE = "stale_turn"
HUMAN_ASKED = Reason.HUMAN_ASKED.value


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the verdict may still be spoken."""

    is_current: bool
    """No message came since the facts were read."""
    refusal: str | None
    """Why nobody speaks after all; None: the verdict holds."""


def standing_of(turn: Turn, facts: TurnFacts, locked: Locked, now: datetime) -> Standing:
    """Looks again at all that could have changed while the model thought."""
    if locked.conversation.turn != turn.conversation.turn:
        return Standing(False, STALE)
    again = decide_automation(
        TurnFacts(
            hotel_status=locked.hotel_status,
            ai_mode=locked.ai_mode,
            opted_out=locked.opted_out,
            holder=Holder(locked.conversation.speaker, locked.conversation.speaker_until),
            unanswered=facts.unanswered,
            late=facts.late,
            readable=facts.readable,
        ),
        now,
    )
    changed = locked.ai_mode is not turn.book.hotel.ai_mode
    if again is not None:
        return Standing(True, again.reason.value)
    return Standing(True, Reason.AI_OFF.value if changed else None)


def scalars_of(
    turn: Turn, verdict: Verdict, standing: Standing, locked: Locked, *, now: datetime
) -> dict[str, Any]:
    """What changes on the conversation itself."""
    speaks = standing.refusal is None
    mood = verdict.moods[-1][1] if verdict.moods else None
    speaker, reason = _speaker(verdict, locked, speaks=speaks, now=now)
    return {
        "turn": turn.conversation.turn,
        "stay_id": turn.conversation.stay_id,
        "is_current": standing.is_current,
        "mood_level": mood.level.value if mood else None,
        "mood_score": mood.score if mood else None,
        "speaker": speaker,
        "speaker_reason": reason,
        "holding_sent_at": now if speaks and verdict.is_holding_text else None,
    }


def mood_rows(verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {
            "message_id": message_id,
            "score": mood.score,
            "level": mood.level.value,
            "rationale": mood.rationale,
            "language": mood.language,
            "source": mood.source,
        }
        for message_id, mood in verdict.moods
    ]


def call_rows(call: CallRecord | None) -> list[dict[str, Any]]:
    if call is None:
        return []
    return [{**asdict(call), "payload_sha256": call.payload_sha256.hex()}]


def decision_rows(turn: Turn, verdict: Verdict, standing: Standing) -> list[dict[str, Any]]:
    """The ledger: each trigger that was concerned, then the answer."""
    triggers = [_trigger_row(one, standing) for one in verdict.triggers]
    return [*triggers, _answer_row(turn, verdict, standing)]


def _speaker(
    verdict: Verdict, locked: Locked, *, speaks: bool, now: datetime
) -> tuple[str | None, str | None]:
    """The new holder, or None to leave it. A lease that ran out ends when the AI uses it."""
    if speaks and verdict.hands_to_staff:
        return Speaker.NOBODY.value, HUMAN_ASKED
    row = locked.conversation
    ended = Holder(row.speaker, row.speaker_until).at(now) is not row.speaker
    return (Speaker.AI.value, None) if speaks and ended else (None, None)


def _trigger_row(one: TriggerOutcome, standing: Standing) -> dict[str, Any]:
    rule = one.armed.rule
    row: dict[str, Any] = {
        "kind": DecisionKind.TRIGGER.value,
        "trigger_id": rule.id,
        "trigger_version": rule.version,
        "occurrence": None,
        "facts": {"event": rule.event.value},
    }
    if not isinstance(one.outcome, Fire):
        return row | {"outcome": DecisionOutcome.SKIPPED.value, "reason": one.outcome.reason.value}
    if standing.refusal is not None:
        return row | {"outcome": DecisionOutcome.SUPPRESSED.value, "reason": standing.refusal}
    return row | {
        "occurrence": one.outcome.occurrence,
        "outcome": DecisionOutcome.FIRED.value,
        "reason": rule.event.value,
    }


def _answer_row(turn: Turn, verdict: Verdict, standing: Standing) -> dict[str, Any]:
    outcome, reason = _answer_outcome(verdict, standing)
    facts: dict[str, Any] = {"step": verdict.decision.step.value, **verdict.notes}
    if verdict.speech is not None:
        facts["rung"] = verdict.speech.rung.value
    facts["messages"] = len(turn.unanswered)
    return {
        "kind": DecisionKind.ANSWER.value,
        "trigger_id": None,
        "trigger_version": None,
        "occurrence": None,
        "outcome": outcome.value,
        "reason": reason,
        "facts": facts,
    }


def _answer_outcome(verdict: Verdict, standing: Standing) -> tuple[DecisionOutcome, str]:
    reason = _reason(verdict.decision)
    if verdict.speech is not None:
        if standing.refusal is not None:
            return DecisionOutcome.SUPPRESSED, standing.refusal
        return DecisionOutcome.FIRED, reason
    failed: Mapping[str, str] = verdict.notes
    if "failure" in failed or "refusal" in failed:
        return DecisionOutcome.FAILED, reason
    return DecisionOutcome.SKIPPED, reason


def _reason(decision: Decision) -> str:
    return decision.reason.value
