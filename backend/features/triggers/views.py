"""Rows of triggers and of the ledger as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.domain.triggers import IN_CONVERSATION
from backend.features.triggers.schemas import (
    ActionOutcomeView,
    LedgerView,
    Rule,
    SkipView,
    TriggerDraft,
    TriggerView,
)
from backend.models import Decision, Trigger, TriggerAction, TriggerSkip


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


def trigger_view(trigger: Trigger, template_name: str | None, planned: int) -> TriggerView:
    assert trigger.updated_at is not None
    rule = Rule.model_validate(trigger.condition)
    by_itself = trigger.event not in IN_CONVERSATION
    has_draft = trigger.draft is not None
    newest = trigger.draft_version if has_draft else trigger.version
    return TriggerView(
        **rule.model_dump(),
        **trigger.model_dump(
            include={
                *("id", "name", "event", "template_id", "enabled", "priority", "version"),
                *("rehearsed_version", "enabled_at", "published_at", "updated_at"),
            }
        ),
        template_name=template_name,
        published=trigger.published_at is not None,
        draft=TriggerDraft.model_validate(trigger.draft) if has_draft else None,
        draft_version=trigger.draft_version if has_draft else None,
        needs_rehearsal=by_itself and trigger.rehearsed_version != newest,
        planned=planned,
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
        actions=[_outcome_view(one) for one in row.actions],
        decided_at=decision.decided_at,
    )


def _outcome_view(row: TriggerAction) -> ActionOutcomeView:
    return ActionOutcomeView(
        **row.model_dump(include={"place", "kind", "state", "outcome", "done_at"})
    )
