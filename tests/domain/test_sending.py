"""What an outcome means for a message, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.sending import NOT_AFTER, PRIORITY, SendTimes, not_after, settle
from backend.domain.words import Author, MessageStatus, OutboxState, SendOutcome

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

TABLE = [
    # outcome, HTTP, row afterwards, shown to staff, wait, number pauses, person told
    (SendOutcome.ACCEPTED, 200, OutboxState.ACCEPTED, MessageStatus.ACCEPTED, None, None, False),
    (SendOutcome.REFUSED, 429, OutboxState.QUEUED, MessageStatus.QUEUED, 0.5, None, False),
    (SendOutcome.REFUSED, None, OutboxState.QUEUED, MessageStatus.QUEUED, 0.5, None, False),
    (SendOutcome.QUOTA, 466, OutboxState.QUEUED, MessageStatus.QUEUED, 0, 3600, False),
    (SendOutcome.AUTH, 401, OutboxState.QUEUED, MessageStatus.QUEUED, 0, 300, False),
    (SendOutcome.PERMANENT, 400, OutboxState.FAILED, MessageStatus.FAILED, None, None, True),
    (SendOutcome.AMBIGUOUS, 502, OutboxState.UNCERTAIN, MessageStatus.UNCERTAIN, 150, None, False),
    (SendOutcome.LOST, None, OutboxState.UNCERTAIN, MessageStatus.UNCERTAIN, 150, None, False),
]


@pytest.mark.parametrize(("outcome", "http", "state", "status", "wait", "pause", "told"), TABLE)
def test_every_outcome_has_its_next_state(
    outcome: SendOutcome,
    http: int | None,
    state: OutboxState,
    status: MessageStatus,
    wait: float | None,
    pause: float | None,
    told: bool,
) -> None:
    """The retry table: what is sent again, what is looked up, what a person decides."""
    settled = settle(outcome, NOW, attempts=1, luck=0.5, times=SendTimes(), http_status=http)

    assert settled.state is state
    assert settled.status is status
    assert settled.next_at == (None if wait is None else NOW + timedelta(seconds=wait))
    paused = None if settled.pause is None else (settled.pause.until - NOW).total_seconds()
    assert paused == pause
    assert settled.tell_person is told


def test_only_too_many_requests_let_the_whole_number_rest() -> None:
    """A refused connection says nothing about the number's own limit."""
    crowded = settle(
        SendOutcome.REFUSED, NOW, attempts=1, luck=0.0, times=SendTimes(), http_status=429
    )
    unreachable = settle(SendOutcome.REFUSED, NOW, attempts=1, luck=0.0, times=SendTimes())

    assert crowded.rest_until == NOW + timedelta(seconds=1)
    assert unreachable.rest_until is None


def test_every_author_of_ours_has_a_time_limit_and_a_rank() -> None:
    """A message without a limit could leave a day late."""
    ours = {Author.AI, Author.STAFF, Author.TRIGGER}

    assert set(NOT_AFTER) == ours == set(PRIORITY)
    assert not_after(Author.AI, NOW) == NOW + timedelta(minutes=15)
    assert sorted(ours, key=PRIORITY.__getitem__) == [Author.STAFF, Author.AI, Author.TRIGGER]
