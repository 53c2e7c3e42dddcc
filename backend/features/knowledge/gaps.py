"""What a question and a colleague's answer to it would make as an entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.facts import clashes
from backend.domain.language import guess_language
from backend.domain.phrases import fold
from backend.domain.pseudonyms import Known, Pseudonyms, PublicFacts, public_facts
from backend.features.knowledge.schemas import LONGEST_TITLE, Gap, GapView, SuggestedEntry
from backend.kit.text import shorten
from backend.models import KnowledgeEntry

LONGEST_QUESTION = 300
_HIDDEN = re.compile(r"<[A-Z]+(?:_\d+)?>")


@dataclass(frozen=True, slots=True)
class Beside:
    """What suggestions are held against."""

    entries: Sequence[KnowledgeEntry]
    public: PublicFacts


def beside(entries: Sequence[KnowledgeEntry]) -> Beside:
    return Beside(entries, public_facts(one.text for one in entries))


def views_of(gaps: Sequence[Gap], known: Beside) -> list[GapView]:
    """A question that stands further up already is left out."""
    asked: set[str] = set()
    shown = []
    for one in gaps:
        question = fold(one.question).rstrip("?!. ")
        if question not in asked:
            asked.add(question)
            shown.append(_view(one, known))
    return shown


def _view(one: Gap, known: Beside) -> GapView:
    return GapView(
        id=str(one.decision_id),
        conversation_id=one.conversation_id,
        reason=one.reason,
        asked_at=one.asked_at,
        question=shorten(one.question, LONGEST_QUESTION),
        guest_name=one.guest_name,
        answered_by=one.answered_by or "",
        suggested=_suggested(one, known) if one.answer else None,
    )


def _suggested(one: Gap, known: Beside) -> SuggestedEntry:
    names = tuple(filter(None, (one.guest_name, one.whatsapp_name)))
    private = Known(names, rooms=tuple(one.rooms), bookings=tuple(one.bookings))
    hide = Pseudonyms(private, known.public).hide
    title = shorten(_without(hide(one.question)), LONGEST_TITLE)
    text = _without(hide(one.answer or ""))
    texts = [(title, text, ""), *((each.title, each.text, "") for each in known.entries)]
    against = next((each for each in clashes(texts) if each.left == 0), None)
    language = guess_language(text) or guess_language(title) or "en"
    return SuggestedEntry(
        title=title,
        text=text,
        language=language,
        contradicts=known.entries[against.right - 1].title if against else None,
    )


def _without(text: str) -> str:
    """Personal data leaves a gap that a person sees."""
    return _HIDDEN.sub("…", text).strip()
