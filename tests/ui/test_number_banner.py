"""The banner of a number that cannot send: on every screen, in words, live and without Redis."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hotelbot_ui.design import copy
from tests.ui.test_inbox import joined, tell

pytestmark = pytest.mark.browser
SCREENS = ("/", "/alerts", "/knowledge", "/templates", "/triggers", "/settings")


@pytest.fixture(autouse=True)
def _well_again(page: Page) -> Iterator[None]:
    yield
    tell(page, "channel", state="authorized")


def test_the_banner_comes_and_goes_with_the_number(page: Page) -> None:
    """Which number, since when, what it means, what to do; gone when the number is back."""
    joined(page)
    tell(page, "channel", state="notAuthorized", ago=5)
    banner = page.get_by_role("alert").filter(has_text="WhatsApp number Reception is signed out")
    expect(banner).to_contain_text("Since")
    expect(banner).to_contain_text("answers wait here")
    expect(banner).to_contain_text("link the hotel's phone again")
    tell(page, "channel", state="authorized")
    expect(banner).to_have_count(0)


@pytest.mark.parametrize("reason", sorted(copy.PAUSES))
def test_every_reason_has_its_words(page: Page, reason: str) -> None:
    """A state, a used-up plan, a refused key: each with its own advice."""
    joined(page)
    state = reason.removeprefix("state_") if reason.startswith("state_") else "authorized"
    tell(page, "channel", state=state, pause=reason)
    banner = page.locator(f"[data-reason={reason}]")
    for words in copy.PAUSES[reason]:
        expect(banner).to_contain_text(words)
    timed = "Sending is tried again at"
    expect(banner).to_contain_text(timed) if state == "authorized" else expect(
        banner
    ).not_to_contain_text(timed)


def test_it_stands_on_every_screen(page: Page) -> None:
    """Whoever sits at the templates learns of it too."""
    tell(page, "channel", state="blocked")
    for screen in SCREENS:
        page.goto(screen)
        expect(page.locator("[data-reason=state_blocked]")).to_be_visible()


def test_a_short_restart_shows_nothing(page: Page) -> None:
    """Some numbers restart ten times a day: nothing jumps for that, only for a long one."""
    joined(page)
    tell(page, "channel", state="starting", ago=3)
    page.locator("[data-reason=starting]").wait_for()
    tell(page, "channel", state="starting")
    expect(page.locator("[data-reason=starting]")).to_have_count(0)


def test_it_shows_when_no_push_arrives(page: Page) -> None:
    """Asked again after a gap, as when live updates were away for a while."""
    joined(page)
    tell(page, "channel", state="sleepMode", silent=True)
    expect(page.locator("[data-reason=state_sleepMode]")).to_have_count(0)
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.locator("[data-reason=state_sleepMode]").wait_for()


def test_a_removed_number_is_not_lamented(page: Page) -> None:
    """Its pause is somebody's wish."""
    joined(page)
    tell(page, "channel", state="notAuthorized")
    page.locator("[data-reason=state_notAuthorized]").wait_for()
    tell(page, "channel", state="notAuthorized", pause="removed")
    expect(page.locator("[data-number]")).to_have_count(0)


def test_nothing_is_cut_off_on_a_phone(page: Page) -> None:
    """The whole advice can be read at 390 px, and the page does not scroll sideways."""
    joined(page)
    page.set_viewport_size({"width": 390, "height": 844})
    tell(page, "channel", state="yellowCard", ago=30)
    page.locator("[data-reason=state_yellowCard]").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
