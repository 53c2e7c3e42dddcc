"""The templates: the list and its faces, and a text while it is written."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import sign_in
from tests.ui.fake_api import ROOT

pytestmark = pytest.mark.browser


def test_the_list_says_how_far_each_language_is(page: Page) -> None:
    """In words as well as by a mark; a list that fails offers another try."""
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": True})
    page.goto("/templates")
    page.get_by_text("The list is not available right now.").wait_for()
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": False})
    page.get_by_role("button", name="Try again").click()
    row = page.get_by_role("button", name="Welcome")
    expect(row).to_contain_text("ENReviewed")
    expect(row).to_contain_text("DEDraft")
    expect(row).to_contain_text("Used by 1 trigger")


def test_a_text_is_previewed_while_it_is_written(page: Page) -> None:
    """Variables are filled in for an invented guest; a wrong one stands out in both places, and a
    click on what is said of it chooses it in the text, emoji or not."""
    page.goto("/templates")
    page.get_by_role("button", name="Welcome").click()
    page.locator("#template-text").fill("🛎 Dear {{guest_name}},\nroom {{rom}}")
    preview = page.get_by_label("Preview", exact=True)
    expect(preview).to_have_text("🛎 Dear Anna Keller,\nroom {{rom}}")
    expect(preview.locator("[data-source=missing]")).to_have_text("{{rom}}")
    expect(page.get_by_text("It would not be sent: not known is rom.")).to_be_visible()
    finding = page.locator("[data-fault=unknown_variable]")
    expect(finding).to_contain_text("Line 2, sign 6")
    finding.get_by_role("button").click()
    page.keyboard.type("{{room}}")
    expect(finding).to_have_count(0)
    expect(preview).to_have_text("🛎 Dear Anna Keller,\nroom 214")


def test_what_is_not_saved_can_be_gone_back_to(page: Page) -> None:
    """Leaving loses nothing at once."""
    page.goto("/templates")
    page.get_by_role("button", name="We are sorry").click()
    page.locator("#template-text").fill("Half a sentence")
    page.get_by_role("button", name="All templates").click()
    page.get_by_role("button", name="Go back to it").click()
    expect(page.locator("#template-text")).to_have_value("Half a sentence")


def test_a_refusal_is_said_where_it_was_asked(page: Page) -> None:
    """A used template stays, and an old text is not reviewed over a newer one."""
    page.goto("/templates")
    page.get_by_role("button", name="Welcome").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("Triggers send this template: Welcome.").wait_for()
    page.locator("[data-language=de]").click()
    page.get_by_role("button", name="Mark as reviewed").click()
    page.get_by_text("Somebody saved this text meanwhile.").wait_for()


def test_who_may_not_write_can_read(context: BrowserContext) -> None:
    """No button that would be refused."""
    sign_in(context, "viewer@marina.example")
    page = context.new_page()
    page.goto("/templates")
    page.get_by_role("button", name="Welcome").click()
    expect(page.locator("#template-text")).to_have_attribute("readonly", "")
    for name in ("Save", "Delete", "Mark as reviewed", "Stop sending it"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
