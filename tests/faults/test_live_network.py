"""F50: the network between a browser and the web server is cut, on the running product."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM, LIVE_MS, MANAGER, PASSWORD, Phone, row_of
from tests.browser.test_live import is_up, web_process
from tests.faults.matrix import covers
from tests.faults.proxy import FaultProxy, fault_proxy
from tests.fixtures.stack import Stack
from tests.waiting import PATIENCE_S, until_sync

pytestmark = pytest.mark.browser

ARRIVED = "I have just arrived"
MISSED = ("Are you there?", "Where can I park?", "I am in the lobby")
AWAY_MS = 30_000
BACK_MS = 60_000
"""Socket.IO notices a silent server after its ping, and waits longer after each failed try."""
_phones = count(4_915_780_000_001)


@dataclass
class Line:
    """A page of the inbox whose every byte goes through a network that can be spoilt."""

    page: Page
    proxy: FaultProxy
    simulator: httpx.Client

    def guest(self, name: str) -> Phone:
        return Phone(self.simulator, name, str(next(_phones)))


# Playwright's loop must end with the module, or no asynchronous test could run after it.
@pytest.fixture(scope="module")
def proxied(stack: Stack) -> Iterator[tuple[Browser, FaultProxy]]:
    """The browser believes to talk to the product's own address."""
    address = urlsplit(stack.url)
    assert address.port is not None
    with fault_proxy("127.0.0.1", address.port) as proxy, sync_playwright() as playwright:
        rule = f"MAP {address.netloc} 127.0.0.1:{proxy.port}"
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", f"--host-resolver-rules={rule}"]
        )
        yield browser, proxy
        browser.close()


@pytest.fixture
def line(proxied: tuple[Browser, FaultProxy], stack: Stack) -> Iterator[Line]:
    browser, proxy = proxied
    proxy.heal()
    context = browser.new_context(base_url=stack.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(LIVE_MS)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("E-mail").fill(MANAGER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("[data-row]").first.wait_for()
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
    page.evaluate("() => { window.notReloaded = true; }")
    assert proxy.taken > 0
    with httpx.Client(base_url=stack.simulator_url, timeout=PATIENCE_S) as simulator:
        yield Line(page, proxy, simulator)
    proxy.heal()
    context.close()


@pytest.mark.parametrize("how", ["cut off", "silent"])
@covers("F50")
def test_a_page_sees_everything_it_missed_while_its_network_was_gone(line: Line, how: str) -> None:
    """For half a minute nothing passes, said at once or not at all; then list and thread show
    what happened meanwhile, in order, and the page is live again without a reload."""
    page, known, new = line.page, line.guest(f"Nora {how}"), line.guest(f"Otto {how}")
    known.write(ARRIVED)
    row_of(page, known.name).click()
    expect(message(page, ARRIVED)).to_be_visible()
    (line.proxy.refuse if how == "cut off" else line.proxy.silence)()
    for text in MISSED:
        known.write(text)
    new.write("Good evening")
    page.wait_for_timeout(AWAY_MS)
    assert message(page, MISSED[-1]).count() == 0

    line.proxy.heal()
    expect(message(page, MISSED[-1])).to_be_visible(timeout=BACK_MS)
    expect(row_of(page, new.name)).to_be_visible(timeout=BACK_MS)
    shown = page.locator("[data-message]").all_inner_texts()
    written = (ARRIVED, *MISSED)
    places = [next(n for n, said in enumerate(shown) if text in said) for text in written]
    assert places == sorted(places)
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'", timeout=BACK_MS)
    known.write("And now?")
    expect(message(page, "And now?")).to_be_visible()
    assert page.evaluate("() => window.notReloaded")


@covers("F50")
def test_a_page_is_back_after_a_restart_in_a_bad_network(line: Line, stack: Stack) -> None:
    """The server is killed while the line is cut, and both come back: nothing is missing."""
    page, known = line.page, line.guest("Rita Restart")
    known.write(ARRIVED)
    row_of(page, known.name).click()
    expect(message(page, ARRIVED)).to_be_visible()
    line.proxy.refuse()
    os.kill(web_process(stack), signal.SIGKILL)
    known.write("Are you there?")
    until_sync(lambda: is_up(stack), within_s=90)
    line.proxy.heal()

    expect(message(page, "Are you there?")).to_be_visible(timeout=BACK_MS)
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'", timeout=BACK_MS)
    known.write("And now?")
    expect(message(page, "And now?")).to_be_visible()
    assert page.evaluate("() => window.notReloaded")


def message(page: Page, text: str) -> Locator:
    return page.locator("[data-message]").filter(has_text=text)
