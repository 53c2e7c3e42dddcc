"""Every action of the inbox by the keyboard alone, on the running product: no mouse is moved."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    LIVE_MS,
    MANAGER,
    PASSWORD,
    Phone,
    await_news,
    load_anew,
    row_of,
)
from tests.browser.keyboard import Keyboard
from tests.browser.test_files import PICTURE
from tests.browser.test_inbox_work import api
from tests.fixtures.stack import Stack
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

MakePhone = Callable[[str], Phone]


@pytest.fixture
def keyboard(chromium: Browser, stack: Stack) -> Iterator[Keyboard]:
    """At the login page; at the end nothing was pointed at."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, base_url=stack.url, reduced_motion="reduce"
    )
    context.set_default_timeout(LIVE_MS)
    keyboard = Keyboard(context.new_page())
    keyboard.page.goto("/login")
    expect(keyboard.page.locator("input[type=email]")).to_be_focused()
    yield keyboard
    assert keyboard.pointed() == 0
    context.close()


def sign_in(keyboard: Keyboard) -> Page:
    page = keyboard.page
    keyboard.type(MANAGER)
    keyboard.go_to(page.locator("input[type=password]"))
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    page.locator("[data-row]").first.wait_for()
    await_news(page)
    return page


def open_row(keyboard: Keyboard, name: str) -> None:
    """Tab leads to the list, the arrows within it."""
    page = keyboard.page
    row = row_of(page, name)
    row.wait_for(timeout=LIVE_MS)
    keyboard.go_to(page.locator("[data-row][tabindex='0']"))
    keyboard.press("Home")
    wanted = row.get_attribute("data-row")
    for _ in range(page.locator("[data-row]").count()):
        here = page.evaluate("() => document.activeElement.dataset.row")
        if here == wanted:
            break
        keyboard.press("ArrowDown")
        page.wait_for_function("here => document.activeElement.dataset.row !== here", arg=here)
    keyboard.press("Enter")
    expect(row).to_have_attribute("aria-current", "true")
    page.locator("[data-message]").first.wait_for()


