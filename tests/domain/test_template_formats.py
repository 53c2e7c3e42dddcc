"""Days, times and counts are said as each language says them."""

from datetime import date, time

import pytest

from backend.domain.locale_words import LOCALES
from backend.domain.template_formats import FORMATS, say
from backend.domain.template_variables import SAMPLE, VARIABLES, Value, values_of

DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("language", "figures", "long", "short", "weekday"),
    [
        ("en", "5 November 2026", "5 November 2026", "5 November", "Thursday"),
        ("en-GB", "5 November 2026", "5 November 2026", "5 November", "Thursday"),
        ("en-US", "November 5, 2026", "November 5, 2026", "November 5", "Thursday"),
        ("de", "05.11.2026", "5. November 2026", "5. November", "Donnerstag"),
        ("de-AT", "05.11.2026", "5. November 2026", "5. November", "Donnerstag"),
        ("es", "05/11/2026", "5 de noviembre de 2026", "5 de noviembre", "jueves"),
        ("fr", "05/11/2026", "5 novembre 2026", "5 novembre", "jeudi"),
        ("it", "05/11/2026", "5 novembre 2026", "5 novembre", "giovedì"),
        ("nl", "05-11-2026", "5 november 2026", "5 november", "donderdag"),
        ("pt", "05/11/2026", "5 de novembro de 2026", "5 de novembro", "quinta-feira"),
        ("ru", "05.11.2026", "5 ноября 2026 г.", "5 ноября", "четверг"),
        ("ja", "2026-11-05", "", "", ""),
    ],
)
def test_a_day_reads_as_its_language_writes_it(
    language: str, figures: str, long: str, short: str, weekday: str
) -> None:
    """Figures that nobody misreads where we have no words."""
    said = [
        say("arrival", DAY, (name,), language)
        for name in ("date", "date_long", "date_short", "weekday")
    ]

    assert [figures, long, short, weekday] == said


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [
        (1, "en", "1 night"),
        (3, "en", "3 nights"),
        (0, "fr", "0 nuit"),
        (1, "de", "1 Nacht"),
        (2, "de", "2 Nächte"),
        (1, "ru", "1 ночь"),
        (2, "ru", "2 ночи"),
        (5, "ru", "5 ночей"),
        (11, "ru", "11 ночей"),
        (12, "ru", "12 ночей"),
        (21, "ru", "21 ночь"),
        (24, "ru", "24 ночи"),
        (2, "ja", ""),
    ],
)
def test_a_count_takes_the_form_of_its_number(number: int, language: str, said: str) -> None:
    """Also where a language has three."""
    assert said == say("nights", number, ("count",), language)


@pytest.mark.parametrize(
    ("value", "formats", "language", "said"),
    [
        (time(0, 5), (), "en-US", "12:05 AM"),
        (time(12, 0), (), "en-US", "12:00 PM"),
        (time(15, 30), ("time",), "en-US", "3:30 PM"),
        (time(15, 30), (), "de", "15:30"),
        ("Anna Maria", ("first", "upper"), "en", "ANNA"),
        (DAY, ("weekday", "upper"), "es", "JUEVES"),
        (0, (), "en", "0"),
        (None, ("upper",), "en", ""),
        ("", ("first",), "en", ""),
    ],
)
def test_formats_follow_each_other(
    value: Value, formats: tuple[str, ...], language: str, said: str
) -> None:
    """What is not known stays so."""
    assert said == say("room", value, formats, language)


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_we_know_says_everything(language: str) -> None:
    """Twelve months, seven days, each noun that is counted, and every variable in every format."""
    known = LOCALES[language]
    values = values_of(SAMPLE, language)

    assert (12, 7) == (len(set(known.months)), len(set(known.weekdays)))
    assert VARIABLES.keys() == values.keys()
    for name, variable in VARIABLES.items():
        for one, form in FORMATS.items():
            if variable.kind in form.takes:
                assert say(name, values[name], (one,), language)
