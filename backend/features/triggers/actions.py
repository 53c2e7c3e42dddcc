"""What a trigger does beside sending its template: one shape for each kind of action.

Words of an action are for staff and stand as they are; who it is about is added to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from backend.domain.action_words import ActionKind
from backend.domain.conditions import Problems
from backend.domain.inbox_words import Priority, SnoozeChoice
from backend.domain.permissions import Permission
from backend.domain.words import AlertKind

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=40)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=500)]
MOST_ACTIONS = 10
Subject = Literal["hotel", "conversation", "stay"]


class _Action(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AlertStaff(_Action):
    """Raises an alert on every screen of the hotel."""

    kind: Literal[ActionKind.ALERT_STAFF]
    alert: Literal[AlertKind.TRIGGER_ASKS, AlertKind.COMPLAINT, AlertKind.HUMAN_ASKED] = (
        AlertKind.TRIGGER_ASKS
    )
    words: Words


class NotifyWhatsapp(_Action):
    """Writes to a colleague's number, from the hotel's."""

    kind: Literal[ActionKind.NOTIFY_WHATSAPP]
    phone: Phone
    """With its country code, or as it is dialled in the hotel's country."""
    words: Words


class NotifyWebhook(_Action):
    """Posts what happened to an address, as JSON: ids, codes and times, no guest's words."""

    kind: Literal[ActionKind.NOTIFY_WEBHOOK]
    url: Address


class TagStay(_Action):
    kind: Literal[ActionKind.TAG_STAY]
    tag: Tag


class Assign(_Action):
    """Gives the conversation to a person or to a team."""

    kind: Literal[ActionKind.ASSIGN]
    staff_id: UUID | None = None
    team_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.staff_id is None) == (self.team_id is None):
            raise ValueError("Name a person or a team, not both.")
        return self


class AddLabel(_Action):
    kind: Literal[ActionKind.ADD_LABEL]
    label_id: UUID


class SetPriority(_Action):
    kind: Literal[ActionKind.SET_PRIORITY]
    priority: Priority


class Snooze(_Action):
    kind: Literal[ActionKind.SNOOZE]
    choice: Literal[
        SnoozeChoice.NEXT_REPLY,
        SnoozeChoice.HOUR,
        SnoozeChoice.THREE_HOURS,
        SnoozeChoice.TOMORROW,
        SnoozeChoice.ARRIVAL,
    ]


class StartSurvey(_Action):
    """Asks the guest in the chat, once a stay."""

    kind: Literal[ActionKind.START_SURVEY]
    survey_id: UUID


Action = Annotated[
    AlertStaff
    | NotifyWhatsapp
    | NotifyWebhook
    | TagStay
    | Assign
    | AddLabel
    | SetPriority
    | Snooze
    | StartSurvey,
    Field(discriminator="kind"),
]
Actions = Annotated[tuple[Action, ...], Field(max_length=MOST_ACTIONS)]


@dataclass(frozen=True, slots=True)
class Offer:
    label: str
    shape: type[_Action]
    subject: Subject
    permission: Permission
    """Of whoever builds a trigger with it."""


OFFERS: Mapping[ActionKind, Offer] = {
    ActionKind.ALERT_STAFF: Offer("Alert staff", AlertStaff, "hotel", Permission.INBOX_WRITE),
    ActionKind.NOTIFY_WHATSAPP: Offer(
        "Write to a colleague on WhatsApp", NotifyWhatsapp, "hotel", Permission.SETTINGS_WRITE
    ),
    ActionKind.NOTIFY_WEBHOOK: Offer(
        "Call a webhook", NotifyWebhook, "hotel", Permission.SETTINGS_WRITE
    ),
    ActionKind.TAG_STAY: Offer("Tag the stay", TagStay, "stay", Permission.STAYS_WRITE),
    ActionKind.ASSIGN: Offer("Assign", Assign, "conversation", Permission.INBOX_WRITE),
    ActionKind.ADD_LABEL: Offer("Add a label", AddLabel, "conversation", Permission.INBOX_WRITE),
    ActionKind.SET_PRIORITY: Offer(
        "Set the priority", SetPriority, "conversation", Permission.INBOX_WRITE
    ),
    ActionKind.SNOOZE: Offer("Snooze", Snooze, "conversation", Permission.INBOX_WRITE),
    ActionKind.START_SURVEY: Offer("Start a survey", StartSurvey, "stay", Permission.CONTENT_WRITE),
}
"""Every kind, with what it does to whom."""


class ActionKindView(BaseModel):
    """One kind of action that the builder offers."""

    model_config = ConfigDict(frozen=True)

    kind: ActionKind
    label: str
    subject: Subject
    """What has to be there for it: without it, the ledger says that it was left out."""
    fields: dict[str, Any]
    """JSON Schema of each of its own fields."""
    required: list[str]


def offered() -> list[ActionKindView]:
    found = []
    for kind, offer in OFFERS.items():
        schema = offer.shape.model_json_schema()
        own = {name: one for name, one in schema["properties"].items() if name != "kind"}
        fields = {name: _resolved(one, schema) for name, one in own.items()}
        required = [name for name in schema["required"] if name != "kind"]
        found.append(
            ActionKindView(
                kind=kind,
                label=offer.label,
                subject=offer.subject,
                fields=fields,
                required=required,
            )
        )
    return found


def _resolved(field: dict[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """A reference leads nowhere outside of its document."""
    named = field.get("$ref")
    return dict(schema["$defs"][named.rsplit("/", 1)[-1]]) if named else field


def problems_of_actions(actions: Sequence[Action], problems: Problems) -> None:
    """What can be seen without asking the hotel; see service.create_trigger for the rest."""
    for place, one in enumerate(actions):
        if isinstance(one, NotifyWebhook) and not _is_callable(one.url):
            problems.append((f"actions.{place}.url", "must be an https address without a password"))


def _is_callable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
