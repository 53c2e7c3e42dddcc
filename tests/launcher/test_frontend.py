"""When the browser's part is built again."""

from dataclasses import replace
from pathlib import Path

import pytest

from launcher.frontend import Build

ADDRESS = "http://localhost:8000"


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """A front end that has just been built."""
    (tmp_path / "hotelbot_ui" / "pages").mkdir(parents=True)
    (tmp_path / "hotelbot_ui" / "pages" / "inbox.py").write_text("inbox = 1\n")
    (tmp_path / "rxconfig.py").write_text("config = 1\n")
    build = Build(checkout=tmp_path, folder=tmp_path / "web", public_url=ADDRESS)
    (build.folder / "build" / "client").mkdir(parents=True)
    build.remember()
    return build


def test_an_unchanged_front_end_is_not_built_again(built: Build) -> None:
    """A second start saves the quarter of a minute a build takes."""
    assert built.is_current()


def test_a_changed_page_is_built_again(built: Build) -> None:
    """Nobody looks at yesterday's screen."""
    (built.checkout / "hotelbot_ui" / "pages" / "inbox.py").write_text("inbox = 2\n")

    assert not built.is_current()


def test_a_changed_catalogue_is_built_again(built: Build) -> None:
    """A mended word reaches the screens."""
    (built.checkout / "hotelbot_ui" / "words_de.json").write_text("{}\n")

    assert not built.is_current()


def test_a_new_asset_is_built_in(built: Build) -> None:
    """Fonts and sounds are part of the build."""
    (built.checkout / "assets").mkdir()
    (built.checkout / "assets" / "ping.ogg").write_bytes(b"\x00")

    assert not built.is_current()


def test_another_address_is_built_again(built: Build) -> None:
    """The address is baked into the bundle: a page of the old one could not connect."""
    assert not replace(built, public_url="https://chat.example.org").is_current()


def test_an_interrupted_build_does_not_look_finished(built: Build) -> None:
    """The mark goes before a build begins and comes back when it has ended well."""
    built.forget()

    assert not built.is_current()
