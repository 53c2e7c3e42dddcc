"""What open pages do while the live path is broken, on the running product."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AGENT, LIVE_MS, MANAGER, PASSWORD, Phone, await_news, row_of
from tests.fixtures.stack import Stack
from tests.waiting import quickest_s, until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
DELAYED = "Live updates are delayed"


def web_process(stack: Stack) -> int:
    marker = f"HOTELBOT_DATA_DIR={stack.data_dir}"
    (found,) = (
        pid
        for pid, command in commands()
        if "hotelbot_ui.serve" in command and marker in environment(pid)
    )
    return found


def valkey_process(stack: Stack) -> int:
    """Valkey's title in the process list is its address."""
    port = (stack.data_dir / "valkey-port").read_text().strip()
    (found,) = (
        pid
        for pid, command in commands()
        if command.startswith("valkey-server") and f":{port}" in command
    )
    return found


def commands() -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_text(errors="replace")
            yield int(folder.name), Path(command.partition("\0")[0]).name + command


def environment(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/environ").read_text(errors="replace").split("\0")


@pytest.fixture
def hang_redis(stack: Stack) -> Iterator[Callable[[], Callable[[], None]]]:
    """Holds Valkey: nothing answers, no connection closes. The answer lets it go on."""
    held: list[int] = []

    def go_on() -> None:
        while held:
            os.kill(held.pop(), signal.SIGCONT)

    def hold() -> Callable[[], None]:
        pid = valkey_process(stack)
        os.kill(pid, signal.SIGSTOP)
        held.append(pid)
        return go_on

    yield hold
    go_on()


def test_without_redis_new_messages_still_appear_and_the_page_says_they_are_late(
    open_inbox: OpenInbox, make_phone: MakePhone, hang_redis: Callable[[], Callable[[], None]]
) -> None:
    """Redis carries hints only: pages ask instead, say so, and are live again without a reload."""
    page = open_inbox(MANAGER)
    page.evaluate("() => { window.notReloaded = true; }")
    guest = make_phone("Ruth Redisless")
    guest.write("Hello")
    guest.await_answer()
    row_of(page, guest.name).click()
    go_on = hang_redis()
    expect(page.get_by_text(DELAYED)).to_be_visible()

    guest.write("Is there a shuttle at nine?")
    shuttle = page.locator("[data-message]").filter(has_text="Is there a shuttle at nine?")
    expect(shuttle).to_be_visible()
    page.locator("#composer").fill("There is, from the main entrance.")
    page.keyboard.press("Enter")
    until_sync(lambda: "There is, from the main entrance." in guest.received())

    go_on()
    expect(page.get_by_text(DELAYED)).to_have_count(0)

    def thank(number: int) -> None:
        guest.write(f"Lovely, thank you, {number}")
        thanks = page.locator("[data-message]").filter(has_text=f"Lovely, thank you, {number}")
        expect(thanks).to_be_visible()

    assert quickest_s(thank, enough_s=4) < 4
    assert page.evaluate("() => window.notReloaded")


def test_one_signs_in_without_redis(
    chromium: Browser, stack: Stack, hang_redis: Callable[[], Callable[[], None]]
) -> None:
    """From the sign-in to the rows, with an open socket and the truth about the delay."""
    context = chromium.new_context(base_url=stack.url)
    context.set_default_timeout(LIVE_MS)
    hang_redis()
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("E-mail").fill(AGENT)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.locator("[data-row]").first.wait_for()
    await_news(page)
    expect(page.get_by_text(DELAYED)).to_be_visible()
    context.close()


def test_an_open_page_catches_up_after_the_web_process_was_killed(
    open_inbox: OpenInbox, make_phone: MakePhone, stack: Stack
) -> None:
    """What was said while the server was gone is on the screen, list and thread, with no reload."""
    page = open_inbox(MANAGER)
    page.evaluate("() => { window.notReloaded = true; }")
    guest, other = make_phone("Karl Killed"), make_phone("Nora New")
    guest.write("Hello")
    guest.await_answer()
    row_of(page, guest.name).click()
    # Rows keep their places while the pointer is over them.
    page.mouse.move(900, 500)
    os.kill(web_process(stack), signal.SIGKILL)
    # The webhooks wait at WhatsApp's side and come once the web answers again.
    guest.write("Are you still there?")
    other.write("Good evening")

    missed = page.locator("[data-message]").filter(has_text="Are you still there?")
    expect(missed).to_be_visible(timeout=90_000)
    expect(row_of(page, other.name)).to_be_visible()
    until_sync(lambda: is_up(stack))
    await_news(page)
    guest.write("And now?")
    expect(page.locator("[data-message]").filter(has_text="And now?")).to_be_visible()
    assert page.evaluate("() => window.notReloaded")


def is_up(stack: Stack) -> bool:
    try:
        return httpx.get(f"{stack.url}/health/ready", timeout=1).status_code == 200
    except httpx.TransportError:
        return False
