"""A complaint on the running product: who is told, what stops it, how it ends."""

import itertools
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LIVE_MS, MANAGER, Phone, go_to
from tests.browser.test_inbox_work import api
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
GRUMBLE = "This is disgusting, the bathroom is filthy and I want my money back"
_numbers = itertools.count(1)


def _mails(simulator: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = simulator.get("/control/mails").raise_for_status().json()
    return found


def _complaint(page: Page, guest: Phone) -> dict[str, Any]:
    """The open one of this guest, once it is there."""

    def found() -> list[dict[str, Any]]:
        items = api(page, "GET", "/complaints")["items"]
        return [one for one in items if one["guest_name"] == guest.name]

    until_sync(lambda: bool(found()))
    return found()[0]


def test_whoever_marks_an_alert_as_seen_stops_its_ladder(
    open_inbox: OpenInbox, make_phone: MakePhone, simulator: httpx.Client
) -> None:
    """It is on the screen and in the mail of whoever is called, and climbs no further once seen."""
    page = open_inbox(MANAGER)
    before = len(_mails(simulator))
    guest = make_phone("Greta Grumble")
    guest.write(GRUMBLE)
    go_to(page, "/alerts")
    entry = page.locator("[data-alert]").filter(has_text=guest.name).filter(has_text="Complaint")
    expect(entry).to_be_visible(timeout=LIVE_MS)
    expect(entry.locator("[data-climbs]")).to_be_visible(timeout=LIVE_MS)
    until_sync(lambda: len(_mails(simulator)) > before)
    assert guest.name not in str(_mails(simulator))

    entry.get_by_role("button", name="Mark as seen").click()
    expect(entry.locator("[data-climbs]")).to_have_count(0, timeout=LIVE_MS)
    entry.get_by_text("Who was told").click()
    expect(entry.locator("[data-step=email][data-state=done]").first).to_be_visible()


def test_the_guest_closes_the_complaint(open_inbox: OpenInbox, make_phone: MakePhone) -> None:
    """Taken, acted on, asked, and closed by the guest's yes, live on the screen."""
    page = open_inbox(MANAGER)
    guest = make_phone("Carl Cold")
    guest.write(GRUMBLE)
    said = _complaint(page, guest)
    go_to(page, "/alerts/recovery")
    row = page.locator(f"[data-complaint='{said['id']}']")
    me = api(page, "GET", "/labels")["my_id"]
    row.get_by_label("Owner").select_option(me)
    expect(row).to_have_attribute("data-state", "owned", timeout=LIVE_MS)
    row.get_by_role("button", name="Say what was done").click()
    page.get_by_label("For colleagues").fill("Sent housekeeping with fresh towels.")
    page.get_by_role("button", name="Save").click()
    expect(row).to_have_attribute("data-state", "acted", timeout=LIVE_MS)
    heard = len(guest.received())
    row.get_by_role("button", name="Ask the guest").click()
    until_sync(lambda: len(guest.received()) > heard)
    assert "yes or no" in guest.received()[-1]
    guest.write("Yes, thank you")

    expect(row).to_have_count(0, timeout=LIVE_MS)
    page.get_by_role("button", name="Closed", exact=True).click()
    expect(row).to_contain_text("The guest says that it is fixed", timeout=LIVE_MS)


def test_no_review_is_asked_for_while_a_complaint_is_open(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """The guest gives five of five; the line of the thread says that the request was withheld."""
    page = open_inbox(MANAGER)
    guest = make_phone("Wilma Withheld")
    word = f"feedback{next(_numbers)}"
    link = "https://reviews.example/linden"
    survey = api(page, "POST", "/surveys", {"name": f"Stay {word}", "review_url": link})
    _start_by_keyword(page, survey["id"], word)
    day = api(page, "GET", "/stays?limit=1")["items"][0]["arrival"]
    stay = {
        "guest": {"name": guest.name, "phone": f"+{guest.number}"},
        "arrival": day,
        "departure": f"{int(day[:4]) + 1}{day[4:]}",
    }
    api(page, "PUT", f"/stays/B-{word}", stay)
    guest.write(f"Here is my {word}")
    until_sync(lambda: any("1 (bad)" in one for one in guest.received()))
    chats = api(page, "GET", "/conversations?limit=50")["items"]
    (chat,) = [one for one in chats if one["guest"]["name"] == guest.name]
    api(page, "POST", f"/conversations/{chat['id']}/complaints")
    guest.write("5")

    go_to(page, "/")
    page.locator("[data-row]").filter(has_text=guest.name).click()
    line = page.locator("[data-activity=survey_answered]")
    expect(line).to_contain_text("no review is asked for now", timeout=LIVE_MS)
    assert not any(link in one for one in guest.received())


def _start_by_keyword(page: Page, survey_id: str, word: str) -> None:
    rule = {
        "name": f"Survey on {word}",
        "event": "keyword",
        "keywords": [word],
        "enabled": True,
        "actions": [{"kind": "start_survey", "survey_id": survey_id}],
    }
    api(page, "POST", "/triggers", rule)
