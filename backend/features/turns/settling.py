"""From a verdict to rows: what is written for it, as plain values."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.identity import Verified
from backend.domain.mood import Mood
from backend.domain.speaking import HELD, Decision, Holder, Reason, TurnFacts, decide_automation
from backend.domain.trigger_facts import why_skipped
from backend.domain.triggers import Fire
from backend.domain.words import AiMode, DecisionKind, DecisionOutcome, Speaker
from backend.features.ai_calls.schemas import CallRecord
from backend.features.turns.schemas import (
    Locked,
    Settled,
    Standing,
    TriggerOutcome,
    Turn,
    Verdict,
)
from backend.features.turns.triggering import fired
from backend.kit.text import storable

STALE = "stale_turn"
KNOWN_OTHERWISE = Standing(False, "identity_changed")
"""Not current: the turn is decided again, with what is known now."""
_HELD = frozenset(reason.value for reason in HELD.values())
HUMAN_ASKED = Reason.HUMAN_ASKED.value


def standing_of(turn: Turn, facts: TurnFacts, locked: Locked, now: datetime) -> Standing:
    """Looks again at all that could have changed while the model thought."""
    if locked.conversation.turn != turn.conversation.turn:
        return Standing(False, STALE)
    again = decide_automation(
        TurnFacts(
            hotel_status=locked.hotel_status,
            ai_mode=turn.mode_under(locked.ai_mode),
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


def may_draft(one: Settled) -> bool:
    """A draft is for staff, so that it is welcome also while one of them speaks."""
    standing = one.standing
    held = standing.refusal is None or standing.refusal in _HELD
    return standing.is_current and held and one.turn.mode_under(one.locked.ai_mode) is AiMode.DRAFT


def tells_guarded(turn: Turn, verdict: Verdict) -> bool:
    """Whether what is to be said was made with something that only a verified guest may know."""
    if fired(verdict.triggers) is not None and isinstance(turn.identity, Verified):
        return True
    said = verdict.speech or verdict.draft
    return said is not None and (turn.door_code is not None or bool(turn.told))


def tellable(turn: Turn) -> tuple[UUID | None, bool, str | None]:
    """(the one stay, whether its guest is in the house, its door code)"""
    match turn.identity:
        case Verified(stay=stay, in_house=in_house):
            return stay.id, in_house, turn.door_code
    return None, False, None


def verdict_row(one: Settled, *, now: datetime) -> dict[str, Any]:
    """All that is written for one turn: on the conversation, and beside it."""
    turn, verdict = one.turn, one.verdict
    speaks = one.standing.refusal is None
    mood = verdict.moods[-1][1] if verdict.moods else None
    speaker, reason = _speaker(verdict, one.locked, speaks=speaks, now=now)
    return {
        "conversation_id": turn.conversation.id,
        "turn": turn.conversation.turn,
        "guest_id": turn.guest.id,
        "stay_id": turn.conversation.stay_id,
        "language": mood.language if mood and turn.guest.language is None else None,
        "is_current": one.standing.is_current,
        "again_at": _again_at(one),
        "mood_level": mood.level if mood else None,
        "mood_score": mood.score if mood else None,
        "speaker": speaker,
        "speaker_reason": reason,
        "holding_sent_at": now if speaks and verdict.is_holding_text else None,
        "moods": [_mood_row(message_id, judged) for message_id, judged in verdict.moods],
        "calls": _call_rows(verdict.call),
        "decisions": [
            *(_trigger_row(trigger, one.standing) for trigger in verdict.triggers),
            _answer_row(turn, verdict, one.standing),
        ],
    }


def _again_at(one: Settled) -> datetime | None:
    """When the turn is decided anew, because the hotel leaves its people some time first."""
    later = one.verdict.decision.reason is Reason.ANSWERS_LATER and one.standing.refusal is None
    return one.turn.answer_at if later else None


def _mood_row(message_id: int, mood: Mood) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "score": mood.score,
        "level": mood.level,
        "rationale": storable(mood.rationale),
        "language": mood.language,
        "source": mood.source,
    }


def _call_rows(call: CallRecord | None) -> list[dict[str, Any]]:
    if call is None:
        return []
    hashes = {name: getattr(call, name).hex() for name in ("stable_sha256", "payload_sha256")}
    return [asdict(call) | hashes]


def _speaker(
    verdict: Verdict, locked: Locked, *, speaks: bool, now: datetime
) -> tuple[str | None, str | None]:
    """The new holder, or None to leave it. A lease that ran out ends when the AI uses it."""
    if speaks and verdict.hands_to_staff:
        return Speaker.NOBODY.value, HUMAN_ASKED
    row = locked.conversation
    ended = Holder(row.speaker, row.speaker_until).at(now) is not row.speaker
    return (Speaker.AI.value, None) if speaks and ended else (None, None)


def still_fires(one: TriggerOutcome, standing: Standing) -> bool:
    """Whoever speaks by now: one that only acts takes no word from them."""
    if not isinstance(one.outcome, Fire):
        return False
    return standing.refusal is None or (standing.is_current and not one.armed.rule.speaks)


def _trigger_row(one: TriggerOutcome, standing: Standing) -> dict[str, Any]:
    rule = one.armed.rule
    row: dict[str, Any] = {
        "kind": DecisionKind.TRIGGER.value,
        "trigger_id": rule.id,
        "trigger_version": rule.version,
        "occurrence": None,
        "facts": {
            "event": rule.event.value,
            "template_id": str(rule.template_id) if rule.template_id else None,
        },
    }
    if not isinstance(one.outcome, Fire):
        row["facts"] |= why_skipped(one.outcome)
        return row | {"outcome": DecisionOutcome.SKIPPED.value, "reason": one.outcome.reason.value}
    if not still_fires(one, standing):
        return row | {"outcome": DecisionOutcome.SUPPRESSED.value, "reason": standing.refusal}
    row["facts"] |= {"language": one.language, "template_version": one.template_version}
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
    if verdict.draft is not None:
        facts["draft"] = verdict.draft.rung.value
    if verdict.evidence is not None:
        facts["evidence"] = verdict.evidence
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
    if verdict.draft is not None:
        return DecisionOutcome.SKIPPED, reason
    failed: Mapping[str, str] = verdict.notes
    if "failure" in failed or "refusal" in failed:
        return DecisionOutcome.FAILED, reason
    return DecisionOutcome.SKIPPED, reason


def _reason(decision: Decision) -> str:
    return decision.reason.value
