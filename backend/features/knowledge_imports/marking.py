"""What a person should know of a proposal: it is there already, it says something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.domain.facts import Clash, clashes
from backend.domain.knowledge_words import Mark
from backend.domain.phrases import fold
from backend.domain.untrusted import speaks_to_a_model
from backend.features.knowledge_imports.reading import Proposed
from backend.models import KnowledgeEntry

ALIKE = 0.6
"""Share of words that two texts have in common."""


@dataclass(frozen=True, slots=True)
class Marked:
    mark: Mark | None = None
    twin_id: UUID | None = None
    note: str = ""


def marks_of(proposed: Sequence[Proposed], entries: Sequence[KnowledgeEntry]) -> list[Marked]:
    """One for each proposal, in their order."""
    known = [(one, _words(one.title), _words(one.text)) for one in entries]
    conflicts = _conflicts(proposed, entries)
    return [_mark(one, known, conflicts.get(place)) for place, one in enumerate(proposed)]


Known = Sequence[tuple[KnowledgeEntry, frozenset[str], frozenset[str]]]


def _mark(one: Proposed, known: Known, clash: tuple[Clash, KnowledgeEntry] | None) -> Marked:
    if speaks_to_a_model(one.title) or speaks_to_a_model(one.text):
        return Marked(Mark.SUSPICIOUS)
    title, text = _words(one.title), _words(one.text)
    same = next((e.id for e, _, words in known if words == text and _fits(e, one)), None)
    if same is not None:
        return Marked(Mark.SAME, same)
    if clash is not None:
        return Marked(Mark.CONFLICT, clash[1].id, clash[0].right_quote)
    alike = (
        e.id for e, name, words in known if _fits(e, one) and (name == title or _alike(words, text))
    )
    twin = next(alike, None)
    return Marked(Mark.SIMILAR, twin) if twin is not None else Marked()


def _fits(entry: KnowledgeEntry, one: Proposed) -> bool:
    return one.language is None or entry.language[:2] == one.language[:2]


def _conflicts(
    proposed: Sequence[Proposed], entries: Sequence[KnowledgeEntry]
) -> dict[int, tuple[Clash, KnowledgeEntry]]:
    texts = [(one.title, one.text, "") for one in proposed]
    texts += [(one.title, one.text, _season(one)) for one in entries]
    found: dict[int, tuple[Clash, KnowledgeEntry]] = {}
    for clash in clashes(texts):
        if clash.left < len(proposed) <= clash.right:
            found.setdefault(clash.left, (clash, entries[clash.right - len(proposed)]))
    return found


def _season(entry: KnowledgeEntry) -> str:
    return f"{entry.season_from}/{entry.season_until}" if entry.season_from else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(_split(text))


def _split(text: str) -> Iterator[str]:
    return (one.strip(".,;:!?()\"'") for one in fold(text).split())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one | other) and len(one & other) / len(one | other) >= ALIKE
