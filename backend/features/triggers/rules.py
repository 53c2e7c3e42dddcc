"""From a stored trigger to the rule that is decided, and back; what is wrong with a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.domain.conditions import (
    DEEPEST,
    FIELDS,
    MOST_CONDITIONS,
    OPERATORS,
    Kind,
    Problems,
    read_conditions,
)
from backend.domain.number_health import CLASS_OF
from backend.domain.templates import SentText
from backend.domain.trigger_facts import Group, Quiet, Silence, Timing, TriggerRule
from backend.domain.triggers import IN_CONVERSATION
from backend.domain.words import Author, MessageClass, OffsetUnit, StayMoment, TriggerEvent
from backend.features.triggers.actions import (
    MOST_ACTIONS,
    Actions,
    offered,
    problems_of_actions,
)
from backend.features.triggers.schemas import FieldView, Rule, TriggerDraft, VocabularyView
from backend.kit.text import storable
from backend.models import Trigger

_OF_RULE = set(Rule.model_fields)


@dataclass(frozen=True, slots=True)
class ArmedTrigger:
    """A trigger with the words it would send."""

    name: str
    rule: TriggerRule
    texts: Mapping[str, SentText]
    """By language, those that were reviewed."""
    message_class: MessageClass
    """How much its messages matter when the number has to be spared."""
    actions: Actions = ()
    """What else is done, in this order."""

    @property
    def is_planned(self) -> bool:
        """Writes by itself, not only as an answer."""
        return self.rule.event not in IN_CONVERSATION


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger that stands in the ledger as fired, and what it was about."""

    armed: ArmedTrigger
    decision_id: int
    conversation_id: UUID | None
    guest_id: UUID
    stay_id: UUID | None


def armed(
    row: Trigger, texts: Mapping[str, SentText], message_class: MessageClass | None = None
) -> ArmedTrigger:
    rule = Rule.model_validate(row.condition)
    wanted = message_class or CLASS_OF[Author.TRIGGER]
    bare = _rule(row, rule, has_text=bool(texts))
    return ArmedTrigger(row.name, bare, texts, wanted, rule.actions)


def armed_draft(row: Trigger, draft: TriggerDraft, texts: Mapping[str, SentText]) -> ArmedTrigger:
    """As if the draft were published and on."""
    wanted = Trigger(
        hotel_id=row.hotel_id,
        id=row.id,
        version=row.draft_version or row.version,
        **{**columns(draft), "enabled": True},
    )
    return armed(wanted, texts)


def armed_unsaved(
    hotel_id: UUID, draft: TriggerDraft, texts: Mapping[str, SentText], *, trigger_id: UUID | None
) -> ArmedTrigger:
    """A draft that is not kept anywhere; `trigger_id` is what it is to replace."""
    row = Trigger(hotel_id=hotel_id, **{**columns(draft), "enabled": True})
    if trigger_id is not None:
        row.id = trigger_id
    return armed(row, texts)


def columns(draft: TriggerDraft) -> dict[str, Any]:
    return {
        "name": storable(draft.name),
        "event": draft.event,
        "condition": draft.model_dump(mode="json", include=_OF_RULE),
        "template_id": draft.template_id,
        "enabled": draft.enabled,
        "priority": draft.priority,
    }


def problems_of(draft: TriggerDraft) -> Problems:
    """What cannot be decided later: (path, words)."""
    problems = Problems()
    read_conditions(draft.conditions, draft.event, problems)
    if not draft.is_planned and (draft.quiet or draft.weekdays):
        path = "quiet" if draft.quiet else "weekdays"
        problems.append((path, "does not go with an answer to what a guest has just written"))
    problems_of_actions(draft.actions, problems)
    return problems


def vocabulary() -> VocabularyView:
    return VocabularyView(
        fields=[
            FieldView(
                name=name,
                label=one.label,
                kind=one.kind,
                operators=list(OPERATORS[one.kind]),
                choices=list(one.choices),
                events="conversation" if one.kind is Kind.WORDS else "all",
            )
            for name, one in FIELDS.items()
        ],
        events=list(TriggerEvent),
        planned_events=[event for event in TriggerEvent if event not in IN_CONVERSATION],
        moments=list(StayMoment),
        units=list(OffsetUnit),
        actions=offered(),
        most_actions=MOST_ACTIONS,
        most_conditions=MOST_CONDITIONS,
        deepest=DEEPEST,
    )


def _rule(row: Trigger, rule: Rule, *, has_text: bool) -> TriggerRule:
    timing, silence, quiet = rule.timing, rule.silence, rule.quiet
    return TriggerRule(
        id=row.id,
        version=row.version,
        event=row.event,
        enabled=row.enabled,
        priority=row.priority,
        has_text=has_text,
        speaks=row.template_id is not None,
        keywords=tuple(rule.keywords),
        template_id=row.template_id,
        timing=Timing(**timing.model_dump()) if timing else None,
        silence=Silence(**silence.model_dump()) if silence else None,
        conditions=_conditions(row, rule),
        quiet=Quiet(**quiet.model_dump()) if quiet else None,
        weekdays=frozenset(rule.weekdays),
        late=rule.late,
        scope=rule.scope,
        daily_cap=rule.daily_cap,
        asks_review=rule.asks_review,
        stale_after=timedelta(minutes=rule.stale_after_minutes),
        enabled_at=row.enabled_at,
    )


def _conditions(row: Trigger, rule: Rule) -> Group:
    return read_conditions(rule.conditions, row.event, Problems())
