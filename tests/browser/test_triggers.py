"""A manager makes a trigger, sees whom it is for, rehearses it, switches it on; it fires once."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import MANAGER, Phone, go_to, load_anew
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
ASKED = {"X-Requested-With": "hotelbot"}
EVENING = range(19, 21)
"""Hours in which the evening before is here, and its message is not too old."""
PHONE_WIDTH: ViewportSize = {"width": 390, "height": 844}
_numbers = itertools.count(1)


@dataclass
class Desk:
    """The manager's browser, and the same session at the API."""

    page: Page
    hotel: dict[str, Any]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        url = f"/api/v1/hotels/{self.hotel['id']}{path}"
        headers = {**ASKED, "Origin": self.page.url.split("/", 3)[0] + "//" + self._host()}
        answer = self.page.request.fetch(url, method=method, data=body, headers=headers)
        assert answer.ok, answer.text()
        return answer.json() if answer.status != 204 else None

    def _host(self) -> str:
        return self.page.url.split("/")[2]

    def template(self) -> str:
        name = f"Evening before {next(_numbers)}"
        texts = {
            "en": "Dear {{guest_first_name|guest}}, we expect you on {{arrival}}.",
            "de": "Guten Tag {{guest_first_name|lieber Gast}}, wir erwarten Sie am {{arrival}}.",
        }
        self.call("POST", "/templates", {"name": name, "texts": texts, "reviewed": True})
        return name

    def push(self, guest: str, *, phone: str, arrival: date, language: str = "de") -> str:
        external_id = f"T-{guest.replace(' ', '-')}"
        body = {
            "guest": {"name": guest, "phone": f"+{phone}", "language": language},
            "room": f"{900 + next(_numbers)}",
            "arrival": arrival.isoformat(),
            "departure": (arrival + timedelta(days=2)).isoformat(),
            "booked_at": (datetime.now(UTC) - timedelta(days=20)).isoformat(),
        }
        self.call("PUT", f"/stays/{external_id}", body)
        return external_id


@pytest.fixture
def desk(open_inbox: OpenInbox) -> Desk:
    page = open_inbox(MANAGER)
    session = page.request.get("/api/v1/session").json()
    return Desk(page, session["hotel"])


@pytest.fixture
def evening(desk: Desk) -> Iterator[date]:
    """The hotel lies where it is evening now; its day."""
    now = datetime.now(UTC)
    offset = next(hours for hours in range(-12, 15) if (now.hour + hours) % 24 in EVENING)
    zone = f"Etc/GMT{-offset:+d}" if offset else "Etc/UTC"
    before = desk.hotel["timezone"]
    desk.call("PATCH", "", {"timezone": zone})
    yield (now + timedelta(hours=offset)).date()
    desk.call("PATCH", "", {"timezone": before})


def build(page: Page, name: str, template: str) -> None:
    """The sentence, filled in as a manager does it."""
    go_to(page, "/triggers")
    page.get_by_role("link", name="Add a trigger").click()
    page.get_by_label("Name of the trigger").fill(name)
    page.get_by_role("button", name="The evening before arrival").click()
    page.get_by_role("button", name="Unless the guest wrote already").click()
    page.get_by_label("Template", exact=True).select_option(label=template)
    page.get_by_label("Late bookings").select_option("send")


def test_the_evening_before_unless_they_wrote_in_their_language(
    desk: Desk, evening: date, make_phone: MakePhone
) -> None:
    """Built, counted, previewed, rehearsed, published, switched on, sent once, explained."""
    page, template = desk.page, desk.template()
    soon = make_phone("Jutta Vorher")
    desk.push(soon.name, phone=soon.number, arrival=evening + timedelta(days=6))
    name = f"Evening before {next(_numbers)}"
    build(page, name, template)
    expect(page.locator("[data-matching]")).not_to_have_text("0")
    page.get_by_label("Find a stay for the preview").fill(soon.name)
    page.get_by_role("complementary").get_by_role("button", name=soon.name).last.click()
    expect(page.locator("[data-preview]")).to_contain_text("Guten Tag Jutta")

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Rehearse", exact=True).click()
    expect(page.locator("[data-line]").first).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("button", name="Switch on", exact=True).click()
    page.get_by_role("button", name="Switch off", exact=True).wait_for()

    wrote, silent = make_phone("Sven Schreibt"), make_phone("Lena Leise")
    wrote.write("Good evening, is there parking?")
    wrote.await_answer()
    for guest in (wrote, silent):
        desk.push(guest.name, phone=guest.number, arrival=evening + timedelta(days=1))
    until_sync(lambda: bool(silent.received()))
    assert silent.received()[0].startswith("Guten Tag Lena")

    go_to(page, "/triggers")
    row = page.locator("[data-trigger]").filter(has_text=name)
    row.get_by_role("link", name="in 7 days").click()
    sent = page.locator("[data-line=fired]").filter(has_text=silent.name)
    skipped = page.locator("[data-line=skipped]").filter(has_text=wrote.name)
    expect(sent).to_contain_text("its time had come")
    expect(skipped).to_contain_text("the guest has not written since the booking")
    page.get_by_role("button", name="Not sent", exact=True).click()
    expect(sent).to_have_count(0)
    expect(skipped).to_have_count(1)


