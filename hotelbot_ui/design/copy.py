"""The words of the screens that name the product's concepts, one word per concept.

The keys are the vocabularies of backend.domain.words; tests/ui/test_copy.py holds them together.
"""

from typing import Final

from hotelbot_ui.design.tokens import Tone

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

# Why a sentence of the AI was left out, and why the AI left a turn to a person.
DROPPED: Final[dict[str, str]] = {
    "no_source": "No fact sheet was named for it",
    "unknown_source": "It names a fact sheet that does not exist",
    "source_not_valid": "Its fact sheet does not hold today",
    "not_in_source": "Its fact sheet does not say so",
    "promise": "It promises something that nobody decided",
}
HANDED_OVER: Final[dict[str, str]] = {
    "complaint": "the guest complains",
    "asks_for_human": "the guest asks for a person",
    "restricted_topic": "money back, a discount, law or another guest",
    "request_for_staff": "something has to be done",
    "not_in_knowledge": "the fact sheets do not hold the answer",
    "weak_evidence": "too little of the answer stands on the fact sheets",
    "ai_away": "the AI was not available",
    "budget": "the AI's budget is used up",
    "cannot_read": "the AI cannot read what the guest sent",
    "empty": "the AI wrote nothing",
    "too_long": "the answer was too long",
    "other_language": "the answer was in another language than the guest's",
    "foreign_contact": "the answer named a phone, address or link that is not the hotel's",
    "unknown_placeholder": "the answer had a gap in it",
    "template_braces": "the answer had a gap in it",
    "instructions": "the answer told the AI's instructions",
    "disguised": "the answer came letter by letter or backwards",
    "unsupported": "too little of the answer stands on the fact sheets",
    "secret": "the answer named a code that this guest may not be told",
}

STAYS: Final[dict[str, str]] = {
    "booked": "booked",
    "in_house": "in house",
    "departed": "departed",
    "cancelled": "cancelled",
    "no_show": "no-show",
}

STAY_MARKS: Final[dict[str, tuple[str, str, Tone]]] = {
    "booked": ("booked", "calendar-check", "neutral"),
    "in_house": ("in house", "bed-double", "good"),
    "departed": ("departed", "log-out", "neutral"),
    "cancelled": ("cancelled", "ban", "warning"),
    "no_show": ("no-show", "user-x", "warning"),
}

STAY_EVENTS: Final[dict[str, str]] = {
    "created": "Reserved",
    "amended": "Changed",
    "cancelled": "Cancelled",
    "checked_in": "Checked in",
    "checked_out": "Checked out",
    "room_changed": "Room changed",
    "no_show": "Did not come",
    "reinstated": "Taken back up",
}

