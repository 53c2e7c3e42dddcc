"""Whether a text that was rewritten still says the same, and a summary only what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.claims import Claim, Kind
from backend.domain.evidence import first_unheld
from backend.domain.language import guess_language, is_other_language
from backend.domain.leaks import is_disguised, repeats
from backend.domain.pseudonyms import Pseudonyms, placeholders_in

LONGEST = 4_000
MOST_POINTS = 8
LONGEST_POINT = 400


class Fault(StrEnum):
    """Why nothing of it is shown."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    OTHER_LANGUAGE = "other_language"
    FACTS_CHANGED = "facts_changed"
    """A time, price, number, name or the like was added, lost or changed."""
    INSTRUCTIONS = "instructions"
    DISGUISED = "disguised"
    UNSUPPORTED = "unsupported"
    """A summary of which nothing was said in the conversation."""


@dataclass(frozen=True, slots=True)
class Judged:
    text: str
    """As it may be shown, names filled in; empty with a fault."""
    fault: Fault | None = None
    claim: str = ""
    """The fact that was added, lost or changed, as it was written."""
    left_out: int = 0


def judge_rewriting(
    before: str, after: str, pseudonyms: Pseudonyms, *, instructions: str = ""
) -> Judged:
    """Both with placeholders. Every fact of one text must be in the other; whether the words
    around them mean the same, such as a "not" that was lost, code cannot see."""
    fault = _fault_of_words(after, instructions)
    if fault is not None:
        return Judged("", fault)
    changed = changed_fact(before, after)
    if changed is not None:
        return Judged("", Fault.FACTS_CHANGED, pseudonyms.restore(changed))
    if _speak_differently(before, after):
        return Judged("", Fault.OTHER_LANGUAGE)
    return Judged(pseudonyms.restore(after))


def _speak_differently(before: str, after: str) -> bool:
    """Looked at from both sides: a short text may be of more than one language."""
    one, other = guess_language(before), guess_language(after)
    if one is None or not is_other_language(after, one):
        return False
    return other is None or is_other_language(before, other)


def changed_fact(before: str, after: str) -> str | None:
    """The first fact that only one of the texts states; None: both state the same."""
    hidden, left = sorted(placeholders_in(before)), sorted(placeholders_in(after))
    odd = set(hidden) ^ set(left)
    if odd:
        return min(odd)
    language = guess_language(before)
    lost = first_unheld(before, after, language=language)
    added = first_unheld(after, before, language=language)
    found = lost or added
    return _words_of(found) if found else None


def judge_summary(
    points: Sequence[str],
    said: str,
    pseudonyms: Pseudonyms,
    *,
    language: str,
    instructions: str = "",
) -> Judged:
    """`said`: the conversation as the model read it. A point that states what nobody said is left
    out."""
    whole = "\n".join(points)
    fault = _fault_of_words(whole, instructions)
    if fault is not None:
        return Judged("", fault)
    kept = [one for one in points[:MOST_POINTS] if _was_said(one, said, pseudonyms, language)]
    left_out = len(points) - len(kept)
    if not kept:
        return Judged("", Fault.UNSUPPORTED, left_out=left_out)
    text = "\n".join(kept)
    if is_other_language(text, language):
        return Judged("", Fault.OTHER_LANGUAGE)
    return Judged(pseudonyms.restore(text), left_out=left_out)


def _was_said(point: str, said: str, pseudonyms: Pseudonyms, language: str) -> bool:
    if len(point) > LONGEST_POINT or not all(map(pseudonyms.knows, placeholders_in(point))):
        return False
    return first_unheld(point, said, language=language) is None


def _fault_of_words(text: str, instructions: str) -> Fault | None:
    if not text.strip():
        return Fault.EMPTY
    if len(text) > LONGEST:
        return Fault.TOO_LONG
    if repeats(text, instructions):
        return Fault.INSTRUCTIONS
    return Fault.DISGUISED if is_disguised(text) else None


def _words_of(claim: Claim) -> str:
    return claim.words or (str(claim.value) if claim.kind is not Kind.WEEKDAY else "")
