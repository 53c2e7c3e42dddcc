"""What is known of an action when it is done, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.domain.action_words import ActionKind, ActionState
from backend.features.triggers.actions import Action
from backend.models import Decision, Guest, Hotel, Stay, Trigger, TriggerAction


@dataclass(frozen=True, slots=True)
class Claim:
    id: int
    kind: ActionKind
    epoch: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Task:
    """One action with everything it is about."""

    row: TriggerAction
    wanted: Action
    hotel: Hotel
    decision: Decision
    trigger: Trigger | None
    guest: Guest | None
    stay: Stay | None

    @property
    def name(self) -> str:
        return self.trigger.name if self.trigger else "A trigger"

    @property
    def key(self) -> str:
        """The same at each attempt: by it the other side knows a repetition."""
        return f"{self.row.decision_id}-{self.row.place}"


@dataclass(frozen=True, slots=True)
class Result:
    state: ActionState
    outcome: str = "done"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is posted to an address of the hotel's."""

    url: str
    key: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Again:
    """Not done; tried again then."""

    at: datetime
    outcome: str


DONE = Result(ActionState.DONE)
