"""How a hotel is doing, in words."""

from datetime import UTC, datetime, timedelta

from backend.domain.hotel_health import WELL, describe

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def words(**changes: object) -> str:
    facts = {"suspended": False, "numbers": 2, "numbers_down": 0, "waiting_since": None, "now": NOW}
    return describe(**{**facts, **changes})  # type: ignore[arg-type]


def test_nothing_wrong_is_said_in_two_words() -> None:
    """A wait of a few minutes is no news."""
    assert words() == words(waiting_since=NOW - timedelta(minutes=5)) == WELL


def test_what_is_wrong_is_named_worst_first() -> None:
    """Suspension, numbers, waiting guests."""
    said = words(suspended=True, numbers_down=1, waiting_since=NOW - timedelta(minutes=40))

    assert said == (
        "Suspended: receives, does not send; 1 of 2 numbers not connected;"
        " A guest has waited 40 min"
    )


def test_a_hotel_without_a_number_is_not_well() -> None:
    """Nobody can write to it yet."""
    assert words(numbers=0) == "No WhatsApp number yet"
