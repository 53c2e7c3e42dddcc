"""What a conversation between people teaches: a guest's question and a colleague's answer that is
true for the next guest as well. By rule: where it is doubtful, nothing is learned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.claims import claims_in
from backend.domain.courtesy import is_courtesy, promises_something
from backend.domain.evidence import first_unheld
from backend.domain.phrases import fold
from backend.domain.pseudonyms import Pseudonyms
from backend.domain.reserved import is_reserved
from backend.domain.untrusted import speaks_to_a_model
from backend.domain.words import Author

SHORTEST_QUESTION, LEAST_ANSWER_WORDS = 8, 4
MOST_QUESTION_WORDS, LONGEST_ANSWER = 30, 1_000
ALIKE = 0.8
"""Share of words that two questions have in common to be one."""
_SENTENCE = re.compile(r"(?<=[.!?？؟\n])\s+")
_ASKS = re.compile(r"[?？؟]\s*$")
# What hides a name in a salutation leaves with it; what hides a room, a booking or a code is about
# this guest alone.
_SALUTATION = re.compile(r"^[^.!?,:\n]{0,40}<GUEST>[^.!?,:\n]{0,20}[,:.!]\s*|,?\s*<GUEST>(?=[.!,])")
_PRIVATE = re.compile(r"<[A-Z]+(?:_\d+)?>")


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the conversation."""

    id: int
    author: Author
    text: str
    handed_over: bool = False
    """The AI gave the turn to people for want of an entry: it stands in the list of gaps."""


@dataclass(frozen=True, slots=True)
class Pair:
    question_id: int
    answer_id: int
    question: str
    answer: str
    """Both without personal data."""


def pairs_in(lines: Sequence[Line], pseudonyms: Pseudonyms) -> list[Pair]:
    """Oldest first. A colleague's first message after a guest's question is its answer, unless
    somebody else spoke between them."""
    found: list[Pair] = []
    asked: Line | None = None
    for line in lines:
        if line.author is Author.GUEST:
            asked = line if _question_in(line.text) else asked
            continue
        pair = _pair(asked, line, pseudonyms) if asked and line.author is Author.STAFF else None
        if pair is not None:
            found.append(pair)
        asked = None
    return found


def _pair(asked: Line, answered: Line, pseudonyms: Pseudonyms) -> Pair | None:
    question, answer = _question_in(asked.text), answered.text.strip()
    if asked.handed_over or not question or len(answer) > LONGEST_ANSWER:
        return None
    if is_reserved(question) or is_reserved(answer) or speaks_to_a_model(asked.text):
        return None
    plain_question = _impersonal(pseudonyms.hide(question))
    stated = [one for one in _SENTENCE.split(_impersonal(pseudonyms.hide(answer))) if _states(one)]
    said = " ".join(stated)
    if len(said.split()) < LEAST_ANSWER_WORDS or _PRIVATE.search(f"{plain_question} {said}"):
        return None
    return Pair(asked.id, answered.id, plain_question, said)


def is_held(pair: Pair, entries: Sequence[str], *, language: str | None) -> bool:
    """Whether an entry holds what the colleague answered, or asks the very question."""
    asked = words_of(pair.question)
    return any(
        _alike(asked, words_of(entry.partition(":")[0]))
        or (claims_in(pair.answer, language) and _says(entry, pair.answer, language))
        for entry in entries
    )


def _says(entry: str, answer: str, language: str | None) -> bool:
    return first_unheld(answer, entry, language=language) is None


def is_asked_already(question: str, known: Sequence[frozenset[str]]) -> bool:
    """`known`: the words of questions that were found before."""
    words = words_of(question)
    return any(_alike(words, one) for one in known)


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


def _question_in(text: str) -> str:
    """Its last question; a text without a question mark asks nothing for certain."""
    asked = [one.strip() for one in _SENTENCE.split(text[:2_000]) if _ASKS.search(one)]
    question = asked[-1] if asked else ""
    fits = len(question) >= SHORTEST_QUESTION and len(question.split()) <= MOST_QUESTION_WORDS
    return question if fits else ""


def _states(sentence: str) -> bool:
    """No courtesy, no promise to this guest, no question back."""
    if not sentence.strip() or _ASKS.search(sentence):
        return False
    return not is_courtesy(sentence) and not promises_something(sentence)


def _impersonal(hidden: str) -> str:
    return _SALUTATION.sub("", hidden).strip()


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) / len(one | other) >= ALIKE
