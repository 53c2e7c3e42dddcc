"""Help for a colleague who writes: the same text in other words, a summary, a question as an
entry."""

import re
from typing import Any

MOST_POINTS = 6
_TASK = re.compile(r"^What to do: (\w+)\.", re.M)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_FILLERS = re.compile(
    r"\b(?:just|really|actually|basically|quite|very|simply|so kindly|as you know,)\s+", re.I
)
_WARM = {
    "de": "Sehr gern: ",
    "es": "Con mucho gusto: ",
    "ru": "С удовольствием: ",
    "en": "Gladly. ",
}
_PLAIN = {
    "hi": "Good day",
    "hey": "Good day",
    "thanks": "Thank you",
    "can't": "cannot",
    "don't": "do not",
    "it's": "it is",
    "we're": "we are",
}
_TYPOS = {
    "brekfast": "breakfast",
    "breakfest": "breakfast",
    "recieve": "receive",
    "tommorow": "tomorrow",
    "untill": "until",
    "resturant": "restaurant",
    "wich": "which",
    "teh": "the",
}


def help_staff(system: str, text: str) -> dict[str, Any] | None:
    """None: it is no help that is asked for."""
    if system.startswith("task: rewrite"):
        task = _TASK.search(system)
        return {"text": _REWRITINGS[task[1]](text) if task else text}
    if system.startswith("task: summary"):
        return {"points": _points(text)}
    if system.startswith("task: entry"):
        return _entry(text)
    return None


def _shorter(text: str) -> str:
    return _FILLERS.sub("", text).strip()


def _friendlier(text: str) -> str:
    language = "ru" if re.search("[а-я]", text) else "de" if re.search("[äöüß]", text) else "en"
    return _WARM[language] + text


def _formal(text: str) -> str:
    return re.sub(r"[\w']+", lambda one: _PLAIN.get(one[0].casefold(), one[0]), text)


def _spelling(text: str) -> str:
    mended = re.sub(r"\w+", lambda one: _TYPOS.get(one[0].casefold(), one[0]), text)
    return mended[:1].upper() + mended[1:]


_REWRITINGS = {
    "shorter": _shorter,
    "friendlier": _friendlier,
    "formal": _formal,
    "spelling": _spelling,
}


def _points(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if line.strip()][-MOST_POINTS:]


def _entry(text: str) -> dict[str, Any]:
    """The question without its greeting as the title; of the answer what states something."""
    question, _, answer = text.partition("\nanswer: ")
    title = question.removeprefix("question: ").strip().rstrip("?").strip()
    sentences = [one for one in _SENTENCE.split(answer.strip()) if len(one) > len("Gladly.")]
    return {"title": title[:1].upper() + title[1:], "text": " ".join(sentences) or answer.strip()}
