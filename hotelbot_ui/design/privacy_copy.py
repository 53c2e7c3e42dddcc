"""The words of the privacy proof and of the cost of the AI, by the codes of the backend."""

from typing import Final

from hotelbot_ui.design.tokens import Tone

KINDS: Final[dict[str, tuple[str, str]]] = {
    "model": ("sparkles", "Asked the AI"),
    "message": ("send", "Message to the guest"),
    "file": ("file-down", "File fetched"),
    "alert": ("bell", "Alert to a colleague"),
    "notice": ("webhook", "Notice to a program"),
}
CARRIED: Final[dict[str, str]] = {
    "model": "The words below, with personal data replaced. Nothing else of the guest.",
    "message": "The message as it stands in the thread, and the guest's number.",
    "file": "The address of the file, which came from the provider.",
    "alert": "The line below, the room and the time. No name, no guest's words.",
    "notice": "Ids, the room and dates of the stay. No name, no guest's words.",
}
TASKS: Final[dict[str, str]] = {
    "answer": "Answers",
    "draft": "Drafts for staff",
    "mood": "Moods",
    "translate": "Translations",
    "suggest": "Suggestions",
    "rewrite": "Rewriting",
    "summary": "Summaries",
    "entry": "Wording of entries",
    "golden": "Checks before publishing",
    "judge": "Judging of checked answers",
    "ai": "written by the AI",
    "staff": "written by a colleague",
    "trigger": "written by a trigger",
}
REPLACED: Final[dict[str, str]] = {
    "guest": "guest's name",
    "name": "other name",
    "room": "room",
    "phone": "phone number",
    "email": "e-mail address",
    "card": "card number",
    "iban": "bank account",
    "id": "document number",
    "birth": "day of birth",
    "address": "street address",
    "booking": "reservation number",
    "link": "link",
    "code": "door code",
}
MARKS: Final[dict[str, tuple[str, str, Tone]]] = {
    "equal": ("shield-check", "The hash is that of what is shown", "good"),
    "different": ("shield-alert", "The hash is another one: the record was changed", "danger"),
    "gone": ("clock-3", "The words were deleted when their time was over", "neutral"),
    "unknown": ("circle-help", "Kept before it could be checked", "neutral"),
}
