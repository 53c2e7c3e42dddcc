"""The fact sheets' page in a browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_what_nothing_answered_is_shown_where_fact_sheets_are_written(page: Page) -> None:
    """The question, who asked, why it was handed over, and the way to the conversation."""
    page.goto("/knowledge")
    missing = page.get_by_role("region", name="Asked and not answered")

    question = missing.get_by_role("link", name="Do you have a charger for an electric car")
    expect(question).to_have_attribute("href", "/?c=00000000-0000-7000-8000-0000000000c1")
    expect(missing).to_contain_text("Anna Keller")
    expect(missing).to_contain_text("the fact sheets do not hold the answer")
