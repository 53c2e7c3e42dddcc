"""Matching uncertain messages with what the provider says it holds."""

from datetime import UTC, datetime, timedelta

from backend.domain.reconciling import Held, Uncertain, WhenAbsent, decide_absent, match
from backend.domain.words import Author

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def row(number: int, *, chat: str = "a", body: bytes = b"ok", seconds: float = 0.0) -> Uncertain:
    tried = NOW + timedelta(seconds=seconds)
    return Uncertain(
        outbox_id=number,
        message_id=number,
        epoch=1,
        chat_id=chat,
        body_hash=body,
        author=Author.AI,
        first_try_at=tried,
        last_try_at=tried,
        not_after=NOW + timedelta(minutes=15),
    )


def held(
    provider_id: str, *, chat: str = "a", body: bytes = b"ok", seconds: float | None = 1.0
) -> Held:
    sent_at = None if seconds is None else NOW + timedelta(seconds=seconds)
    return Held(chat, body, provider_id, sent_at)


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
    assert decide_absent(row(1), NOW) is WhenAbsent.SEND_AGAIN
    assert decide_absent(row(1), NOW + timedelta(minutes=15)) is WhenAbsent.ASK_PERSON
