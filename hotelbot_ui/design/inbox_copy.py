"""The words of work in the inbox: views, priorities, snoozes, and what was done.

The keys are the vocabularies of backend.domain.inbox_words; tests/ui/test_copy.py holds them
together.
"""

from typing import Final

from hotelbot_ui.design import copy
from hotelbot_ui.design.tokens import Tone

VIEWS: Final[tuple[tuple[str, str], ...]] = (
    ("open", "Open"),
    ("mine", "Mine"),
    ("unassigned", "Unassigned"),
    ("waiting", "Waiting"),
    ("mentions", "Mentions"),
    ("alerts", "Alerts"),
)
STATUSES: Final[tuple[tuple[str, str], ...]] = (
    ("waiting_guest", "Waiting for guest"),
    ("snoozed", "Snoozed"),
    ("resolved", "Resolved"),
)
VIEW_GLYPHS: Final[dict[str, str]] = {
    "open": "inbox",
    "mine": "user-check",
    "unassigned": "users",
    "waiting": "hourglass",
    "mentions": "at-sign",
    "alerts": "bell",
    "waiting_guest": "message-circle",
    "snoozed": "alarm-clock",
    "resolved": "check",
}
# Glyph, title and sentence of a view that holds nothing.
NOTHING: Final[dict[str, tuple[str, str, str]]] = {
    "open": ("inbox", "Nothing open", "New messages from guests appear here by themselves."),
    "mine": ("user-check", "Nothing is yours", "Conversations given to you appear here."),
    "unassigned": ("users", "Everything is in good hands", "Each conversation has somebody."),
    "waiting": ("check-check", "Nobody waits", "Every guest has an answer."),
    "mentions": ("at-sign", "No mentions", "Notes with @ and your name bring them here."),
    "alerts": ("bell-off", "No alerts", "Complaints and hand-overs show up here."),
    "waiting_guest": (
        "hourglass",
        "No guest owes an answer",
        "Conversations whose answer is the guest's to give.",
    ),
    "snoozed": ("alarm-clock", "Nothing is snoozed", "What you put off waits here until its time."),
    "resolved": ("inbox", "Nothing resolved yet", "Resolved conversations are kept here."),
}
PRIORITIES: Final[dict[str, tuple[str, str, Tone]]] = {
    "none": ("minus", "No priority", "neutral"),
    "low": ("arrow-down", "Low", "neutral"),
    "normal": ("equal", "Normal", "neutral"),
    "high": ("arrow-up", "High", "warning"),
    "urgent": ("chevrons-up", "Urgent", "danger"),
}
SNOOZES: Final[dict[str, str]] = {
    "next_reply": "Until the guest writes",
    "hour": "In an hour",
    "three_hours": "In three hours",
    "tomorrow": "Tomorrow morning",
    "arrival": "On the day of arrival",
    "custom": "At another time",
}
COLOURS: Final[dict[str, str]] = {
    "neutral": "Grey",
    "accent": "Blue",
    "good": "Green",
    "notice": "Teal",
    "warning": "Amber",
    "danger": "Red",
}
# {by}: who did it; {name}, {priority}, {until}: what was set.
ACTIVITIES: Final[dict[str, str]] = {
    "note": "{by} noted",
    "assigned": "{by} gave this to {name}",
    "assigned_self": "{by} took this on",
    "assigned_nobody": "{by} gave this back to everybody",
    "team_set": "{by} gave this to the team {name}",
    "team_none": "{by} took this from its team",
    "priority_set": "{by} set the priority to {priority}",
    "priority_none": "{by} took the priority away",
    "label_added": "{by} added the label {name}",
    "label_removed": "{by} removed the label {name}",
    "snoozed": "{by} snoozed this until {until}",
    "snoozed_reply": "{by} snoozed this until the guest writes",
    "woken": "Back from its snooze",
    "waiting_guest": "{by} waits for the guest",
    "resolved": "{by} resolved this",
    "reopened": "{by} reopened this",
    "reopened_guest": "The guest wrote: open again",
    "kept_closed": "The guest only said thanks: it stays resolved",
    "taken_over": "{by} took over from AI",
    "returned_to_ai": "{by} returned this to AI",
    "send_planned": "{by} planned a message for {until}",
    "send_changed": "{by} changed a planned message, now for {until}",
    "send_cancelled": "{by} cancelled a planned message",
    "complaint_opened": "A complaint was opened",
    "complaint_owned": "{name} takes the complaint",
    "complaint_acted": "{by} on the complaint: {words}",
    "complaint_asked": "{by} asked the guest whether it is fixed",
    "complaint_denied": "The guest says that it is not fixed",
    "complaint_closed": "{by} closed the complaint: {words}",
    "complaint_closed_guest": "The guest says that it is fixed: the complaint is closed",
    "survey_asked": "The survey {name} was asked",
    "survey_answered": "The guest gave {score} of 5 in {name}",
    "survey_answered_sent": "The guest gave {score} of 5 in {name} and was asked for a review",
    "survey_answered_withheld": "The guest gave {score} of 5 in {name}; no review is asked for now",
    "send_cancelled_reply": "The guest wrote first: a planned message was cancelled",
}
GLYPHS: Final[dict[str, str]] = {
    "assigned": "user-check",
    "team_set": "users",
    "priority_set": "signal",
    "label_added": "tag",
    "label_removed": "tag",
    "snoozed": "alarm-clock",
    "woken": "alarm-clock-check",
    "waiting_guest": "hourglass",
    "resolved": "check",
    "reopened": "rotate-ccw",
    "kept_closed": "heart",
    "taken_over": "headset",
    "returned_to_ai": "sparkles",
    "send_planned": "calendar-clock",
    "send_changed": "calendar-clock",
    "send_cancelled": "calendar-x",
    "complaint_opened": "frown",
    "complaint_owned": "user-check",
    "complaint_acted": "wrench",
    "complaint_asked": "circle-help",
    "complaint_denied": "frown",
    "complaint_closed": "circle-check",
    "survey_asked": "message-circle-question",
    "survey_answered": "star",
}

WORDLESS: Final[dict[str, str]] = {
    "image": "Picture",
    "sticker": "Sticker",
    "video": "Video",
    "audio": "Voice message",
    "document": "Document",
    "location": "Location",
    "contact": "Contact",
    "call": "Call",
}
"""What the list shows of a last message without words."""

# Why a guest who waits was not answered by itself: what was decided, or why it was handed over.
WHY_NOT: Final[dict[str, str]] = (
    copy.DECISIONS
    | {f"hand_over_{code}": words for code, words in copy.HANDED_OVER.items()}
    | {
        "draft_failed": "no draft could be written",
        "stale_turn": "somebody wrote meanwhile",
        "identity_changed": "whose stay this is has changed meanwhile",
    }
)
