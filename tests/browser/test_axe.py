"""Every page at WCAG 2.2 AA, by axe, in the real product."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page

from backend.features.demo.service import ADMIN
from hotelbot_ui import routes
from hotelbot_ui.wiring import PAGES
from tests.browser.conftest import LIVE_MS, MANAGER, PASSWORD
from tests.fixtures.stack import Stack

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLOATING = {"palette": "Control+k", "keys": "?"}
"""What lies over a page, by the keys that open it."""
SHOWN = {
    routes.SETTINGS: ("Add a topic",),
    routes.DUTY: ("Add a shift", "Add a holiday"),
    routes.KNOWLEDGE: ("Golden questions", "Write a question"),
    routes.PROMISES: ("Closed",),
    routes.RECOVERY: ("Closed",),
    routes.DELIVERY: ("Checks",),
}
"""What a page shows by its buttons, one after the other; a dialog is left by its key."""
LOOKS = [(mode, width) for mode in ("light", "dark") for width in (1440, 390)]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}", scope="module")
def context(
    request: pytest.FixtureRequest, chromium: Browser, stack: Stack
) -> Iterator[BrowserContext]:
    mode, width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        base_url=stack.url,
        color_scheme=mode,
        reduced_motion="reduce",
    )
    context.set_default_timeout(LIVE_MS)
    yield context
    context.close()


def test_no_page_breaks_a_rule(context: BrowserContext, stack: Stack) -> None:
    """Before and after signing in, each page as it comes, and a conversation open."""
    page = context.new_page()
    broken: dict[str, list[str]] = {}
    for route in (routes.LOGIN, routes.INVITATION):
        broken[route] = look_at(page, route)
    sign_in(context, stack, ADMIN)
    broken[routes.ADMIN] = look_at(page, routes.ADMIN)
    sign_in(context, stack, MANAGER)
    for route, _ in PAGES:
        broken[route] = look_at(page, route)
    page.goto(routes.INBOX)
    page.locator("[data-row]").first.click()
    page.locator("[data-message]").first.wait_for()
    broken["conversation"] = faults(page)
    for name, keys in FLOATING.items():
        page.keyboard.press(keys)
        page.get_by_role("dialog").last.wait_for()
        broken[name] = faults(page)
        page.keyboard.press("Escape")
    broken["erasing a guest"] = look_at_erasing(page)
    for route, buttons in SHOWN.items():
        broken[route] += look_behind(page, route, buttons)

    told = [f"{place} {fault}" for place, found in broken.items() for fault in found]
    assert not told, "\n".join(told)


def sign_in(context: BrowserContext, stack: Stack, email: str) -> None:
    answer = context.request.post(
        "/api/v1/auth/login",
        data={"email": email, "password": PASSWORD},
        headers={"X-Requested-With": "hotelbot", "Origin": stack.url},
    )
    assert answer.ok, answer.text()


def look_at(page: Page, route: str) -> list[str]:
    page.goto(route)
    page.locator("[data-page]").wait_for()
    page.wait_for_load_state("networkidle")
    return faults(page)


def look_at_erasing(page: Page) -> list[str]:
    erase = page.get_by_role("button", name="Delete this guest")
    if not erase.is_visible():
        page.get_by_role("button", name="Guest and stay (G)").click()
    erase.click()
    page.get_by_role("dialog").wait_for()
    return faults(page)


def look_behind(page: Page, route: str, buttons: tuple[str, ...]) -> list[str]:
    page.goto(route)
    found = []
    for name in buttons:
        page.get_by_role("button", name=name).first.click()
        page.wait_for_load_state("networkidle")
        found += [f"{name}: {fault}" for fault in faults(page)]
        if page.get_by_role("dialog").count():
            page.keyboard.press("Escape")
            page.get_by_role("dialog").wait_for(state="detached")
    return found


def faults(page: Page) -> list[str]:
    """Each rule broken, with the places."""
    found: list[dict[str, Any]] = (
        Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    )["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'].splitlines()[-1].strip()}"
        for one in found
        for node in one["nodes"][:3]
    ]
