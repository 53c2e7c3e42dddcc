"""What a colleague answered is worded by the model, and saved by a person alone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_candidate_is_worded_refused_or_put_aside(page: Page) -> None:
    """A changed fact is named beside it; a good wording stands in the form, unsaved."""
    page.goto("/knowledge")
    row = page.locator("[data-candidate]")
    expect(row).to_contain_text("Maria Lopez: Yes, an iron")
    expect(row).to_contain_text("Contradicts an entry")
    row.get_by_role("button", name="Word it").click()
    expect(row.get_by_role("alert")).to_contain_text("5 EUR")
    row.get_by_role("button", name="Word it").click()
    form = page.get_by_role("dialog", name="New entry")
    expect(form.get_by_label("Title")).to_have_value("Iron")
    text = "An iron is in the wardrobe of every room."
    expect(form.get_by_label("What is true")).to_have_value(text)
    form.get_by_role("button", name="Cancel").click()
    row.get_by_role("button", name="Not needed").click()
    expect(page.get_by_text("Nothing to learn")).to_be_visible()
