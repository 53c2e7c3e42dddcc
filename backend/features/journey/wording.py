"""The words of a trigger for one stay, with only what this guest may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from backend.domain.identity import identify, may_tell_of
from backend.domain.stay_history import PastStay
from backend.domain.template_variables import class_of, told_facts, values_of
from backend.domain.templates import Rendered, choose_language, render, variables_in
from backend.domain.trigger_facts import Skip, SkipReason
from backend.domain.words import FactClass
from backend.features.triggers.service import ArmedTrigger
from backend.models import Hotel, Stay

AnyStay = Stay | PastStay


class AnyGuest(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Worded:
    language: str
    text: str
    version: int
    """Of the template's text in this language."""


@dataclass(frozen=True, slots=True)
class Wordless:
    skip: Skip
    language: str | None = None
    missing: tuple[str, ...] = ()


def word(
    armed: ArmedTrigger,
    *,
    hotel: Hotel,
    guest: AnyGuest,
    stay: AnyStay | None,
    stays: Sequence[AnyStay],
    door_code: str | None,
    today: date,
) -> Worded | Wordless:
    """The stay is known here: its number wrote, or its reservation names the number. A secret
    still leaves only for the one verified stay that is in the house."""
    language = choose_language(armed.texts, (guest.language, hotel.language))
    if language is None:
        return Wordless(Skip(SkipReason.NO_TEMPLATE))
    sent = armed.texts[language]
    facts = told_facts(
        hotel,
        stay,
        guest_name=(stay.guest_name if stay else "") or guest.name,
        door_code=_secret(
            sent.text, guest=guest, stay=stay, stays=stays, code=door_code, today=today
        ),
    )
    rendered = render(sent.text, values_of(facts, language), language=language)
    if isinstance(rendered, Rendered):
        return Worded(language, rendered.text, sent.version)
    secret = any(class_of(name) is FactClass.SECRET for name in rendered.variables)
    reason = SkipReason.NOT_VERIFIED if secret and door_code else SkipReason.MISSING_VARIABLE
    detail = ",".join(rendered.variables)
    return Wordless(Skip(reason, detail=detail), language, rendered.variables)


def wants_secret(armed: ArmedTrigger) -> bool:
    names = {name for sent in armed.texts.values() for name in variables_in(sent.text)}
    return any(class_of(name) is FactClass.SECRET for name in names)


def _secret(
    text: str,
    *,
    guest: AnyGuest,
    stay: AnyStay | None,
    stays: Sequence[AnyStay],
    code: str | None,
    today: date,
) -> str:
    if stay is None or code is None or "door_code" not in variables_in(text):
        return ""
    identity = identify(stays, today=today, number_known=guest.phone is not None)
    return code if may_tell_of(FactClass.SECRET, stay.id, identity) else ""
