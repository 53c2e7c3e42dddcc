"""The words of ladders, promises, complaints, duty and calibration."""

from typing import Final

from hotelbot_ui.design.tokens import Tone

WAYS: Final[dict[str, str]] = {
    "screen": "on the screen",
    "email": "by e-mail",
    "webhook": "by webhook",
    "whatsapp": "on WhatsApp",
}
# How a step ended, by its outcome; a waiting one says what it waits for.
OUTCOMES: Final[dict[str, str]] = {
    "": "waits",
    "shown": "shown",
    "sent": "sent",
    "handled": "not needed any more",
    "acknowledged": "not needed any more",
    "resolved": "not needed any more",
    "dismissed": "not needed any more",
    "no_way": "has no such address now",
    "no_number": "no WhatsApp number can send",
    "no_mail_server": "no mail server is set up",
    "timeout": "the other side did not answer in time",
    "network": "the other side could not be reached",
    "tls": "the mail server's certificate was not accepted",
    "auth": "the mail server refused our sign-in",
    "refused": "the mail server refused the address",
    "busy": "the mail server was busy",
    "error": "something went wrong here",
}
STEP_GLYPHS: Final[dict[str, str]] = {
    "done": "check",
    "waiting": "hourglass",
    "left_out": "minus",
    "failed": "circle-alert",
}
SOURCES: Final[dict[str, str]] = {
    "mood": "noticed by mood",
    "trigger": "raised by a trigger",
    "survey": "a low score in a survey",
    "staff": "marked by a colleague",
}
STATES: Final[dict[str, tuple[str, str, Tone]]] = {
    "open": ("frown", "Nobody owns it", "danger"),
    "owned": ("user-check", "Owned", "warning"),
    "acted": ("wrench", "Acted on", "notice"),
    "asked": ("circle-help", "Guest was asked", "notice"),
    "closed": ("circle-check", "Closed", "good"),
}
PROMISES: Final[dict[str, tuple[str, str, Tone]]] = {
    "kept": ("circle-check", "Kept", "good"),
    "cancelled": ("ban", "Cancelled", "neutral"),
    "missed": ("timer-off", "Missed", "danger"),
}
PROMISED_BY: Final[dict[str, str]] = {
    "ai": "said by the AI",
    "staff": "said by a colleague",
    "phone": "said on the hotel's phone",
}
DAYS: Final[tuple[str, ...]] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
