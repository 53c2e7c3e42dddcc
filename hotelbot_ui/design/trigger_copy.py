"""The words of the screens of triggers; those of a rule itself are backend.domain.rule_sentences.

tests/ui/test_copy.py holds them together with the vocabularies.
"""

from typing import Final

PARTS: Final[dict[str, tuple[str, str]]] = {
    "before_arrival": ("calendar", "Before arrival"),
    "arrival_day": ("plane-landing", "Day of arrival"),
    "stay": ("bed-double", "During the stay"),
    "departure": ("luggage", "Departure"),
    "after": ("star", "After the stay"),
    "conversation": ("message-circle", "In conversations"),
}

# What is to be done next, as a button says it.
STEPS: Final[dict[str, str]] = {
    "rehearse": "Rehearse",
    "publish": "Publish",
    "enable": "Switch on",
}

OPERATORS_OF_KINDS: Final[dict[str, str]] = {
    "since:is": "since",
    "since:is_not": "not since",
    "message:contains": "include",
    "message:does_not_contain": "do not include",
}
UNITS: Final[dict[str, str]] = {"minutes": "minutes", "hours": "hours", "days": "days"}
SIDES: Final[dict[str, str]] = {"before": "before", "after": "after"}
WAITING: Final[dict[str, str]] = {
    "hotel": "the guest waits for an answer",
    "guest": "the guest has not answered us",
}
QUIET: Final[dict[str, str]] = {
    "defer": "send it when they end",
    "cancel": "do not send it at all",
}
LATE: Final[dict[str, str]] = {
    "skip": "do not send it",
    "send": "send it at once",
}
SCOPES: Final[dict[str, str]] = {
    "room": "each room",
    "reservation": "each reservation, whatever its rooms",
    "guest": "each guest, however often they come",
}
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# Fields of actions, as they stand in the sentence, and their choices.
ACTION_FIELDS: Final[dict[str, str]] = {
    "alert": "as",
    "words": "saying",
    "phone": "at the number",
    "url": "at the address",
    "tag": "with",
    "staff_id": "to a colleague",
    "team_id": "or to a team",
    "label_id": "called",
    "priority": "to",
    "choice": "until",
    "survey_id": "called",
}
ACTION_CHOICES: Final[dict[str, str]] = {
    "trigger_asks": "something to look at",
    "complaint": "a complaint",
    "human_asked": "a guest who asks for a person",
    "none": "none",
    "low": "low",
    "normal": "normal",
    "high": "high",
    "urgent": "urgent",
    "next_reply": "the guest writes again",
    "hour": "in an hour",
    "three_hours": "in three hours",
    "tomorrow": "tomorrow",
    "arrival": "the day of arrival",
}
# What has become of an action, and why; other outcomes are an outside server's own.
ACTION_STATES: Final[dict[str, str]] = {
    "waiting": "not done yet",
    "done": "done",
    "left_out": "left out",
    "failed": "failed",
}

# Lines of a rehearsal that can be chosen.
LINES: Final[tuple[tuple[str, str], ...]] = (
    ("fired", "Would be sent"),
    ("coming", "Of these, to come"),
    ("skipped", "Not sent"),
    ("deferred", "Put off"),
    ("storm", "Storms"),
    ("overlap", "Overlaps"),
)
