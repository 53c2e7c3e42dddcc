"""The words of the delivery screen, by the codes of the API; tests/ui/test_copy.py holds them
together."""

from typing import Final

from hotelbot_ui.design import copy
from hotelbot_ui.design.tokens import Tone

# What WhatsApp's queue and journal said of a message in doubt.
LOOKS: Final[dict[str, str]] = {
    "absent": "they do not show it",
    "unreachable": "they could not be read",
    "incomplete": "they lack messages that surely went out, so they prove nothing",
    "typed_on_phone": "somebody typed the same words on the hotel's phone",
    "several": "they show several equal messages",
}

TRIES: Final[dict[str, str]] = {
    "accepted": "taken",
    "refused": "not taken",
    "ambiguous": "no clear answer",
    "permanent": "refused for good",
    "quota": "the month's plan was used up",
    "auth": "the number's key was refused",
    "lost": "the sender stopped in the middle",
    "under_way": "under way",
}

# Why work was given up. Names of faults in the program are shown after "A fault of ours".
REASONS: Final[dict[str, str]] = {
    "worker_lost": "The program stopped each time it was worked on",
    "seal_broken": "It cannot be opened with today's keys",
    "foreign_instance": "It belongs to another WhatsApp number",
    "untyped": "It does not say what it is",
    "no_chat": "It does not say who wrote",
    "too_large": "It is too large to read",
    "not_an_object": "It has an unknown form",
    "not_json": "It cannot be read",
    "empty": "It is empty",
    "refused": "WhatsApp refused it",
    "not_sent_in_time": "It waited too long to be of use",
}

SOURCES: Final[dict[str, tuple[str, str]]] = {
    "inbox": ("inbox", "From WhatsApp"),
    "turn": ("sparkles", "Answer"),
    "outbox": ("send", "Message"),
    "pms": ("bed-double", "Reservation"),
}

CLASSES: Final[dict[str, str]] = {
    "essential": "Answers",
    "useful": "Useful messages",
    "promotional": "Offers",
}

# Why messages wait to spare their number; the same reasons stand below a bubble.
HOLDS: Final[dict[str, str]] = {
    code.removeprefix("held_"): words
    for code, words in copy.SENDS.items()
    if code.startswith("held_")
}

SLOW: Final[dict[str, str]] = {
    "recovering": "the number recovers from a warning",
    "too_many_requests": "Green API asked for less",
}

EVENTS: Final[dict[str, tuple[str, str]]] = {
    "state": ("activity", "Now"),
    "paused": ("pause", "Sending paused"),
    "resumed": ("play", "Sending went on"),
    "slowed": ("gauge", "Slowed down"),
}
EVENT_DETAILS: Final[dict[str, str]] = {
    "quota": "the month's plan is used up",
    "auth": "the key is refused",
}

CONDITIONS: Final[dict[str, tuple[str, str, Tone]]] = {
    "working": ("circle-check", "Working", "good"),
    "held": ("timer", "Waits for a moment", "warning"),
    "paused": ("circle-pause", "Paused", "warning"),
    "down": ("unplug", "Down", "danger"),
}

BUDGETS: Final[dict[str, str]] = {
    "warm_up": "a young number begins few",
    "daily_budget": "as set for this number",
}

# What each figure counts, over which time.
MEANINGS: Final[dict[str, str]] = {
    "sent": "Messages of ours that Green API took, whatever became of them.",
    "delivered": "Of the sent ones, those that WhatsApp says reached a phone.",
    "failed": "Messages that could not be sent, or that WhatsApp reported as failed.",
    "no_account": "Messages to people who have no WhatsApp.",
    "new_contacts": "Conversations the hotel began today, and how many it may begin until midnight "
    "in the hotel's time zone.",
    "replies": "Of the conversations the hotel began in the last seven days, the share in which "
    "the guest has answered. Below 20 conversations it says nothing.",
    "pace": "The least time between two messages of this number now.",
    "waiting": "Messages that may leave and wait for their turn.",
    "completeness": "Messages of guests and of the hotel's phone that WhatsApp's journals show for "
    "the last 24 hours, and how many of them had not reached us when they were compared. The last "
    "three minutes are not compared yet.",
}

# What the first line says a person has to do: for one, and for many.
ASKED: Final = ("message waits for your decision", "messages wait for your decision")
GIVEN_UP: Final = ("piece of work was given up", "pieces of work were given up")
TO_MEND: Final = ("connection needs your attention", "connections need your attention")