ALERTS: Final[dict[str, tuple[str, str]]] = {
    "complaint": ("frown", "Complaint"),
    "human_asked": ("hand", "Asks for a person"),
    "erasure_asked": ("eraser", "Asks to be deleted"),
    "ai_handed_over": ("sparkles", "AI handed over"),
    "ai_failed": ("bot-off", "AI failed"),
    "ai_worse": ("bot-off", "AI got worse"),
    "ai_budget": ("wallet", "AI budget used up"),
    "promise_due": ("timer", "Promise due soon"),
    "promise_missed": ("timer-off", "Promise missed"),
    "send_failed": ("circle-alert", "Not sent"),
    "send_uncertain": ("circle-help", "Perhaps sent"),
    "alarm_failed": ("bell-off", "Colleagues not told"),
    "trigger_failed": ("zap", "Automatic message failed"),
    "trigger_asks": ("zap", "A trigger asks you to look"),
    "pms_failed": ("unplug", "Reservations not updated"),
    "unreadable_webhook": ("file-question", "Unreadable message"),
    "channel_state": ("unplug", "WhatsApp number"),
    "messages_missing": ("history", "Messages came late"),
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

# Why a number sends nothing: what happened, what it means for guests, what to do now.
PAUSES: Final[dict[str, tuple[str, str, str]]] = {
    "state_notAuthorized": (
        "is signed out",
        "What guests write does not arrive, and answers wait here.",
        "Open Green API's console and link the hotel's phone again.",
    ),
    "state_blocked": (
        "is blocked by WhatsApp",
        "Guests cannot be answered on this number.",
        "Reach those who wait by phone or e-mail, and ask Green API's support.",
    ),
    "state_suspended": (
        "is suspended by WhatsApp",
        "Answers wait here; offers stop for a week.",
        "Send nothing from the phone either. It goes on by itself, slowly at first.",
    ),
    "state_sleepMode": (
        "has lost its phone",
        "What guests write comes late, and answers wait here.",
        "Switch the hotel's phone on and check its internet.",
    ),
    "state_yellowCard": (
        "has a yellow card from WhatsApp",
        "Answers wait here; offers stop for a week.",
        "Send nothing from the phone either. If it lasts for an hour, restart the number in "
        "Green API's console and wait two minutes.",
    ),
    "quota": (
        "has used up its plan",
        "Green API takes no more messages this month, so answers wait here.",
        "Change the plan in Green API's console.",
    ),
    "auth": (
        "is refused by Green API",
        "Answers wait here.",
        "Check in Green API's console that the instance is paid and its key is still the same.",
    ),
}

WAITS: Final[dict[str, tuple[str, str, str]]] = {
    "starting": (
        "is starting",
        "Answers go out as soon as it is ready.",
        "If that takes more than five minutes, restart it in Green API's console.",
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
    "worker_lost": "the sender stopped in the middle, and we are looking whether it got through",
    "marked_by_staff": "a colleague saw it on the phone",
    "refused": "WhatsApp refused it",
    "no_answer": "we are still looking whether it was taken in",
    "never_twice": "it is not in WhatsApp's lists, and a second copy could do harm",
    "too_late_to_repeat": "it is not in WhatsApp's lists, and it is late to send it again",
    "typed_on_phone": "the same words were typed on the hotel's phone",
    "several": "WhatsApp's lists show several equal ones",
    "out_of_reach": "WhatsApp's lists could not be read for a day",
    "file_gone": "its file is not in the store any more",
    "upload_too_slow": "the line was too slow for a file of this size",
    "upload_too_large": "WhatsApp takes no file of this size",
    "upload_file_not_readable": "its file could not be read from the store",
    "held_yellow_card": "WhatsApp has warned this number",
    "held_recovering": "this number recovers from a warning of WhatsApp",
    "held_warm_up": "this number is new and has begun enough conversations today",
    "held_daily_budget": "this number has begun enough conversations today",
    "held_few_replies": "too few guests answer what this number begins",
    "held_not_on_whatsapp": "too many of its messages went to people without WhatsApp",
    "held_many_failures": "too many of its messages failed",
}

# Why something automatic was sent or not: reasons of backend.domain.speaking and .triggers.
DECISIONS: Final[dict[str, str]] = {
    "fired": "",
    "nothing_new": "nothing new to answer",
    "budget_spent": "the AI's budget was used up",
    "hotel_suspended": "the hotel is suspended",
    "opted_out": "the guest opted out",
    "late": "the message arrived too late",
    "staff_speaks": "a colleague was speaking",
    "colleague": "one of the hotel's own people wrote",
    "question_answered": "the guest answered what the hotel asked",
    "phone_speaks": "the hotel's phone was in use",
    "human_asked": "the guest asked for a person",
    "waits_for_staff": "it waited for a person",
    "trigger_answered": "a trigger had answered",
    "ai_off": "the AI is off",
    "ai_drafts": "the AI only drafts",
    "ai_off_stage": "the AI is off at this stage of the stay",
    "ai_off_vip": "the AI is off for VIP guests",
    "ai_drafts_stage": "the AI only drafts at this stage of the stay",
    "ai_drafts_vip": "the AI only drafts for VIP guests",
    "restricted_topic": "the hotel keeps this topic for its people",
    "answers_later": "people may answer first, the AI follows",
    "cannot_read": "there was nothing to read",
    "needs_no_answer": "no answer was needed",
    "ai_answers": "by the AI",
    "automation_held": "a person was speaking",
    "already_fired": "sent once already",
    "no_stay": "no stay is known",
    "no_template": "its template has no reviewed text",
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
    "complaint_open": "a complaint of the stay is not closed",
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

NOT_FETCHED: Final = "not loaded"
FILES: Final[dict[str, str]] = {
    "expired": "WhatsApp keeps files for some days only, and this one is gone there",
    "too_large": "too large to be kept here, see the phone",
    "refused_type": "a kind of file that is not kept here, see the phone",
    "forbidden_address": "it came with an address that is not called",
    "no_link": "WhatsApp gave no link to it, see the phone",
    "timeout": "it took too long to load",
    "unreachable": "where it lies cannot be reached",
    "server_error": "where it lies did not give it out",
    "no_space": "there was no room to keep it",
    "not_writable": "the store of files may not be written to",
    "store_broken": "the store of files failed",
    "store_away": "the store of files does not answer",
    "deleted": "it was deleted with its message",
    "lost": "loading it was interrupted",
}
"""Why a file is not here, after its name and a colon."""