def test_a_guest_is_answered_and_put_away(keyboard: Keyboard, make_phone: MakePhone) -> None:
    """From the login page: open, reply with a file, note, assign, priority, label, snooze, wake,
    resolve, undo."""
    guest = make_phone("Kira Keyboard")
    guest.write("Where is the pool?")
    guest.await_answer()
    page = sign_in(keyboard)
    api(page, "POST", "/labels", {"name": "Quiet room", "colour": "notice"})
    load_anew(page)
    open_row(keyboard, guest.name)

    keyboard.press("r")
    expect(page.locator("#composer")).to_be_focused()
    keyboard.type("Down the stairs, then left.")
    with page.expect_file_chooser() as chooser:
        keyboard.press("Alt+a")
    chooser.value.set_files({"name": "pool.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(page.locator("[data-attached=ready]")).to_have_count(1)
    expect(page.locator("#composer")).to_be_focused()
    keyboard.press("Enter")
    until_sync(lambda: "Down the stairs, then left." in guest.received())
    keyboard.press("Alt+p")
    expect(page.get_by_label("Note to colleagues")).to_be_focused()
    keyboard.type("Careful, hurt foot")
    keyboard.press("Enter")
    expect(page.locator("[data-note]").filter(has_text="hurt foot")).to_be_visible(timeout=LIVE_MS)

    keyboard.press("Escape", "m")
    expect(page.locator("[data-activity=assigned]")).to_be_visible(timeout=LIVE_MS)
    work = page.get_by_label("Work", exact=True)
    keyboard.choose(work.get_by_label("Priority"), "Urgent")
    expect(page.locator("[data-activity=priority_set]").last).to_be_visible(timeout=LIVE_MS)
    keyboard.choose(work.get_by_label("Add a label"), "Quiet room")
    expect(page.locator("[data-activity=label_added]")).to_be_visible(timeout=LIVE_MS)
    keyboard.press("Alt+m")
    expect(page.locator("#snooze")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(page.locator("[data-activity=snoozed]")).to_be_visible(timeout=LIVE_MS)
    keyboard.go_to(page.get_by_role("button", name="Wake"))
    keyboard.press("Enter")
    expect(page.locator("[data-activity=reopened]").last).to_be_visible(timeout=LIVE_MS)
    keyboard.press("e")
    undo = page.get_by_role("button", name="Undo").last
    keyboard.go_to(undo)
    keyboard.press("Enter")
    expect(page.locator("#composer")).to_be_visible(timeout=LIVE_MS)


def test_everything_is_found(keyboard: Keyboard, make_phone: MakePhone) -> None:
    """Search, the palette and the sheet of keys open, hold the keyboard, and give it back."""
    guest = make_phone("Fiona Found")
    guest.write("Is there a chandelier?")
    guest.await_answer()
    page = sign_in(keyboard)
    row_of(page, guest.name).wait_for(timeout=LIVE_MS)
    keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    keyboard.type("chandelier")
    keyboard.go_to(page.locator("[data-found]").first)
    keyboard.press("Enter")
    expect(page.locator("[data-message]").filter(has_text="chandelier")).to_be_visible()

    keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_focused()
    keyboard.type(guest.name)
    page.locator("[data-choice]").filter(has_text=guest.name).first.wait_for(timeout=LIVE_MS)
    keyboard.press("Enter")
    expect(page.locator("#palette")).to_have_count(0)
    keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    for _ in range(4):
        keyboard.press("Tab")
        assert sheet.evaluate("e => e.contains(document.activeElement)")
    keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_many_are_changed_at_once(keyboard: Keyboard, make_phone: MakePhone) -> None:
    """The arrows go from row to row, the space bar picks, and the bar of what can be done is one
    way back."""
    for name in ("Bea Bulk", "Ben Bulk"):
        make_phone(name).write("We would like a taxi")
    page = sign_in(keyboard)
    for name in ("Bea Bulk", "Ben Bulk"):
        row_of(page, name).wait_for(timeout=LIVE_MS)
    keyboard.go_to(page.locator("[data-row][tabindex='0']"))
    keyboard.press("Home", "Tab", "Space", "ArrowDown", "Space")
    expect(page.locator("[data-picked='2']")).to_be_visible()
    picked = page.locator("[data-pick]:checked")
    lines = [
        page.locator(f"[data-line='{one.get_attribute('data-pick')}']") for one in picked.all()
    ]
    keyboard.go_to(page.get_by_role("button", name="All", exact=True), by="Shift+Tab")
    keyboard.choose(page.locator("[data-many=priority]"), "High")
    assert len(lines) == 2
    for line in lines:
        expect(line.locator("[data-priority=high]")).to_be_visible(timeout=LIVE_MS)
    keyboard.press("Escape")
    expect(page.locator("[data-picked]")).to_have_count(0)


def test_the_other_screens_are_reached(keyboard: Keyboard) -> None:
    """A label is added in the settings, a template opened, the language of the screens found."""
    page = sign_in(keyboard)
    keyboard.press("Alt+s")
    add = page.get_by_role("button", name="Add a label")
    keyboard.go_to(add)
    keyboard.press("Enter")
    expect(page.locator("#field-name")).to_be_focused()
    keyboard.type("By keyboard")
    keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("By keyboard")).to_be_visible()
    expect(add).to_be_focused()

    keyboard.go_to(page.get_by_role("link", name="Templates"))
    keyboard.press("Enter")
    page.locator("[data-page=templates]").wait_for()
    first = page.locator("main ul button").first
    keyboard.go_to(first)
    keyboard.press("Enter")
    keyboard.go_to(page.locator("main textarea, [role=dialog] textarea").first)
    keyboard.press("Alt+c")
    page.locator("[data-page=inbox]").wait_for()
    keyboard.go_to(page.get_by_role("button", name="You and your hotels"))
    keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="You and your hotels")).to_be_focused()
