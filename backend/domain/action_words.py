"""What a trigger may do beside sending a template, and what becomes of it."""

from enum import StrEnum


class ActionKind(StrEnum):
    """What a trigger may do beside sending a template."""

    ALERT_STAFF = "alert_staff"
    NOTIFY_WHATSAPP = "notify_whatsapp"
    NOTIFY_WEBHOOK = "notify_webhook"
    TAG_STAY = "tag_stay"
    ASSIGN = "assign"
    ADD_LABEL = "add_label"
    SET_PRIORITY = "set_priority"
    SNOOZE = "snooze"
    START_SURVEY = "start_survey"


class ActionState(StrEnum):
    """What has become of one action of a trigger that fired."""

    WAITING = "waiting"
    DONE = "done"
    LEFT_OUT = "left_out"
    """There was nothing to do it to, or somebody forbade it; the outcome says which."""
    FAILED = "failed"
