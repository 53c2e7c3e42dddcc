"""A colleague promises something on the running product: seen, reminded of, done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LIVE_MS, MANAGER, Phone, go_to, row_of
from tests.browser.test_inbox_work import api
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
PROMISE = "We'll bring the towels up in one minute."


def promise_of(page: Page, guest: Phone, *, closed: bool = False) -> dict[str, Any]:
    """Of this guest, once it is there."""

    def found() -> list[dict[str, Any]]:
        items = api(page, "GET", f"/promises?closed={'true' if closed else 'false'}")["items"]
        return [one for one in items if one["guest_name"] == guest.name]

    until_sync(lambda: bool(found()), within_s=120)
    return found()[0]


def alerts_of(page: Page, guest: Phone, kind: str) -> list[dict[str, Any]]:
    items = api(page, "GET", "/alerts")["items"]
    return [one for one in items if one["guest_name"] == guest.name and one["kind"] == kind]


def opened(page: Page, guest: Phone) -> None:
    guest.write("Could we have two more towels please?")
    row_of(page, guest.name).click()
    expect(page.get_by_role("log")).to_contain_text("two more towels", timeout=LIVE_MS)
    page.locator("#composer").fill(PROMISE)
    page.locator("#composer").press("Enter")


def test_a_promise_is_seen_reminded_of_and_done(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """The chip comes by itself, the alert before the moment, and one click ends both."""
    page = open_inbox(MANAGER)
    guest = make_phone("Tessa Towels")
    opened(page, guest)
    chip = page.locator("[data-promise]").filter(has_text=PROMISE)
    expect(chip).to_be_visible(timeout=LIVE_MS)
    expect(chip.locator("[data-left]")).to_be_visible()

    until_sync(lambda: bool(alerts_of(page, guest, "promise_due")))
    (alert,) = alerts_of(page, guest, "promise_due")
    promise = promise_of(page, guest)
    assert datetime.fromisoformat(alert["created_at"]) < datetime.fromisoformat(promise["due_at"])

    chip.get_by_role("button", name="Done").click()
    expect(chip).to_have_count(0, timeout=LIVE_MS)
    assert promise_of(page, guest, closed=True)["state"] == "kept"
    until_sync(lambda: not alerts_of(page, guest, "promise_due"))


def test_the_shift_sees_what_is_open_and_the_guest_closes_it(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """In one list with everything that is due; the guest's word takes it away, live."""
    page = open_inbox(MANAGER)
    guest = make_phone("Gus Gotit")
    opened(page, guest)
    promise = promise_of(page, guest)
    go_to(page, "/alerts/promises")
    row = page.locator(f"[data-promise='{promise['id']}']")
    expect(row).to_contain_text(PROMISE, timeout=LIVE_MS)
    guest.write("Got the towels, thank you")

    expect(row).to_have_count(0, timeout=2 * LIVE_MS)
    page.get_by_role("button", name="Closed", exact=True).click()
    expect(row).to_contain_text("The guest says that it is there", timeout=LIVE_MS)
