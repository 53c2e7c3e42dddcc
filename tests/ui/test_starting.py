"""The first seconds of a page, on a network or a server that is slow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.waiting import PATIENT_MS

pytestmark = pytest.mark.browser

SESSION = "**/api/v1/session"
JOIN_MS = 6_000


@contextmanager
def held(page: Page, url: str) -> Iterator[None]:
    """What is asked of this address is answered when the block ends."""
    waiting: list[Route] = []
    page.route(url, lambda route: waiting.append(route))
    yield
    page.unroute(url)  # which lets them go on


def test_a_tab_chosen_before_the_session_is_known_is_read_after_it(page: Page) -> None:
    """Not a failed list: what hotel it is of was only not known yet."""
    with held(page, SESSION):
        page.goto("/knowledge")
        tab = page.get_by_role("button", name="Import", exact=True)
        tab.click()
        expect(tab).to_have_attribute("aria-pressed", "true")

    expect(page.get_by_role("button", name="house-rules.pdf")).to_be_visible()


@pytest.mark.parametrize("refused", ["aborted", "503"])
def test_a_server_that_does_not_answer_yet_is_asked_again(page: Page, refused: str) -> None:
    """The page says so, and goes on by itself."""
    page.route(SESSION, lambda r: r.abort() if refused == "aborted" else r.fulfill(status=503))
    page.goto("/knowledge")
    expect(page.get_by_role("status").filter(has_text="does not answer yet")).to_be_visible()

    page.unroute(SESSION)

    expect(page.get_by_label("Search the entries")).to_be_visible()
    page.goto("/")
    expect(page.locator("[data-row]").first).to_be_visible()


def test_a_page_whose_socket_is_late_does_not_load_anew_under_a_hand(page: Page) -> None:
    """It does once nobody works: another sign-in may have made the old socket useless."""
    page.clock.install()
    page.route_web_socket("**/_event/**", lambda _: None)
    page.goto("/")
    page.locator("[data-row]").first.click()
    composer = page.locator("#composer")
    composer.click()
    page.evaluate("() => { window.stayed = true }")

    for _ in range(6):
        page.clock.run_for(JOIN_MS // 2)
        # A key that writes nothing: what is begun here would be in the field of later tests.
        composer.press("Shift")
        assert page.evaluate("() => window.stayed")
    page.clock.run_for(JOIN_MS + 1)

    page.wait_for_function("() => !window.stayed", timeout=PATIENT_MS)
