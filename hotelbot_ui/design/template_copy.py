"""The words of the templates screen, by the codes of the API; tests/ui/test_copy.py holds them
together."""

from typing import Final

from hotelbot_ui.design.tokens import Tone

# State of the newest words in one language: words, glyph, tone.
STATES: Final[dict[str, tuple[str, str, Tone]]] = {
    "reviewed": ("Reviewed", "circle-check", "good"),
    "draft": ("Draft", "pencil-line", "notice"),
    "machine": ("Machine, not reviewed", "languages", "warning"),
}
# Of words in the editor that the server does not hold.
TYPED: Final[dict[str, tuple[str, str, Tone]]] = {
    "unsaved": ("Not saved", "circle-dot", "warning"),
    "new": ("New", "circle-dashed", "neutral"),
}

LINKS: Final[dict[str, tuple[str, str, Tone]]] = {
    "ok": ("Opens", "circle-check", "good"),
    "redirects": ("Leads elsewhere", "corner-down-right", "notice"),
    "not_found": ("Not found", "circle-x", "danger"),
    "refused": ("Answers with a refusal", "circle-alert", "warning"),
    "unreachable": ("Cannot be reached", "cloud-off", "danger"),
    "private_address": ("Not on the internet", "shield-alert", "danger"),
}

LANGUAGES: Final = (
    ("en", "English"),
    ("de", "German"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("en-US", "American English"),
    ("ar", "Arabic"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("el", "Greek"),
    ("he", "Hebrew"),
    ("hu", "Hungarian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("ro", "Romanian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("zh", "Chinese"),
)
GROUPS: Final = (("guest", "Guest"), ("stay", "Stay"), ("hotel", "Hotel"))
