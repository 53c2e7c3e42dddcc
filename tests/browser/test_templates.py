"""Templates on the running product: written, previewed, reviewed, brought back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MANAGER, go_to

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]


def test_a_template_is_written_reviewed_and_brought_back(open_inbox: OpenInbox) -> None:
    """Two languages, an unknown variable named at its place, a real stay, a review each, and the
    first words again after they were changed."""
    page = open_inbox(MANAGER)
    go_to(page, "/templates")
    page.get_by_role("button", name="Add a template").click()
    page.get_by_label("Name").fill("Parking")
    own = page.locator("[data-language]").first.get_attribute("data-language")
    other = "es" if own != "es" else "en"
    text = page.locator("#template-text")
    text.fill("Hello {{guest_frist_name|guest}}, your car is safe.")
    finding = page.locator("[data-fault=unknown_variable]")
    expect(finding).to_contain_text("Line 1, sign 7: {{guest_frist_name}} is not a variable.")
    expect(page.get_by_role("button", name="Mark as reviewed")).to_be_disabled()

    finding.get_by_role("button").click()
    page.keyboard.type("{{guest_first_name|guest}}")
    expect(finding).to_have_count(0)
    preview = page.get_by_label("Preview", exact=True)
    expect(preview).to_have_text("Hello Anna, your car is safe.")
    stays = page.get_by_label("Preview for")
    expect(stays.locator("option").nth(1)).to_be_attached()
    stays.select_option(index=1)
    guest = stays.locator("option").nth(1).inner_text().split(" · ")[0]
    expect(preview).to_contain_text(f"Hello {guest.split()[0]}")

    page.get_by_label("Add a language").select_option(other)
    text.fill("Habitación ")
    page.get_by_text("Stay", exact=True).click()
    page.locator("[data-variable=room]").click()
    expect(text).to_have_value("Habitación {{room}}")
    expect(page.locator("[data-fault=no_fallback]")).to_contain_text("Line 1, sign 12")
    page.get_by_role("button", name="Mark as reviewed").click()
    page.get_by_text("Reviewed. Guests get this text from now on.").wait_for()
    page.locator(f"[data-language={own}]").click()
    page.get_by_role("button", name="Mark as reviewed").click()
    expect(page.get_by_role("button", name="Mark as reviewed")).to_have_count(0)

    text.fill("Hello, your car is washed.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(f"[data-language={own}]")).to_contain_text("Draft")
    expect(page.get_by_text("Guests get version 1 until this is reviewed.")).to_be_visible()
    page.get_by_role("button", name="History").click()
    history = page.get_by_role("dialog")
    changed = history.get_by_label("What changed")
    expect(changed.locator("ins")).to_contain_text(["washed."])
    history.get_by_role("button", name="Version 1").click()
    history.get_by_role("button", name="Bring it back").click()
    expect(text).to_have_value("Hello {{guest_first_name|guest}}, your car is safe.")

    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Parking").wait_for()
