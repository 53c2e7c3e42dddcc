"""Knowledge, triggers, settings, the operator's console: list, edit, undo, refuse."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import sign_in

pytestmark = pytest.mark.browser


def test_a_deleted_entry_comes_back_with_undo(page: Page) -> None:
    """Undo before confirm."""
    page.goto("/knowledge")
    page.get_by_role("button", name="Terrace").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Terrace")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("heading", name="Terrace").wait_for()


def test_a_new_entry_is_in_the_list(page: Page) -> None:
    """What was saved is what is shown."""
    page.goto("/knowledge")
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("Title").fill("Pool")
    page.get_by_label("What is true").fill("Open from 8:00 to 21:00.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Open from 8:00 to 21:00.").wait_for()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_trigger_is_switched_on_from_the_list(page: Page) -> None:
    """One click, and the list says what is true now."""
    page.goto("/triggers")
    switch = page.get_by_role("switch", name="Complaint: say we heard it")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")


def test_a_wrong_token_is_said_beside_its_field(page: Page) -> None:
    """The number is not saved, and the person knows which field to mend."""
    page.goto("/settings")
    page.get_by_role("button", name="Connect a number").click()
    page.get_by_label("idInstance").fill("1101000002")
    page.get_by_label("apiTokenInstance").fill("wrong")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.get_by_text("Green API answered 401 for this instance.").wait_for()
    page.get_by_label("apiTokenInstance").fill("right")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.get_by_text("Guests can write to it now.").wait_for()


def test_the_operator_creates_a_hotel(context: BrowserContext) -> None:
    """A wrong time zone is refused beside its field, a right one makes a hotel."""
    sign_in(context, "admin@platform.example")
    page = context.new_page()
    page.goto("/admin")
    page.get_by_role("button", name="Create a hotel").click()
    page.get_by_label("Name").fill("Harbour Inn")
    page.get_by_label("Time zone").fill("Mars/Base")
    page.get_by_role("button", name="Create", exact=True).click()
    page.get_by_text("This is not a time zone.").wait_for()
    page.get_by_label("Time zone").fill("Europe/Lisbon")
    page.get_by_role("button", name="Create", exact=True).click()
    page.get_by_role("cell", name="Harbour Inn").wait_for()


def test_a_pms_is_connected_tested_paused_and_removed(page: Page) -> None:
    """The address and the secret are shown once; the row says how the connection is."""
    page.goto("/settings")
    page.get_by_role("button", name="Connect a PMS").click()
    page.get_by_label("System").select_option("generic")
    expect(page.get_by_label("Client ID")).to_have_count(0)
    page.get_by_label("What you call it").fill("Bridge")
    page.get_by_role("button", name="Connect", exact=True).click()
    shown = page.get_by_role("dialog", name="Connected")
    expect(shown.get_by_text("/hooks/pms/0123abcd")).to_be_visible()
    expect(shown.get_by_text("S3cret-shown-once")).to_be_visible()
    shown.get_by_role("button", name="Done").click()
    row = page.get_by_role("listitem").filter(has_text="Front office")
    row.get_by_role("button", name="Test").click()
    page.get_by_text("It answered: address and credentials are right.").wait_for()
    row.get_by_role("button", name="Pause").click()
    expect(row.get_by_text("paused")).to_be_visible()
    row.get_by_role("button", name="Go on").click()
    expect(row.get_by_text("paused")).to_have_count(0)
    bridge = page.get_by_role("listitem").filter(has_text="Bridge").last
    bridge.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_text("Connection removed.").wait_for()
    expect(page.get_by_role("listitem").filter(has_text="Bridge").last).not_to_have_text("Bridge")


def test_the_times_of_the_house_are_changed(page: Page) -> None:
    """What was saved is what is shown."""
    page.goto("/settings")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("Check-in from").fill("16:30")
    page.get_by_label("Country").fill("ES")
    page.get_by_label("A mere thank you").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("16:30")).to_be_visible()
    reopens = page.get_by_text("A thank you reopens what is resolved").locator("..")
    expect(reopens).to_contain_text("Yes")
