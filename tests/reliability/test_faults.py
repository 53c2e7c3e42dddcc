"""FAULT as it is written: a rehearsal that silently rehearses nothing would prove nothing."""

import signal

import pytest

from backend.reliability.faults import parse


def test_a_step_alone_is_met_the_first_time() -> None:
    """FAULT=send.called"""
    (wanted,) = parse("send.called")

    assert [wanted.is_due("send.called", "") for _ in range(3)] == [True, False, False]
    assert wanted.how is signal.SIGKILL


def test_a_number_says_which_time() -> None:
    """FAULT=send.called:2; other steps do not count."""
    (wanted,) = parse("send.called:2")

    met = [wanted.is_due(step, "") for step in ("send.called", "send.claimed", "send.called")]

    assert met == [False, False, True]


def test_a_word_says_in_which_text_and_every_time() -> None:
    """FAULT=turn.thinking@Anna"""
    (wanted,) = parse("turn.thinking@Anna")

    met = [wanted.is_due("turn.thinking", text) for text in ("Boris", "I am Anna", "Anna again")]

    assert met == [False, True, True]


def test_several_and_freezing() -> None:
    """FAULT=send.claimed:1!stop,hook.stored"""
    first, second = parse("send.claimed:1!stop,hook.stored")

    assert (first.step, first.number, first.how) == ("send.claimed", 1, signal.SIGSTOP)
    assert (second.step, second.how) == ("hook.stored", signal.SIGKILL)


def test_without_the_variable_nothing_is_wanted() -> None:
    """Inert."""
    assert parse("") == []


@pytest.mark.parametrize("text", ["send called", "send.called:x", "send.called!explode", ":2"])
def test_what_is_not_understood_is_refused(text: str) -> None:
    """Rather than ignored."""
    with pytest.raises(ValueError, match="FAULT="):
        parse(text)
