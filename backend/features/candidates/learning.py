"""From resolved conversations to candidates. Nothing is written here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from backend.domain.language import guess_language
from backend.domain.learning import Line, is_asked_already, is_held, pairs_in, words_of
from backend.domain.pseudonyms import Known, Pseudonyms, PublicFacts, public_facts
from backend.domain.words import Author
from backend.features.candidates.schemas import Resolved, Spoken
from backend.kit.text import storable
from backend.models import KnowledgeEntry


def candidates_in(
    resolved: Sequence[Resolved],
    spoken: Sequence[Spoken],
    entries: Sequence[KnowledgeEntry],
    questions: Sequence[str],
) -> list[dict[str, object]]:
    """As rows. `questions`: those found before; the same asked again is no candidate."""
    lines, names = _by_conversation(spoken)
    public = public_facts(one.text for one in entries)
    held = [f"{one.title}: {one.text}" for one in entries]
    known = [words_of(one) for one in questions]
    rows: list[dict[str, object]] = []
    for one in resolved:
        for pair in pairs_in(lines[one.conversation_id], _pseudonyms(one, public)):
            language = guess_language(pair.answer) or guess_language(pair.question) or "en"
            if is_asked_already(pair.question, known) or is_held(pair, held, language=language):
                continue
            known.append(words_of(pair.question))
            rows.append(
                {
                    "conversation_id": one.conversation_id,
                    "question_id": pair.question_id,
                    "question": storable(pair.question),
                    "answer": storable(pair.answer),
                    "language": language,
                    "answered_by": names.get(pair.answer_id, ""),
                }
            )
    return rows


def _by_conversation(
    spoken: Sequence[Spoken],
) -> tuple[Mapping[UUID, list[Line]], Mapping[int, str]]:
    """({conversation: its lines}, {message: who wrote it})"""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for one in spoken:
        line = Line(one.id, Author(one.author), one.text, handed_over=one.handed_over)
        lines[one.conversation_id].append(line)
    return lines, {one.id: one.author_name for one in spoken}


def _pseudonyms(one: Resolved, public: PublicFacts) -> Pseudonyms:
    names = tuple(filter(None, (one.guest_name, one.whatsapp_name)))
    return Pseudonyms(Known(names, rooms=tuple(one.rooms), bookings=tuple(one.bookings)), public)
