"""Versions of an entry as they are shown: what each says, and what it changed."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from backend.domain.word_diff import diff_words
from backend.features.knowledge.schemas import (
    ChangedField,
    ChangedWords,
    ChangesView,
    VersionView,
)
from backend.models import KnowledgeVersion

_WORDS = ("title", "text")


def version_view(row: KnowledgeVersion) -> VersionView:
    assert row.made_at is not None
    return VersionView(
        version=row.version,
        title=row.content["title"],
        text=row.content["text"],
        restored_from=row.restored_from,
        made_by=row.made_by,
        made_at=row.made_at,
    )


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], *, version: int, since: int
) -> ChangesView:
    title, text = (_words(before.get(name, ""), after[name]) for name in _WORDS)
    others = [name for name in after if name not in _WORDS]
    fields = [
        ChangedField(name=name, before=_shown(before.get(name)), after=_shown(after[name]))
        for name in others
        if before.get(name) != after[name]
    ]
    return ChangesView(version=version, since=since, title=title, text=text, fields=fields)


def _words(before: str, after: str) -> list[ChangedWords]:
    return [ChangedWords(**asdict(one)) for one in diff_words(before, after)]


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
