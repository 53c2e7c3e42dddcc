"""Words of golden questions, their runs and changes that wait."""

from typing import Final

from hotelbot_ui.design.tokens import Tone

EXPECTS: Final[dict[str, str]] = {
    "answered": "To be answered",
    "handed_over": "To be given to a person",
    "refused": "Nothing may be told",
}
ORIGINS: Final[dict[str, str]] = {
    "starter": "From the starter set",
    "gap": "From a question that became an entry",
    "wrong": "From an answer called wrong",
    "thread": "From a resolved conversation",
    "staff": "Written by a colleague",
}
OUTCOMES: Final[dict[str, str]] = {
    "answered": "answered",
    "handed_over": "given to a person",
    "silent": "not answered",
}
FAULTS: Final[dict[str, str]] = {
    "outcome": "answered where a person was wanted, or the other way round",
    "language": "in another language than the guest's",
    "fact_missing": "a fact that must appear is missing",
    "source_missing": "it stands on another entry than it should",
    "not_in_source": "it names a price, phone or link that no entry holds",
    "payment": "it speaks of the number of a card or an account",
    "judged_bad": "the judge calls it bad",
}
WAYS: Final[dict[str, str]] = {
    "live": "by the model",
    "rule": "by rule",
    "recorded": "from a recording",
    "none": "nobody answered",
}
RUNS: Final[dict[str, tuple[str, str, Tone]]] = {
    "waiting": ("clock", "Waiting to be asked", "notice"),
    "running": ("loader", "Being asked", "notice"),
    "stopped": ("wallet", "Stopped: the AI's limit is reached", "warning"),
    "passed": ("circle-check", "Nothing got worse", "good"),
    "worse": ("triangle-alert", "Got worse", "danger"),
    "failed": ("circle-alert", "Could not be compared", "warning"),
}
CAUSES: Final[dict[str, str]] = {
    "staff": "asked by a colleague",
    "questions": "a question was approved or changed",
    "knowledge": "a change of an entry waits for it",
    "release": "the instructions or the model changed",
}
TROUBLES: Final[dict[str, str]] = {
    "model_away": "The model does not answer, and there is no recording to go by.",
    "gave_up": "Asking failed again and again.",
    "limit_day": (
        "Stopped: the limit of the day is reached. It goes on by itself after midnight, or within "
        "a minute of a higher limit."
    ),
    "limit_month": (
        "Stopped: the limit of the month is reached. It goes on by itself when the month ends, or "
        "within a minute of a higher limit."
    ),
}
KINDS: Final[dict[str, str]] = {
    "create": "New entry",
    "update": "Changed entry",
    "delete": "Deleted entry",
    "undelete": "Entry brought back",
}
CHANGES: Final[dict[str, tuple[str, str, Tone]]] = {
    "checking": ("clock", "Being checked", "notice"),
    "refused": ("shield-alert", "Not published", "danger"),
    "unchecked": ("circle-alert", "Could not be checked", "warning"),
}
