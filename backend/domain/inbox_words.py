"""The words of work in the inbox: who handles a conversation, how, until when."""

from enum import StrEnum


class Priority(StrEnum):
    """How urgent staff call a conversation."""

    NONE = "none"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class ComposerMode(StrEnum):
    """Whom what is being written is for."""

    REPLY = "reply"
    NOTE = "note"


class LabelColour(StrEnum):
    """Named like the hues of the screens, so that a label follows light and dark."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    NOTICE = "notice"
    WARNING = "warning"
    DANGER = "danger"


class ActivityKind(StrEnum):
    """What was done with a conversation; one line of its thread each, never sent to anybody."""

    NOTE = "note"
    """A colleague's words to colleagues; the only kind with a text."""
    ASSIGNED = "assigned"
    TEAM_SET = "team_set"
    PRIORITY_SET = "priority_set"
    LABEL_ADDED = "label_added"
    LABEL_REMOVED = "label_removed"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    WAITING_GUEST = "waiting_guest"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    KEPT_CLOSED = "kept_closed"
    """The guest wrote after it was resolved, and nothing is to be done."""
    TAKEN_OVER = "taken_over"
    RETURNED_TO_AI = "returned_to_ai"
    SEND_PLANNED = "send_planned"
    SEND_CHANGED = "send_changed"
    SEND_CANCELLED = "send_cancelled"
    COMPLAINT_OPENED = "complaint_opened"
    COMPLAINT_OWNED = "complaint_owned"
    COMPLAINT_ACTED = "complaint_acted"
    COMPLAINT_ASKED = "complaint_asked"
    COMPLAINT_DENIED = "complaint_denied"
    """The guest said that it is not fixed."""
    COMPLAINT_CLOSED = "complaint_closed"
    SURVEY_ASKED = "survey_asked"
    SURVEY_ANSWERED = "survey_answered"


class SnoozeChoice(StrEnum):
    NEXT_REPLY = "next_reply"
    HOUR = "hour"
    THREE_HOURS = "three_hours"
    TOMORROW = "tomorrow"
    ARRIVAL = "arrival"
    CUSTOM = "custom"


class ScheduledState(StrEnum):
    """What has become of a message that is to be sent later."""

    PLANNED = "planned"
    QUEUED = "queued"
    CANCELLED = "cancelled"


class AiDraftState(StrEnum):
    OPEN = "open"
    USED = "used"
    """Sent by a colleague, as it was or changed."""
    DISMISSED = "dismissed"


class HelpTask(StrEnum):
    """What a colleague asks the AI for while writing."""

    SUGGEST = "suggest"
    SHORTER = "shorter"
    FRIENDLIER = "friendlier"
    FORMAL = "formal"
    SPELLING = "spelling"
    SUMMARY = "summary"

    @property
    def rewrites(self) -> bool:
        return self not in (HelpTask.SUGGEST, HelpTask.SUMMARY)


class WrongReason(StrEnum):
    """Why an answer of the AI was wrong."""

    WRONG_FACT = "wrong_fact"
    OUTDATED = "outdated"
    WRONG_LANGUAGE = "wrong_language"
    WRONG_TONE = "wrong_tone"
    NEEDED_A_PERSON = "needed_a_person"
    OTHER = "other"
