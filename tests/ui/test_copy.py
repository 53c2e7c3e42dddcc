"""Every state that the product knows has words on the screens."""

from collections.abc import Collection
from enum import StrEnum

import pytest

from backend.domain.action_words import ActionState
from backend.domain.answers import HandOver, Refusal
from backend.domain.channel_state import pause_reason_of
from backend.domain.connections import Condition
from backend.domain.evidence import Drop
from backend.domain.inbox_words import ActivityKind, LabelColour, Priority, SnoozeChoice
from backend.domain.journey_parts import JourneyPart, NextStep
from backend.domain.media_fetching import MediaTrouble
from backend.domain.promises import PromiseState
from backend.domain.speaking import Reason
from backend.domain.template_links import LinkOutcome
from backend.domain.template_review import ReviewState
from backend.domain.triggers import SkipReason
from backend.domain.words import (
    AlertKind,
    Author,
    DecisionOutcome,
    HoldReason,
    InstanceState,
    LateRule,
    Look,
    MessageClass,
    MessageStatus,
    NumberEventKind,
    OffsetUnit,
    QuietRule,
    SendOutcome,
    Side,
    StayStatus,
    TriggerEvent,
    TriggerScope,
    WaitingFor,
)
from backend.features.failures.service import Source
from backend.features.triggers.actions import offered
from hotelbot_ui.design import (
    alert_copy,
    copy,
    delivery_copy,
    inbox_copy,
    template_copy,
    trigger_copy,
)

PROMISING = {Author.AI, Author.STAFF, Author.PHONE}
WORDLESS = {MessageStatus.RECEIVED, SkipReason.NOT_THIS_EVENT, HoldReason.TO_WEIGH}
"""Never shown: the guest's own message has no tick, what did not happen no ledger line, and a
message is weighed before anybody could look."""


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [
        (copy.AUTHORS, Author),
        (copy.TICKS, MessageStatus),
        (copy.STAYS, StayStatus),
        (copy.ALERTS, AlertKind),
        (copy.CHANNELS, InstanceState),
        (copy.OUTCOMES, DecisionOutcome),
        ([code.removeprefix("held_") for code in copy.SENDS], HoldReason),
        (copy.FILES, MediaTrouble),
        (copy.DECISIONS, Reason),
        (inbox_copy.WHY_NOT, Reason),
        (alert_copy.PROMISED_BY, PROMISING),
        (alert_copy.PROMISES, set(PromiseState) - {PromiseState.OPEN, PromiseState.UNSAID}),
        (
            [one.removeprefix("hand_over_") for one in inbox_copy.WHY_NOT if "hand_over" in one],
            HandOver,
        ),
        (copy.DECISIONS, SkipReason),
        (copy.DECISIONS, TriggerEvent),
        (inbox_copy.ACTIVITIES, ActivityKind),
        (inbox_copy.PRIORITIES, Priority),
        (inbox_copy.SNOOZES, SnoozeChoice),
        (inbox_copy.COLOURS, LabelColour),
        (copy.DROPPED, Drop),
        (copy.HANDED_OVER, HandOver),
        (copy.HANDED_OVER, Refusal),
        (delivery_copy.LOOKS, Look),
        (delivery_copy.TRIES, SendOutcome),
        (delivery_copy.CLASSES, MessageClass),
        (delivery_copy.HOLDS, HoldReason),
        (delivery_copy.EVENTS, NumberEventKind),
        (delivery_copy.CONDITIONS, Condition),
        (delivery_copy.SOURCES, Source),
        (template_copy.STATES, ReviewState),
        (template_copy.LINKS, LinkOutcome),
        (trigger_copy.PARTS, JourneyPart),
        (trigger_copy.STEPS, NextStep),
        (trigger_copy.UNITS, OffsetUnit),
        (trigger_copy.SIDES, Side),
        (trigger_copy.WAITING, WaitingFor),
        (trigger_copy.QUIET, QuietRule),
        (trigger_copy.LATE, LateRule),
        (trigger_copy.SCOPES, TriggerScope),
        (trigger_copy.ACTION_STATES, ActionState),
        (
            trigger_copy.ACTION_CHOICES,
            [
                one
                for kind in offered()
                for field in kind.fields.values()
                for one in field.get("enum", ())
            ],
        ),
        (trigger_copy.ACTION_FIELDS, [name for one in offered() for name in one.fields]),
    ],
)
def test_every_word_of_the_vocabulary_is_said(
    words: Collection[str], vocabulary: type[StrEnum] | list[str]
) -> None:
    """A new state without words would show its code to a receptionist."""
    missing = {member for member in vocabulary if member not in WORDLESS} - set(words)
    assert missing == set()


def test_every_pause_of_a_number_is_explained() -> None:
    """The banner has words for each state that holds sends, for the plan and for the key."""
    of_states = {pause_reason_of(state) for state in InstanceState} - {None}
    assert set(copy.PAUSES) == of_states | {"quota", "auth"}
