"""What an answer stands on, as staff see it: sentences with their entries, and what was dropped."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.features.conversations.schemas import View
from backend.features.knowledge.schemas import KnowledgeView
from backend.models import Message


class SourceView(View):
    id: UUID
    title: str
    """As it was when the answer was given."""
    text: str
    """As the entry reads now; empty when it was deleted."""
    valid_until: date | None
    valid_today: bool


class SentenceView(View):
    text: str
    sources: list[SourceView]


class DroppedView(SentenceView):
    why: str
    """A code: no_source, unknown_source, source_not_valid, not_in_source, promise."""
    kind: str
    """Of the fact that nothing holds: time, price, name and so on; empty where there is none."""
    claim: str
    """That fact as the AI wrote it."""


class EvidenceView(View):
    kept: list[SentenceView]
    dropped: list[DroppedView]
    reason: str
    """A code of why a person was called; empty when the AI answered."""


_PLACEHOLDER = re.compile(r"<([A-Z]+)(?:_\d+)?>")


def evidence_view(
    message: Message, facts: Mapping[str, Any], entries: Mapping[str, KnowledgeView]
) -> EvidenceView:
    held: Mapping[str, Any] = facts.get("evidence") or {}
    rejected = bool(facts.get("refusal"))
    kept = [] if rejected else held.get("kept", [])
    if not kept and message.ai_sources:
        kept = [{"text": message.text, "sources": message.ai_sources}]
    return EvidenceView(
        kept=[SentenceView(**_sentence(one, entries)) for one in kept],
        dropped=[
            DroppedView(
                **_sentence(one, entries),
                why=one["why"],
                kind=one["kind"],
                claim=_readable(one["claim"]),
            )
            for one in held.get("dropped", [])
        ],
        reason=str(facts.get("refusal") or facts.get("hand_over") or facts.get("failure") or ""),
    )


def source_ids(message: Message, facts: Mapping[str, Any]) -> set[UUID]:
    held: Mapping[str, Any] = facts.get("evidence") or {}
    sentences = [*held.get("kept", []), *held.get("dropped", [])]
    sources = [*message.ai_sources, *(one for each in sentences for one in each["sources"])]
    return {UUID(one["id"]) for one in sources}


def _sentence(one: Mapping[str, Any], entries: Mapping[str, KnowledgeView]) -> dict[str, Any]:
    sources = [_source(each, entries.get(each["id"])) for each in one["sources"]]
    return {"text": _readable(one["text"]), "sources": sources}


def _source(named: Mapping[str, str], entry: KnowledgeView | None) -> SourceView:
    return SourceView(
        id=UUID(named["id"]),
        title=named["title"],
        text=entry.text if entry else "",
        valid_until=entry.valid_until if entry else None,
        valid_today=entry is not None and entry.valid_today,
    )


def _readable(text: str) -> str:
    """The ledger holds no names and codes; their places say what stood there."""
    return _PLACEHOLDER.sub(lambda found: f"[{found[1].lower()}]", text)
