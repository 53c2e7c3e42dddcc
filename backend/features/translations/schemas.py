"""Translations as screens and scripts see them, and what is asked of the model."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from backend.domain.pseudonyms import Pseudonyms
from backend.domain.translating import TranslationState
from backend.features.conversations.schemas import View


class Translated(View):
    """One text in another language, or why it is not."""

    state: TranslationState
    language: str
    """The wanted one."""
    spoken: str | None
    """The source's; null while unknown."""
    text: str
    """Empty unless translated."""
    reason: str | None
    """Why there is none: a refusal of ours, or the name of what became of the call."""
    fact: str
    """What the model lost or added, as it was written."""
    doubtful: list[str]
    """What a person should look at: names that were not found again, or "free of charge"."""


class TranslationView(Translated):
    message_id: str
    by_person: bool
    """A colleague's own words, of which the message is the translation."""


class ReadingView(View):
    """How the caller reads one conversation."""

    on: bool
    language: str | None
    """Into which; null while nothing was chosen."""
    guest_language: str | None
    """By the guest's card, where what they write taught it too; null while nobody knows. A reply
    is put into the language of what they wrote last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that only the model can translate."""

    digest: bytes
    text: str
    message_id: int | None = None
    """None: it is being written."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a colleague wrote before it was put into the guest's language."""

    text: str
    language: str
    put_into: str | None
    """None where nobody looked at the translation before."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one text."""

    wanted: Wanted
    said: Translated
    is_kept: bool
    """An outage is not: the next look asks again."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is read before the model is asked; no transaction is open while it thinks."""

    conversation_id: UUID
    language: str
    spoken: str | None
    """What this guest speaks, as far as is known."""
    pseudonyms: Pseudonyms
    user_id: str
    read_at: datetime
    """By the database's clock."""
    known: list[TranslationView] = field(default_factory=list)
    """What needs no call."""
    wanted: list[Wanted] = field(default_factory=list)
    may_ask: bool = True
    """The hotel's budget for the AI is not used up."""
