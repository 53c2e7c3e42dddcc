"""Matching uncertain messages with what the provider says it holds."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.reconciling import Held, Step, Uncertain, compare, decide_unfound, match
from backend.domain.words import Author, Look

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def row(
    number: int,
    *,
    chat: str = "a",
    body: bytes = b"ok",
    seconds: float = 0.0,
    author: Author = Author.AI,
    once: bool = False,
) -> Uncertain:
    tried = NOW + timedelta(seconds=seconds)
    return Uncertain(
        outbox_id=number,
        message_id=number,
        epoch=1,
        chat_id=chat,
        body_hash=body,
        author=author,
        once=once,
        first_try_at=tried,
        last_try_at=tried,
        not_after=NOW + timedelta(minutes=15),
    )


def held(
    provider_id: str,
    *,
    chat: str = "a",
    body: bytes = b"ok",
    seconds: float | None = 1.0,
    by_api: bool | None = True,
) -> Held:
    sent_at = None if seconds is None else NOW + timedelta(seconds=seconds)
    return Held(chat, body, provider_id, sent_at, by_api)


def test_two_equal_texts_are_counted_not_merged() -> None:
    """Two "ok" of ours and one at the provider: one is found, the other is absent."""
    assert match([row(1), row(2)], [held("X")], taken=()) == {1: "X"}


def test_each_copy_gets_its_own_in_order() -> None:
    """The older row belongs to the older entry."""
    entries = [held("LATER", seconds=9), held("EARLIER", seconds=1)]

    assert match([row(2), row(1)], entries, taken=()) == {1: "EARLIER", 2: "LATER"}


def test_an_id_of_another_message_is_not_taken_twice() -> None:
    """What is attached to one message proves nothing about the next."""
    assert match([row(1)], [held("X")], taken={"X"}) == {}


def test_chat_and_text_must_both_be_the_same() -> None:
    """Equal words to somebody else, or other words here, are another message."""
    entries = [held("X", chat="b"), held("Y", body=b"other")]

    assert match([row(1)], entries, taken=()) == {}


def test_an_entry_from_before_the_first_try_is_another_message() -> None:
    """Five seconds of grace for the provider's whole-second clock, not more."""
    assert match([row(1)], [held("X", seconds=-6)], taken=()) == {}
    assert match([row(1)], [held("X", seconds=-4)], taken=()) == {1: "X"}


def test_what_waits_in_the_providers_queue_counts_as_held() -> None:
    """It has no time yet; it will be sent."""
    assert match([row(1)], [held("X", seconds=None)], taken=()) == {1: "X"}


def test_an_absent_message_is_repeated_only_inside_its_time() -> None:
    """Later a person decides."""
    late = NOW + timedelta(minutes=15)

    assert decide_unfound(row(1), Look.ABSENT, NOW).step is Step.SEND_AGAIN
    assert decide_unfound(row(1), Look.ABSENT, late).step is Step.ASK_PERSON


@pytest.mark.parametrize(
    "unsafe",
    [row(1, author=Author.TRIGGER), row(1, once=True), row(1, once=True, author=Author.STAFF)],
)
def test_what_a_rule_sends_and_what_holds_a_code_is_never_repeated_by_itself(
    unsafe: Uncertain,
) -> None:
    """Two welcomes to everybody, or two door codes, are worse than a question to the desk."""
    decision = decide_unfound(unsafe, Look.ABSENT, NOW)

    assert (decision.step, decision.reason) == (Step.ASK_PERSON, "never_twice")


@pytest.mark.parametrize("look", [Look.UNREACHABLE, Look.INCOMPLETE])
def test_lists_that_cannot_prove_absence_are_asked_again(look: Look) -> None:
    """For as long as they could still show it; then a person decides."""
    reach = NOW + timedelta(hours=24)

    assert decide_unfound(row(1), look, NOW + timedelta(hours=2)).step is Step.LOOK_AGAIN
    assert decide_unfound(row(1), look, reach).step is Step.ASK_PERSON


def test_the_same_words_typed_on_the_phone_are_a_question_for_a_person() -> None:
    """The guest has them already: neither taken for ours, nor sent once more."""
    typed = held("X", by_api=False)
    findings = compare([row(1)], [typed], taken={"X"})

    assert findings.found == {}
    assert findings.looks == {1: Look.TYPED_ON_PHONE}
    assert decide_unfound(row(1), findings.looks[1], NOW).step is Step.ASK_PERSON


def test_words_typed_on_the_phone_before_our_try_do_not_matter() -> None:
    """Yesterday's "ok" is no doubt about today's."""
    findings = compare([row(1)], [held("X", by_api=False, seconds=-60)], taken=())

    assert findings.looks == {1: Look.ABSENT}


def test_more_entries_of_unknown_origin_than_rows_are_a_question_for_a_person() -> None:
    """One could be ours; which of two is, nobody can say."""
    unknown = [held("X", by_api=None), held("Y", by_api=None)]

    assert compare([row(1)], unknown[:1], taken=()).found == {1: "X"}
    assert compare([row(1)], unknown, taken=()).looks == {1: Look.SEVERAL}


def test_a_list_that_hides_what_was_accepted_proves_nothing() -> None:
    """The ids the provider gave us since are the witnesses: most of them have to be shown."""
    shown = [held("A", chat="b"), held("B", chat="c")]

    def look(witnesses: set[str]) -> Look:
        return compare([row(1)], shown, taken=(), witnesses=witnesses).looks[1]

    assert look({"A", "B"}) is Look.ABSENT
    assert look({"A", "B", "lost by the provider"}) is Look.ABSENT
    assert look({"not yet", "nor this"}) is Look.INCOMPLETE
    assert look({"not yet"}) is Look.INCOMPLETE
