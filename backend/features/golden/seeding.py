"""Where golden questions are proposed from: a starter set, and what guests of the hotel asked.

A proposal is never asked before a person approved it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from backend.domain.claims import Kind, claims_in
from backend.domain.facts import Aspect, facts_in
from backend.domain.golden_words import Expects, QuestionOrigin
from backend.domain.language import guess_language
from backend.domain.pseudonyms import Known, Pseudonyms, placeholders_in, public_facts
from backend.domain.words import FactClass
from backend.features.golden.schemas import GuestQuestion
from backend.features.golden.starter import EVERYWHERE, LANGUAGES, TOPICS
from backend.kit.ids import new_uuid
from backend.models import KnowledgeEntry

LONGEST = 300
MOST_FACTS = 4
_HOURS = frozenset({Aspect.OPENS, Aspect.CLOSES, Aspect.AT})
_ASKED = {
    "check_in": frozenset({Aspect.OPENS, Aspect.AT}),
    "check_out": frozenset({Aspect.CLOSES, Aspect.AT}),
    "room_service": frozenset({Aspect.CLOSES}),
}
"""Topics whose question asks for one end of the hours."""
_COSTS = frozenset({"parking"})
"""Topics whose question asks for the price."""


def from_starter(
    hotel_language: str, entries: Sequence[KnowledgeEntry]
) -> Iterator[dict[str, Any]]:
    """In the hotel's own language and those that its entries are written in."""
    spoken = {hotel_language[:2], *(one.language[:2] for one in entries)}
    public = [one for one in entries if one.fact_class is FactClass.PUBLIC]
    for language in (one for one in LANGUAGES if one in spoken):
        for subject, asked in TOPICS.items():
            about = [one for one in public if _speaks_of(subject, one)]
            if about:
                yield _row(
                    QuestionOrigin.STARTER,
                    f"starter:{language}:{subject}",
                    asked[language],
                    language,
                    facts=facts_of(subject, about),
                    sources=[str(one.id) for one in about],
                )
        for name, (expects, words) in EVERYWHERE.items():
            came_from = f"starter:{language}:{name}"
            yield _row(
                QuestionOrigin.STARTER, came_from, words[language], language, expects=expects
            )


def from_guests(
    origin: QuestionOrigin, asked: Sequence[GuestQuestion], entries: Sequence[KnowledgeEntry]
) -> Iterator[dict[str, Any]]:
    """Without personal data; what cannot be told without it is left out, and so is what is to be
    answered and stands on no entry any more, but where a colleague said what would be right."""
    known = {str(one.id) for one in entries}
    public = public_facts(one.text for one in entries)
    for one in asked:
        hidden = Pseudonyms(Known(names=one.names), public).hide(" ".join(one.text.split()))
        language = guess_language(one.text)
        sources = [source for source in _ids(one.sources) if source in known]
        facts = _named_in(one.right) if one.expects is Expects.ANSWERED else []
        holds = bool(sources or facts) or one.expects is not Expects.ANSWERED
        if language is None or not holds or placeholders_in(hidden) or len(hidden) > LONGEST:
            continue
        sources = sources if one.expects is Expects.ANSWERED else []
        yield _row(
            origin,
            one.came_from,
            hidden,
            language,
            expects=one.expects,
            facts=facts,
            sources=sources,
        )


def _named_in(right: str) -> list[str]:
    """Hours and prices; other words of a colleague are no fact that an answer must repeat."""
    found = {
        (one.kind, one.value): one.words
        for one in claims_in(right)
        if one.kind in (Kind.TIME, Kind.PRICE)
    }
    return list(found.values())[:MOST_FACTS]


def facts_of(subject: str, about: Sequence[KnowledgeEntry]) -> list[str]:
    """Hours, or the one price: what an answer to the question must name. Of hours that differ by
    day or season all are, where none holds always."""
    if subject in _COSTS:
        prices = {
            (claim.value, claim.words)
            for entry in about
            for claim in claims_in(entry.text)
            if claim.kind is Kind.PRICE
        }
        return (
            [words.upper() for _, words in prices][:1]
            if len({value for value, _ in prices}) == 1
            else []
        )
    hours = [
        (bool(one.narrowed), value)
        for entry in about
        for one in facts_in(entry.title, entry.text)
        if one.subject == subject and one.aspect in _ASKED.get(subject, _HOURS)
        for value in one.values
        if isinstance(value, int)
    ]
    always = {value for is_narrowed, value in hours if not is_narrowed}
    named = sorted(always or {value for _, value in hours})
    # Cut short they would let an answer pass that leaves out the rest.
    return [f"{one // 60:02}:{one % 60:02}" for one in named] if len(named) <= MOST_FACTS else []


def _speaks_of(subject: str, entry: KnowledgeEntry) -> bool:
    return any(one.subject == subject for one in facts_in(entry.title, entry.text)) or any(
        one.subject == subject for one in facts_in(entry.title, "00:00")
    )


def _ids(sources: Any) -> list[str]:
    listed = orjson.loads(sources) if isinstance(sources, str) else sources
    return [str(one["id"] if isinstance(one, dict) else one) for one in listed or []]


def _row(
    origin: QuestionOrigin,
    came_from: str,
    text: str,
    language: str,
    *,
    expects: Expects = Expects.ANSWERED,
    facts: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> dict[str, Any]:
    return {
        "id": new_uuid(),
        "language": language,
        "text": text,
        "expects": expects,
        "facts": list(facts),
        "source_ids": list(sources),
        "origin": origin,
        "came_from": came_from,
    }
