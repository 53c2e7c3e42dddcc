"""An answer of the AI is called wrong where it stands, and mended from the list of them all."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Site, open_conversation

pytestmark = pytest.mark.browser


def test_a_wrong_answer_is_marked_listed_handled_and_taken_back(page: Page, site: Site) -> None:
    """With its reason and note on the message; the list leads to the entry and the thread."""
    chosen = open_conversation(page, site, "James O’Connor")
    page.get_by_role("button", name="Wrong answer").first.click()
    question = page.get_by_role("dialog")
    question.get_by_role("button", name="Mark as wrong").click()
    expect(question.get_by_text("Choose what was wrong.")).to_be_visible()
    question.get_by_label("What would have been right").fill("It is from 6:00 in summer.")
    question.get_by_role("button", name="Outdated").click()
    question.get_by_role("button", name="Mark as wrong").click()
    mark = page.locator("[data-wrong=outdated]")
    expect(mark).to_contain_text("It is from 6:00 in summer.")

    page.goto("/knowledge?tab=wrong")
    row = page.locator("[data-wrong-answer]")
    expect(row).to_contain_text("Outdated")
    expect(row.get_by_role("link", name="Conversation")).to_have_attribute("href", f"/?c={chosen}")
    expect(row.get_by_role("link", name="Mend the entry: Breakfast")).to_be_visible()
    page.get_by_role("button", name="The wrong tone").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Every reason").click()
    row.get_by_role("button", name="Handled").click()
    expect(row).to_have_count(0)
    page.get_by_role("group", name="Which answers").get_by_role("button", name="Handled").click()
    expect(row).to_contain_text("Handled by Maria Lopez")

    page.goto("/")
    open_conversation(page, site, "James O’Connor")
    expect(mark).to_contain_text("handled")
    page.get_by_role("button", name="Change").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
    expect(mark).to_have_count(0)
