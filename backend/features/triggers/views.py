"""Rows of triggers and of the ledger as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.journey_parts import next_step, part_of
from backend.domain.rule_sentences import condition_in_words, sentence_of
from backend.domain.trigger_facts import Silence, Timing
from backend.domain.triggers import IN_CONVERSATION
from backend.errors import Invalid
from backend.features.triggers.actions import OFFERS
from backend.features.triggers.schemas import (
    ActionOutcomeView,
    LedgerView,
    Rule,
    SkipView,
    TriggerDraft,
    TriggerView,
)
from backend.kit.pagination import BadCursor, decode_cursor, number_in
from backend.models import Decision, Trigger, TriggerAction, TriggerSkip


@dataclass(frozen=True, slots=True)
class Doings:
    """What a trigger has before it and behind it."""

    planned: int = 0
    next_at: datetime | None = None
    sent_week: int = 0
    not_sent_week: int = 0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    decision: Decision
    guest_id: UUID | None
    guest_name: str | None
    trigger_name: str | None
    external_id: str | None
    room: str | None
    actions: Sequence[TriggerAction] = ()


def draft_of(trigger: Trigger) -> TriggerDraft:
    """The stored rule as it was given."""
    return TriggerDraft.model_validate(
        {
            **Rule.model_validate(trigger.condition).model_dump(),
            **trigger.model_dump(include={"name", "event", "template_id", "enabled", "priority"}),
        }
    )


def trigger_view(trigger: Trigger, doings: Doings, *, names: Mapping[str, str]) -> TriggerView:
    """`names`: of templates and triggers by their ids."""
    assert trigger.updated_at is not None
    rule = Rule.model_validate(trigger.condition)
    by_itself = trigger.event not in IN_CONVERSATION
    has_draft = trigger.draft is not None
    newest = trigger.draft_version if has_draft else trigger.version
    draft = TriggerDraft.model_validate(trigger.draft) if has_draft else None
    latest = draft or draft_of(trigger)
    timing = Timing(**latest.timing.model_dump()) if latest.timing else None
    needs_rehearsal = (by_itself or latest.is_planned) and trigger.rehearsed_version != newest
    return TriggerView(
        **rule.model_dump(),
        **trigger.model_dump(
            include={
                *("id", "name", "event", "template_id", "enabled", "priority", "version"),
                *("rehearsed_version", "enabled_at", "published_at", "updated_at"),
            }
        ),
        template_name=names.get(str(trigger.template_id)),
        published=trigger.published_at is not None,
        draft=draft,
        draft_version=trigger.draft_version if has_draft else None,
        needs_rehearsal=needs_rehearsal,
        sentence=sentence_of(
            latest.event,
            timing=timing,
            silence=Silence(**latest.silence.model_dump()) if latest.silence else None,
            keywords=latest.keywords,
            conditions=latest.conditions,
            template=names.get(str(latest.template_id)),
            actions=[OFFERS[one.kind].label for one in latest.actions if one.kind in OFFERS],
            names=names,
        ),
        part=part_of(latest.event, timing),
        next_step=next_step(
            latest.event,
            enabled=trigger.enabled,
            published=trigger.published_at is not None,
            has_draft=has_draft,
            needs_rehearsal=needs_rehearsal,
        ),
        **asdict(doings),
    )


def skip_view(
    row: TriggerSkip, guest: str | None, guest_of_stay: str | None, external_id: str | None
) -> SkipView:
    assert row.created_at is not None
    is_guest = row.kind == "guest"
    return SkipView(
        subject_id=row.subject_id,
        kind="guest" if is_guest else "stay",
        name=(guest or "") if is_guest else f"{guest_of_stay or ''} ({external_id})".strip(),
        created_at=row.created_at,
    )


def unmet_in_words(unmet: Mapping[str, Any] | None) -> str | None:
    if not unmet:
        return None
    return condition_in_words(unmet["field"], unmet["operator"], unmet["value"])


def ledger_view(row: LedgerRow) -> LedgerView:
    decision = row.decision
    assert decision.decided_at is not None
    return LedgerView(
        id=str(decision.id),
        kind=decision.kind,
        conversation_id=decision.conversation_id,
        guest_id=row.guest_id,
        guest_name=row.guest_name or "",
        stay_id=decision.stay_id,
        external_id=row.external_id,
        room=row.room,
        trigger_id=decision.trigger_id,
        trigger_name=row.trigger_name,
        trigger_version=decision.trigger_version,
        outcome=decision.outcome,
        reason=decision.reason,
        facts=decision.facts,
        unmet_words=unmet_in_words(decision.facts.get("unmet")),
        actions=[_outcome_view(one) for one in row.actions],
        decided_at=decision.decided_at,
    )


def _outcome_view(row: TriggerAction) -> ActionOutcomeView:
    return ActionOutcomeView(
        **row.model_dump(include={"place", "kind", "state", "outcome", "done_at"})
    )


def before_line(cursor: str | None) -> int | None:
    """The line of the ledger that a page ends before; None: the newest come first.

    Raises Invalid for the cursor of another list.
    """
    if cursor is None:
        return None
    try:
        return number_in(decode_cursor(cursor, 1)[0])
    except (BadCursor, ValueError):
        raise Invalid("The cursor does not belong to this list.") from None
