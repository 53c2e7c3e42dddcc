"""Who may do what, and which passwords are refused."""

import pytest

from backend.domain.passwords import weakness
from backend.domain.permissions import OF_ROLE, Permission, permissions_of
from backend.domain.words import Role


def test_each_role_may_do_all_that_the_one_below_it_may() -> None:
    """Viewer, agent, manager: no step takes anything away."""
    assert OF_ROLE[Role.VIEWER] < OF_ROLE[Role.AGENT] < OF_ROLE[Role.MANAGER]


def test_a_viewer_changes_nothing() -> None:
    """Only reading permissions."""
    assert all(permission.value.endswith(".read") for permission in OF_ROLE[Role.VIEWER])


def test_only_the_operator_has_the_console() -> None:
    """No role of a hotel opens the list of hotels."""
    granted = frozenset().union(*OF_ROLE.values())

    assert Permission.PLATFORM not in granted
    assert Permission.PLATFORM in permissions_of(None, is_platform_admin=True)
    assert permissions_of(None, is_platform_admin=False) == frozenset()


@pytest.mark.parametrize(
    "password", ["short12", "12345678", "PassWord123", "aaaaaaaaaaaa", "x" * 129, "me@hotel.test"]
)
def test_a_password_that_is_guessed_early_is_refused(password: str) -> None:
    """Too short, too long, on the lists, one letter, or the e-mail itself."""
    assert weakness(password, email="me@hotel.test")


@pytest.mark.parametrize(
    "password", ["eight ch", "пароль с пробелами", "🦊🦊🦊 in a row", "xy" * 32]
)
def test_any_other_password_will_do(password: str) -> None:
    """No rules of composition: length is what counts."""
    assert weakness(password, email="me@hotel.test") is None
