"""When the browser's part is built again."""

from pathlib import Path

import pytest

from launcher.frontend import forget, is_current, remember

ADDRESS = "http://localhost:8000"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose front end has just been built."""
    (tmp_path / "hotelbot_ui" / "pages").mkdir(parents=True)
    (tmp_path / "hotelbot_ui" / "pages" / "inbox.py").write_text("inbox = 1\n")
    (tmp_path / "rxconfig.py").write_text("config = 1\n")
    (tmp_path / ".web" / "build" / "client").mkdir(parents=True)
    remember(tmp_path, ADDRESS)
    return tmp_path


def test_an_unchanged_front_end_is_not_built_again(checkout: Path) -> None:
    """A second start saves the quarter of a minute a build takes."""
    assert is_current(checkout, ADDRESS)


def test_a_changed_page_is_built_again(checkout: Path) -> None:
    """Nobody looks at yesterday's screen."""
    (checkout / "hotelbot_ui" / "pages" / "inbox.py").write_text("inbox = 2\n")

    assert not is_current(checkout, ADDRESS)


def test_a_new_asset_is_built_in(checkout: Path) -> None:
    """Fonts and sounds are part of the build."""
    (checkout / "assets").mkdir()
    (checkout / "assets" / "ping.ogg").write_bytes(b"\x00")

    assert not is_current(checkout, ADDRESS)


def test_another_address_is_built_again(checkout: Path) -> None:
    """The address is baked into the bundle: a page of the old one could not connect."""
    assert not is_current(checkout, "https://chat.example.org")


def test_an_interrupted_build_does_not_look_finished(checkout: Path) -> None:
    """The mark goes before a build begins and comes back when it has ended well."""
    forget(checkout)

    assert not is_current(checkout, ADDRESS)
