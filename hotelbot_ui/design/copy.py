"""The words of the screens that name the product's concepts, one word per concept.

The keys are the vocabularies of backend.domain.words; tests/ui/test_copy.py holds them together.
"""

from typing import Final

AUTHORS: Final[dict[str, tuple[str, str]]] = {
    "guest": ("user", "Guest"),
    "ai": ("sparkles", "AI"),
    "staff": ("headset", "Colleague"),
    "trigger": ("zap", "Trigger"),
    "phone": ("smartphone", "Hotel's phone"),
}

# Glyph, words on hover, and the class of its colour; ticks as WhatsApp's users know them.
TICKS: Final[dict[str, tuple[str, str, str]]] = {
    "queued": ("clock-3", "Waiting to be sent", "text-faint"),
    "sending": ("clock-arrow-up", "Being sent", "text-faint"),
    "accepted": ("clock-check", "Accepted, not yet on WhatsApp", "text-faint"),
    "sent": ("check", "Sent", "text-faint"),
    "delivered": ("check-check", "Delivered", "text-faint"),
    "read": ("check-check", "Read", "text-accent-text"),
    "uncertain": ("circle-help", "Perhaps sent", "text-warning-text"),
    "failed": ("circle-alert", "Not sent", "text-danger-text"),
    "no_account": ("circle-alert", "Not on WhatsApp", "text-danger-text"),
    "expired": ("clock-alert", "Too late to send", "text-danger-text"),
    "cancelled": ("ban", "Cancelled", "text-faint"),
}
NOT_SENT: Final = (
    "failed",
    "no_account",
    "expired",
)

STAYS: Final[dict[str, str]] = {
    "booked": "booked",
    "in_house": "in house",
    "departed": "departed",
    "cancelled": "cancelled",
    "no_show": "no-show",
}

ALERTS: Final[dict[str, tuple[str, str]]] = {
    "complaint": ("frown", "Complaint"),
    "human_asked": ("hand", "Asks for a person"),
    "ai_handed_over": ("sparkles", "AI handed over"),
    "ai_failed": ("bot-off", "AI failed"),
    "send_failed": ("circle-alert", "Not sent"),
    "send_uncertain": ("circle-help", "Perhaps sent"),
    "trigger_failed": ("zap", "Automatic message failed"),
    "pms_failed": ("unplug", "Reservations not updated"),
    "unreadable_webhook": ("file-question", "Unreadable message"),
    "channel_state": ("unplug", "WhatsApp number"),
}

# What a number's state means, and what to do.
CHANNELS: Final[dict[str, tuple[str, str]]] = {
    "unknown": ("not checked yet", "Its state has not been heard of so far."),
    "authorized": ("connected", ""),
    "notAuthorized": (
        "signed out",
        "Messages wait here. Link the phone again in Green API's console.",
    ),
    "blocked": (
        "blocked by WhatsApp",
        "Nothing can be sent. Contact Green API about this number.",
    ),
    "starting": ("starting", "Messages go out as soon as it is ready."),
    "suspended": (
        "suspended",
        "Green API has suspended this instance. Messages wait here.",
    ),
    "sleepMode": (
        "asleep",
        "The phone is off or offline. Messages wait until it is back.",
    ),
    "yellowCard": (
        "limited by WhatsApp",
        "Sending is paused to protect the number. It resumes by itself.",
    ),
}

# Why somebody holds the conversation, as the lease bar says it.
LEASES: Final[dict[str, str]] = {
    "took_over": "took over",
    "replied": "wrote a reply",
    "typed_on_phone": "",
    "human_asked": "the guest asks for a person",
    "waits_for_staff": "waits for a person",
}

# Why a message stands as it does; a provider's own sentence is shown as it came.
SENDS: Final[dict[str, str]] = {
    "not_sent_in_time": "it waited too long to be of use",
    "worker_lost": "the sender stopped in the middle",
    "marked_by_staff": "a colleague saw it on the phone",
    "refused": "WhatsApp refused it",
}

# Why something automatic was sent or not: reasons of backend.domain.speaking and .triggers.
DECISIONS: Final[dict[str, str]] = {
    "fired": "",
    "nothing_new": "nothing new to answer",
    "hotel_suspended": "the hotel is suspended",
    "opted_out": "the guest opted out",
    "late": "the message arrived too late",
    "staff_speaks": "a colleague was speaking",
    "phone_speaks": "the hotel's phone was in use",
    "human_asked": "the guest asked for a person",
    "waits_for_staff": "it waited for a person",
    "trigger_answered": "a trigger had answered",
    "ai_off": "the AI is off",
    "ai_drafts": "the AI only drafts",
    "cannot_read": "there was nothing to read",
    "needs_no_answer": "no answer was needed",
    "ai_answers": "from the knowledge",
    "automation_held": "a person was speaking",
    "already_fired": "sent once already",
    "no_stay": "no stay is known",
    "no_template": "it has no template",
    "missing_variable": "a variable had no value",
    "not_verified": "it was not certain whose stay this is",
    "after_another": "another trigger came first",
    "disabled": "it was off",
    "first_message_of_stay": "first message of the stay",
    "keyword": "a keyword",
    "complaint": "a complaint",
    "stay_booked": "a stay was booked",
    "stay_amended": "the stay was changed",
    "stay_cancelled": "the stay was cancelled",
    "checked_in": "the guest checked in",
    "checked_out": "the guest checked out",
    "room_changed": "the room was changed",
    "room_ready": "the room is ready",
    "time": "its time had come",
    "no_reply": "nobody had written for a while",
    "automation_stopped": "all automatic messages were stopped",
    "condition": "a condition was not met",
    "weekday": "not on this weekday",
    "quiet_hours": "quiet hours",
    "frequency_cap": "enough automatic messages that day",
    "stale": "its time had passed too long ago",
    "moment_passed": "it would have come too late",
    "late_booking": "booked after its time",
    "stay_over": "the stay was cancelled or did not happen",
    "skipped_by_staff": "a colleague left this guest out",
    "replied": "somebody wrote meanwhile",
    "no_address": "no telephone number is known",
    "no_number": "no number of the hotel can send",
    "window_closed": "the guest has not written within a day",
    "failed": "it could not be decided",
}

OUTCOMES: Final[dict[str, tuple[str, str]]] = {
    "fired": ("check", "Sent"),
    "skipped": ("minus", "Not sent"),
    "suppressed": ("minus", "Held back"),
    "failed": ("circle-alert", "Failed"),
    "deferred": ("clock", "Later"),
}
