"""The whole product in a real browser: demo hotels, simulators, nothing replaced."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fixtures.stack import Stack
from tests.waiting import PATIENCE_S, PATIENT_MS, until_sync

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "morning coffee"
MANAGER, AGENT = "manager@linden.example", "agent@linden.example"
LINDEN = 7_700_000_001
"""The demo number of Hotel Linden."""
LIVE_MS = PATIENT_MS
expect.set_options(timeout=LIVE_MS)
_phones = itertools.count(4_915_770_000_001)


@dataclass
class Phone:
    """A guest nobody knows yet, writing to Hotel Linden."""

    simulator: httpx.Client
    name: str
    number: str = field(default_factory=lambda: str(next(_phones)))

    def write(self, text: str) -> None:
        body = {"id_instance": LINDEN, "phone": self.number, "name": self.name, "text": text}
        self.simulator.post("/control/guest-message", json=body).raise_for_status()

    def received(self) -> list[str]:
        """What the hotel's side said, as the guest's phone shows it."""
        query: dict[str, str | int] = {"id_instance": LINDEN, "phone": self.number}
        answer = self.simulator.get("/control/chat", params=query).raise_for_status().json()
        return [line["text"] for line in answer["messages"] if line["by"] != "guest"]

    def await_answer(self, *, within_s: float = PATIENCE_S, said: int = 0) -> str:
        """The first line after `said` lines."""
        until_sync(lambda: len(self.received()) > said, within_s=within_s)
        return self.received()[said]


@pytest.fixture(scope="session")
def simulator(stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.simulator_url, timeout=PATIENCE_S) as client:
        # A refused webhook comes again after a minute, which no test here waits for.
        client.post("/control/settings", json={"webhook_retry_s": 1.0}).raise_for_status()
        yield client


@pytest.fixture
def make_phone(simulator: httpx.Client) -> Callable[[str], Phone]:
    return lambda name: Phone(simulator, name)


@pytest.fixture
def fault(simulator: httpx.Client) -> Iterator[Callable[..., None]]:
    """Switches a simulator's fault on until the test ends."""

    def switch_on(kind: str, **values: Any) -> None:
        simulator.post("/control/faults", json={"kind": kind, **values}).raise_for_status()

    yield switch_on
    simulator.delete("/control/faults").raise_for_status()


# Playwright's loop must end with the module, or no asynchronous test could run after it.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_inbox(chromium: Browser, stack: Stack) -> Iterator[Callable[[str], Page]]:
    """A signed-in person's inbox in a browser of their own."""
    contexts = []

    def open_for(email: str) -> Page:
        context = chromium.new_context(
            viewport={"width": 1440, "height": 900}, base_url=stack.url, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(LIVE_MS)
        answer = context.request.post(
            "/api/v1/auth/login",
            data={"email": email, "password": PASSWORD},
            headers={"X-Requested-With": "hotelbot", "Origin": stack.url},
        )
        assert answer.ok, answer.text()
        page = context.new_page()
        go_to(page, "/")
        page.locator("[data-row]").first.wait_for()
        return page

    yield open_for
    for context in contexts:
        context.close()


def row_of(page: Page, name: str) -> Any:
    return page.locator("[data-row]").filter(has_text=name)


def go_to(page: Page, path: str) -> None:
    """A page of somebody signed in, once news reaches it: until then it may load anew by itself."""
    page.goto(path)
    await_news(page)


def load_anew(page: Page) -> None:
    page.reload()
    await_news(page)


def await_news(page: Page) -> None:
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
