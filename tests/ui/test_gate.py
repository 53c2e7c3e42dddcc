"""What the outermost layer makes of a caller's words before anybody has signed in."""

import pytest

from hotelbot_ui.gate import _name_in


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8000", "localhost"),
        ("[::1]:8000", "::1"),
        ("[::1", None),
        ("[", None),
        ("[v1.x", None),
        ("", None),
    ],
)
def test_a_host_header_that_is_none_breaks_nothing(host: str, name: str | None) -> None:
    """It names nobody, and the page is answered as ever."""
    assert _name_in(host) == name
