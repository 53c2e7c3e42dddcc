"""The words of the screens that name the product's concepts, one word per concept."""

from typing import Final

from backend.domain.words import (
    AlertKind,
    Author,
    DecisionOutcome,
    InstanceState,
    MessageStatus,
    StayStatus,
)

AUTHORS: Final[dict[str, tuple[str, str]]] = {
    Author.GUEST.value: ("user", "Guest"),
    Author.AI.value: ("sparkles", "AI"),
    Author.STAFF.value: ("headset", "Colleague"),
    Author.TRIGGER.value: ("zap", "Trigger"),
    Author.PHONE.value: ("smartphone", "Hotel's phone"),
}

# Glyph, words on hover, and the class of its colour; ticks as WhatsApp's users know them.
TICKS: Final[dict[str, tuple[str, str, str]]] = {
    MessageStatus.QUEUED.value: ("clock-3", "Waiting to be sent", "text-faint"),
    MessageStatus.SENDING.value: ("clock-arrow-up", "Being sent", "text-faint"),
    MessageStatus.ACCEPTED.value: ("clock-check", "Accepted, not yet on WhatsApp", "text-faint"),
    MessageStatus.SENT.value: ("check", "Sent", "text-faint"),
    MessageStatus.DELIVERED.value: ("check-check", "Delivered", "text-faint"),
    MessageStatus.READ.value: ("check-check", "Read", "text-accent-text"),
    MessageStatus.UNCERTAIN.value: ("circle-help", "Perhaps sent", "text-warning-text"),
    MessageStatus.FAILED.value: ("circle-alert", "Not sent", "text-danger-text"),
    MessageStatus.NO_ACCOUNT.value: ("circle-alert", "Not on WhatsApp", "text-danger-text"),
    MessageStatus.EXPIRED.value: ("clock-alert", "Too late to send", "text-danger-text"),
    MessageStatus.CANCELLED.value: ("ban", "Cancelled", "text-faint"),
}
NOT_SENT: Final = (
    MessageStatus.FAILED.value,
    MessageStatus.NO_ACCOUNT.value,
    MessageStatus.EXPIRED.value,
)

STAYS: Final[dict[str, str]] = {
    StayStatus.BOOKED.value: "booked",
    StayStatus.IN_HOUSE.value: "in house",
    StayStatus.DEPARTED.value: "departed",
    StayStatus.CANCELLED.value: "cancelled",
    StayStatus.NO_SHOW.value: "no-show",
}

ALERTS: Final[dict[str, tuple[str, str]]] = {
    AlertKind.COMPLAINT.value: ("frown", "Complaint"),
    AlertKind.HUMAN_ASKED.value: ("hand", "Asks for a person"),
    AlertKind.AI_HANDED_OVER.value: ("sparkles", "AI handed over"),
    AlertKind.AI_FAILED.value: ("bot-off", "AI failed"),
    AlertKind.SEND_FAILED.value: ("circle-alert", "Not sent"),
    AlertKind.SEND_UNCERTAIN.value: ("circle-help", "Perhaps sent"),
    AlertKind.UNREADABLE_WEBHOOK.value: ("file-question", "Unreadable message"),
    AlertKind.CHANNEL_STATE.value: ("unplug", "WhatsApp number"),
}

# What a number's state means, and what to do.
CHANNELS: Final[dict[str, tuple[str, str]]] = {
    InstanceState.UNKNOWN.value: ("not checked yet", "Its state has not been heard of so far."),
    InstanceState.AUTHORIZED.value: ("connected", ""),
    InstanceState.NOT_AUTHORIZED.value: (
        "signed out",
        "Messages wait here. Link the phone again in Green API's console.",
    ),
    InstanceState.BLOCKED.value: (
        "blocked by WhatsApp",
        "Nothing can be sent. Contact Green API about this number.",
    ),
    InstanceState.STARTING.value: ("starting", "Messages go out as soon as it is ready."),
    InstanceState.SUSPENDED.value: (
        "suspended",
        "Green API has suspended this instance. Messages wait here.",
    ),
    InstanceState.SLEEP_MODE.value: (
        "asleep",
        "The phone is off or offline. Messages wait until it is back.",
    ),
    InstanceState.YELLOW_CARD.value: (
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
    "after_another": "another trigger came first",
    "disabled": "it was off",
    "first_message_of_stay": "first message of the stay",
    "keyword": "a keyword",
    "complaint": "a complaint",
}

OUTCOMES: Final[dict[str, tuple[str, str]]] = {
    DecisionOutcome.FIRED.value: ("check", "Sent"),
    DecisionOutcome.SKIPPED.value: ("minus", "Not sent"),
    DecisionOutcome.SUPPRESSED.value: ("minus", "Held back"),
    DecisionOutcome.FAILED.value: ("circle-alert", "Failed"),
}
