"""Which texts are translated, and whether a translation may be shown: it says neither more nor less
than its source, as far as code can tell.

Times, prices, dates, numbers, contacts and codes are compared both ways, as the evidence of answers
reads them. Of two of the languages below their words count too (days, months, "two"); of another
one only digits do. Whether the words around them mean the same is not something code can see.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from backend.domain.claim_words import MONTHS_BY_DAY
from backend.domain.claims import Claim, Kind, claims_in
from backend.domain.evidence import names_it, same_date
from backend.domain.language import base_language, guess_language, is_other_language
from backend.domain.leaks import is_disguised, repeats
from backend.domain.phrases import fold
from backend.domain.pseudonyms import placeholders_in
from backend.kit.text import visible


class TranslationState(StrEnum):
    TRANSLATED = "translated"
    SAME_LANGUAGE = "same_language"
    """It is in the wanted language already, or reads the same in it."""
    NO_WORDS = "no_words"
    """Nothing in it can be translated."""
    NOT_TRANSLATED = "not_translated"
    """The original stands alone, for a reason."""


class NotTranslated(StrEnum):
    """Why a text has no translation; calls that failed bring names of their own beside these."""

    TOO_LONG = "too_long"
    BUSY = "busy"
    """This hotel has as many calls under way as it may have."""
    OVER_BUDGET = "over_budget"
    """What the hotel's AI may cost is used up."""
    LEFT_OUT = "left_out"
    """The model answered without it."""
    EMPTY = "empty"
    LOST_FACT = "lost_fact"
    ADDED_FACT = "added_fact"
    PRIVATE_DATA = "private_data"
    """A name, a number or a link that was hidden from the model did not come back."""
    OTHER_LANGUAGE = "other_language"
    INSTRUCTIONS = "instructions"
    DISGUISED = "disguised"
    SWOLLEN = "swollen"
    """Far longer than what it translates."""


LONGEST_TEXT = 4_000
MOST_GROWN, GROWN_BESIDE = 3, 200
Readable = Literal[
    "en", "de", "es", "ru", "fr", "it", "pt", "nl", "pl", "tr", "uk", "el", "he", "ar", "hi", "th",
    "ko", "ja", "zh",
]  # fmt: skip
"""What a person may choose to read: languages of which code can tell that a text is in them."""
WITH_WORDS = frozenset({"en", "de", "es", "ru", "fr"})
"""Languages whose words for numbers and days are known to `claims`."""


@dataclass(frozen=True, slots=True)
class Judged:
    refusal: NotTranslated | None = None
    fact: str = ""
    """As it was written: what was lost or added."""
    doubtful: tuple[str, ...] = ()
    """What a person should look at: names that are not found again (they may have been translated,
    as "Pool" is), and that something is free, on one side alone."""


def state_without_model(
    text: str, language: str, *, spoken: str | None = None
) -> TranslationState | None:
    """None: the model has to be asked. `spoken`: the language of this talk, which decides where
    the text itself shows none."""
    if not any(map(str.isalpha, _words_alone(text))):
        return TranslationState.NO_WORDS
    found = guess_language(visible(text), spoken)
    if found == base_language(language):
        return TranslationState.SAME_LANGUAGE
    return None


def judge_translation(
    source: str, translated: str, *, language: str, spoken: str | None, instructions: str
) -> Judged:
    """Both as the model has them, with what is private hidden.

    `spoken`: the source's language, None while unknown. `instructions`: what the model was told.
    """
    refusal = _refusal_of_words(source, translated, language=language, instructions=instructions)
    if refusal is not None:
        return Judged(refusal)
    before, after = _Side(source, spoken), _Side(translated, language)
    lost = next((one for one in before.facts() if not _is_said_again(one, before, after)), None)
    if lost is not None:
        return Judged(NotTranslated.LOST_FACT, lost.words)
    added = next((one for one in after.facts() if not _is_kept(one, after, before)), None)
    if added is not None:
        return Judged(NotTranslated.ADDED_FACT, added.words)
    return Judged(doubtful=_doubtful(before, after))


def _doubtful(before: "_Side", after: "_Side") -> tuple[str, ...]:
    names = [one for one in before.claims() if one.kind is Kind.NAME]
    gone = {one.words for one in names if not names_it(str(one.value), after.text)}
    if before.has_words and after.has_words:
        free = (
            {one.words for one in each.claims() if one.kind is Kind.FREE}
            for each in (before, after)
        )
        said, meant = free
        if bool(said) != bool(meant):
            gone |= said | meant
    return tuple(sorted(gone))


def _refusal_of_words(
    source: str, translated: str, *, language: str, instructions: str
) -> NotTranslated | None:
    if not translated.strip():
        return NotTranslated.EMPTY
    if set(placeholders_in(source)) != set(placeholders_in(translated)):
        return NotTranslated.PRIVATE_DATA
    if len(translated) > len(source) * MOST_GROWN + GROWN_BESIDE:
        return NotTranslated.SWOLLEN
    if repeats(translated, instructions) and not repeats(source, instructions):
        return NotTranslated.INSTRUCTIONS
    if is_disguised(translated) and not is_disguised(source):
        return NotTranslated.DISGUISED
    if is_other_language(_words_alone(translated), language):
        return NotTranslated.OTHER_LANGUAGE
    return None


