"""What is said in a voice message is written down below it."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Site, open_conversation

pytestmark = pytest.mark.browser
SAID = "Can we have two more towels?"


def test_a_voice_message_is_written_down_changed_and_taken_back(page: Page, site: Site) -> None:
    """The next colleague need not listen to it; nothing typed means no transcript."""
    open_conversation(page, site, "Sofia Rossi")
    transcript = page.locator("[data-transcript]")
    page.get_by_role("button", name="Write down what is said").click()
    text = page.get_by_role("textbox", name="What is said in it")
    expect(text).to_be_focused()
    text.fill(SAID)
    page.get_by_role("button", name="Save").click()
    expect(transcript).to_contain_text(SAID)
    expect(transcript).to_contain_text("Written down (Maria Lopez)")

    page.get_by_role("log").get_by_role("button", name="Change").click()
    expect(text).to_have_value(SAID)
    text.fill("")
    page.get_by_role("button", name="Save").click()
    expect(transcript).to_have_count(0)