def test_a_rule_is_built_on_a_phone(desk: Desk) -> None:
    """Nothing lies beyond the edge; undo takes back, and a wrong value is named beside it."""
    page, template = desk.page, desk.template()
    page.set_viewport_size(PHONE_WIDTH)
    build(page, f"On a phone {next(_numbers)}", template)
    conditions = page.locator("[data-kind=condition]")
    expect(conditions).to_have_count(1)
    page.get_by_role("button", name="Two nights or more").click()
    expect(conditions).to_have_count(2)
    page.get_by_role("button", name="Undo (Ctrl Z)").click()
    expect(conditions).to_have_count(1)
    page.get_by_role("button", name="Redo (Ctrl Shift Z)").click()
    conditions.last.get_by_label("Value").fill("")
    expect(conditions.last).to_contain_text("must be a number")
    conditions.last.get_by_label("Value").fill("3")
    expect(page.locator("[data-check=ready]")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-next=rehearse]")).to_be_visible()


def test_all_automation_stops_and_starts_again(desk: Desk) -> None:
    """One button and a question; the banner says who and when until it is over."""
    page = desk.page
    go_to(page, "/triggers")
    page.get_by_role("button", name="Stop all").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop all").click()
    banner = page.locator("[data-stopped]")
    name = page.request.get("/api/v1/session").json()["name"]
    expect(banner).to_contain_text(name)
    load_anew(page)
    expect(banner).to_contain_text("All automatic messages are stopped")
    banner.get_by_role("button", name="Start again").click()
    expect(banner).to_have_count(0)
    assert desk.call("GET", "/automation")["stopped_at"] is None


def test_a_guest_is_left_out_and_taken_back_in(
    desk: Desk, evening: date, make_phone: MakePhone
) -> None:
    """From the guest's stay with one click each way, and at the trigger itself."""
    page, template = desk.page, desk.template()
    guest = make_phone("Greta Ausgenommen")
    name = f"Left out {next(_numbers)}"
    build(page, name, template)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-next=rehearse]").wait_for()
    trigger_id = page.url.split("id=")[1]
    desk.call("POST", f"/triggers/{trigger_id}/rehearsal")
    desk.call("POST", f"/triggers/{trigger_id}/publish")
    desk.call("PATCH", f"/triggers/{trigger_id}", {"enabled": True})
    desk.push(guest.name, phone=guest.number, arrival=evening + timedelta(days=9))
    go_to(page, "/stays")
    page.get_by_role("tab", name="All").click()
    page.get_by_role("searchbox").fill(guest.name)
    page.get_by_role("button", name=guest.name).click()
    planned = page.locator("[data-planned]").filter(has_text=name)
    planned.get_by_role("button", name="Leave out").click()
    expect(planned).to_contain_text("left out by a colleague")
    planned.get_by_role("button", name="Take back in").click()
    expect(planned.get_by_role("button", name="Leave out")).to_be_visible()
    planned.get_by_role("button", name="This stay only").click()
    expect(planned).to_contain_text("left out by a colleague")
    go_to(page, f"/triggers/edit?id={trigger_id}")
    listed = page.get_by_label("Left out")
    expect(listed).to_contain_text(guest.name)
    listed.get_by_role("button", name="Take back in").click()
    expect(listed).to_have_count(0)
