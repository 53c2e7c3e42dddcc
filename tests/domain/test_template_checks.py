"""What is wrong with a text is found at its place, when it is written."""

import pytest

from backend.domain.template_checks import (
    LONG_TEXT,
    LONGEST_TEXT,
    Fault,
    cautions_of,
    problems_of,
)
from backend.domain.template_links import links_in
from backend.domain.word_diff import Change, diff_words


@pytest.mark.parametrize(
    ("text", "language", "fault", "place", "words"),
    [
        ("Hi {{geust_name}}", "en", Fault.UNKNOWN_VARIABLE, "{{geust_name}}", "{{guest_name}}"),
        ("{{guest.first_name}}", "en", Fault.UNKNOWN_VARIABLE, "{{guest.first_name}}", "Did you"),
        ("A {{ROOM}}", "en", Fault.UNKNOWN_VARIABLE, "{{ROOM}}", "Did you mean {{room}}?"),
        ("{{7*7}}", "en", Fault.UNKNOWN_VARIABLE, "{{7*7}}", "is not a variable."),
        ("{{}}", "en", Fault.UNKNOWN_VARIABLE, "{{}}", "is not a variable."),
        ("On {{arrival|datee}}", "en", Fault.UNKNOWN_FORMAT, "{{arrival|datee}}", "mean date?"),
        ("{{arrival|date_full}}", "en", Fault.UNKNOWN_FORMAT, "{{arrival|date_full}}", "format"),
        ("{{room|upper|soon}}", "en", Fault.UNKNOWN_FORMAT, "{{room|upper|soon}}", "fallback:"),
        ("{{room|weekday}}", "en", Fault.WRONG_TYPE, "{{room|weekday}}", "first, upper does"),
        ("{{arrival|count}}", "en", Fault.WRONG_TYPE, "{{arrival|count}}", "date_long"),
        ("{{arrival|time}}", "en", Fault.WRONG_TYPE, "{{arrival|time}}", "does not go with"),
        ("{{arrival|weekday}}", "ja", Fault.NOT_IN_LANGUAGE, "{{arrival|weekday}}", "weekday"),
        ("{{salutation}}", "ja", Fault.NOT_IN_LANGUAGE, "{{salutation}}", "{{salutation}}"),
        ("Room {{room", "en", Fault.BRACES, "{{", "not closed"),
        ("{{room}} room}}", "en", Fault.BRACES, "}}", "not closed"),
        ("See https://linden", "en", Fault.BROKEN_LINK, "https://linden", "whole address"),
        ("See https:/linden.example.", "en", Fault.BROKEN_LINK, "https:/linden.example", "whole"),
        (" \n ", "en", Fault.EMPTY, " \n ", "empty"),
        ("🛎" * (LONGEST_TEXT + 1), "en", Fault.TOO_LONG, "🛎", "20,000"),
    ],
)
def test_each_problem_is_named_at_its_place(
    text: str, language: str, fault: Fault, place: str, words: str
) -> None:
    """One finding with its code, the very signs it is about, and a sentence for staff."""
    (found,) = problems_of(text, language)

    assert fault is found.fault
    assert place == text[found.start : found.end]
    assert words in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Hello {{guest_first_name|guest}}",
        "{{ arrival | date_long }} {{arrival|weekday|upper}}",
        '{{nights|count|fallback:"some nights"}} {{room|fallback:dates}}',
        "{{hotel_website}}/menu https://hotel.example/a?b=c#d https://münchen.example:8443/",
        "{{nights|}}",
    ],
)
def test_a_good_text_has_no_problem(text: str) -> None:
    """Both ways to write a fallback, spaces, formats in a row, addresses."""
    assert [] == problems_of(text, "en")


def test_problems_come_in_the_order_of_the_text() -> None:
    """All of them at once."""
    text = "}} {{geust}} https://x {{arrival|count}}"

    assert [Fault.BRACES, Fault.UNKNOWN_VARIABLE, Fault.BROKEN_LINK, Fault.WRONG_TYPE] == [
        one.fault for one in problems_of(text, "en")
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{{room}}", [Fault.NO_FALLBACK]),
        ("{{room|soon}} {{arrival}} {{door_code}} {{hotel_name}}", []),
        ("http://hotel.example", [Fault.PLAIN_LINK]),
        ("x" * LONG_TEXT, []),
        ("x" * (LONG_TEXT + 1), [Fault.LONG]),
    ],
)
def test_a_caution_is_no_problem(text: str, faults: list[Fault]) -> None:
    """A text without a fallback may be kept back on purpose; nothing can stand in for a code."""
    assert faults == [one.fault for one in cautions_of(text)]
    assert [] == problems_of(text, "en")


def test_an_address_ends_before_the_sentence_does() -> None:
    """And one that a variable goes on with is not an address yet."""
    text = "(https://a.example/x), HTTPS://b.example! https://c.example/{{room}}"

    assert ["https://a.example/x", "HTTPS://b.example"] == [one.url for one in links_in(text)]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("", "New", [Change("added", "New")]),
        ("Same {{room}}", "Same {{room}}", [Change("same", "Same {{room}}")]),
        (
            "Your {{room}} waits",
            "Your {{room_type}} waits",
            [
                Change("same", "Your "),
                Change("removed", "{{room}}"),
                Change("added", "{{room_type}}"),
                Change("same", " waits"),
            ],
        ),
    ],
)
def test_a_change_is_told_word_by_word(before: str, after: str, changes: list[Change]) -> None:
    """A variable is one word."""
    assert changes == diff_words(before, after)


def test_both_texts_can_be_read_from_their_difference() -> None:
    """Nothing is lost, braces and spaces included; very long texts are compared as a whole."""
    pairs = [("a  b {c {{d}} e", "a b {{d}}  {f\n"), ("x " * 5000, "y " * 3)]
    for before, after in pairs:
        told = diff_words(before, after)
        assert before == "".join(one.text for one in told if one.kind != "added")
        assert after == "".join(one.text for one in told if one.kind != "removed")
