"""The stays: who comes and goes, one stay with its log, a file taken in."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.fake_api import ROOT

pytestmark = pytest.mark.browser


def test_each_view_shows_its_stays_and_search_finds_one(page: Page) -> None:
    """Arriving is what opens; all goes on page by page; a search without a match says so."""
    page.goto("/stays")
    page.get_by_text("Anna Keller").wait_for()
    expect(page.get_by_text("Мария Иванова")).to_have_count(0)
    page.get_by_role("tab", name="Departing").click()
    page.get_by_text("Due out").wait_for()
    page.get_by_role("tab", name="All").click()
    page.get_by_role("button", name="Show more").click()
    page.get_by_text("Guest 79").wait_for()
    page.get_by_role("searchbox").fill("costa")
    expect(page.locator("main li")).to_have_count(1)
    page.get_by_role("searchbox").fill("nobody at all")
    page.get_by_text("Nothing found").wait_for()


def test_a_stay_opens_with_what_happened_to_it(page: Page) -> None:
    """The log says what changed, from what to what."""
    page.goto("/stays")
    page.get_by_role("button", name="Anna Keller").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Room changed by apaleo")
    expect(dialog).to_contain_text("room 212 → 214")
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_list_that_fails_offers_another_try(page: Page) -> None:
    """The failure is said in words, and trying again mends it."""
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": True})
    page.goto("/stays")
    page.get_by_text("The list is not available right now.").wait_for()
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": False})
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("Anna Keller").wait_for()


def test_a_file_is_mapped_checked_and_taken_in(page: Page) -> None:
    """Nothing runs before the dry run was seen; refused lines are named with their reason."""
    page.goto("/stays")
    page.get_by_role("button", name="Import a file").click()
    chooser = page.get_by_label("File of reservations")
    chooser.set_input_files({"name": "photo.png", "mimeType": "image/png", "buffer": b"x"})
    page.get_by_text("This is neither a CSV file").wait_for()
    chooser.set_input_files({"name": "stays.csv", "mimeType": "text/csv", "buffer": b"x"})
    expect(page.get_by_label("Arrival", exact=True)).to_have_value("2")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_text("would be created").wait_for()
    expect(page.get_by_label("Refused lines")).to_contain_text("is a day that does not exist")
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("were created").wait_for()
    page.get_by_role("link", name="Download the whole report").wait_for()