_HIDDEN = re.compile(r"<[A-Z]+(?:_\d+)?>")
_DIGITS = re.compile(r"\d{1,40}")
# "halb acht" is "half past seven": words for numbers are no facts beside these.
_IDIOM = re.compile(
    r"\b(?:halb\w*|viertel\w*|half|quarter|media|cuarto|пол\w*|четверть|без|demie?|quart)\b"
)
_UNIT = re.compile(r"(?<!\d)\d{1,6}[a-z]{1,3}")
# English "once" is no eleven.
_SPANISH_ELEVEN = "once"
ONE = 100


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    language: str | None

    @property
    def has_words(self) -> bool:
        return self.language is not None and base_language(self.language) in WITH_WORDS

    def claims(self) -> frozenset[Claim]:
        return claims_in(self.text, base_language(self.language) if self.language else None)

    def facts(self) -> list[Claim]:
        """What must stand on the other side too, in a fixed order; what only follows from a date
        has no words of its own."""
        found = [one for one in self.claims() if one.words and self._counts(one)]
        return sorted(found, key=lambda one: (one.kind, one.words))

    def _counts(self, one: Claim) -> bool:
        if one.kind in (Kind.NAME, Kind.FREE):
            return False
        if any(map(str.isdigit, one.words)) or one.kind in (Kind.EMAIL, Kind.LINK):
            return True
        eleven = one.words == _SPANISH_ELEVEN and self.language != "es"
        return self.has_words and not eleven

    def values(self, kind: Kind) -> set[object]:
        return {one.value for one in self.claims() if one.kind is kind}

    def numbers(self) -> set[int]:
        return {int(one) for one in _DIGITS.findall(_HIDDEN.sub(" ", self.text))}

    @property
    def has_idiom(self) -> bool:
        return _IDIOM.search(fold(self.text)) is not None


def _is_said_again(claim: Claim, here: _Side, there: _Side) -> bool:
    """One night may be "a night"; a one that comes from nowhere is no article."""
    return (claim.kind is Kind.NUMBER and claim.value == ONE) or _is_kept(claim, here, there)


def _is_kept(claim: Claim, here: _Side, there: _Side) -> bool:
    if claim.value in there.values(claim.kind):
        return True
    if claim.kind in (Kind.PHONE, Kind.EMAIL, Kind.LINK):
        return False
    if not (here.has_words and there.has_words):
        spelled = not any(map(str.isdigit, claim.words))
        return spelled or _has_digits(claim, there)
    match claim.kind:
        case Kind.TIME:
            return there.has_idiom or here.has_idiom or _is_hour(claim.value, there)
        case Kind.NUMBER:
            return there.has_idiom or here.has_idiom or _is_number(claim, there)
        case Kind.PRICE:
            return isinstance(claim.value, tuple) and claim.value[0] in there.values(Kind.NUMBER)
        case Kind.DATE:
            return any(same_date(claim.value, one) for one in there.values(Kind.DATE))
        case Kind.MONTH:
            said = re.findall(r"\w+", fold(there.text))
            return any(MONTHS_BY_DAY.get(word) == claim.value for word in said)
        case Kind.CODE:
            verbatim = str(claim.value) in fold(there.text)
            return verbatim or (bool(_UNIT.fullmatch(fold(claim.words))) and _holds(claim, there))
    return claim.kind is Kind.PERCENT and _holds(claim, there)


def _is_hour(minutes: object, there: _Side) -> bool:
    """ "at 7" and "um 7 Uhr"."""
    whole = isinstance(minutes, int) and minutes % 60 == 0
    return whole and int(str(minutes)) // 60 * ONE in there.values(Kind.NUMBER)


def _is_number(claim: Claim, there: _Side) -> bool:
    """As an hour, as an amount or in its digits."""
    value = claim.value
    if not isinstance(value, int):
        return False
    if value % ONE == 0 and value // ONE * 60 in there.values(Kind.TIME):
        return True
    amounts = {one[0] for one in there.values(Kind.PRICE) if isinstance(one, tuple)}
    return value in amounts or _holds(claim, there)


def _has_digits(claim: Claim, there: _Side) -> bool:
    """Beside a language whose words are not known: the digits are there, a time by either clock."""
    if claim.kind is Kind.TIME and isinstance(claim.value, int):
        hour, minute = divmod(claim.value, 60)
        held = there.numbers()
        return bool({hour, hour % 12, hour + 12} & held) and (minute == 0 or minute in held)
    return _holds(claim, there)


def _holds(claim: Claim, there: _Side) -> bool:
    digits = {int(one) for one in _DIGITS.findall(claim.words)}
    spelled = not digits and isinstance(claim.value, int) and claim.kind is Kind.NUMBER
    wanted = {int(str(claim.value)) // ONE} if spelled else digits
    return bool(wanted) and wanted <= there.numbers()


def _words_alone(text: str) -> str:
    return _HIDDEN.sub(" ", text)
