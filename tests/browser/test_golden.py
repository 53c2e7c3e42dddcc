"""The gate on the running product: a change that spoils an answer does not reach guests."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LIVE_MS, go_to
from tests.browser.test_inbox_work import api

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
# A hotel of its own: while a question is approved, no other test may change its entries.
MANAGER = "manager@vake.example"
QUESTION = "Hello, at what time does the planetarium open?"
RIGHT, WRONG = "The planetarium opens at 18:30.", "The planetarium opens at 20:00."


def test_a_change_that_makes_a_question_worse_waits_for_a_manager_with_a_reason(
    open_inbox: OpenInbox,
) -> None:
    """Written, asked by a worker, refused with the question by name, published with a reason."""
    page = open_inbox(MANAGER)
    go_to(page, "/knowledge")
    _add_entry(page)
    page.get_by_role("button", name="Golden questions").click()
    expect(page.get_by_text("Nothing is checked")).to_be_visible()
    try:
        _write_question(page)
        row = page.get_by_role("listitem").filter(has_text=QUESTION).filter(has_text="18:30")
        expect(row.get_by_text("Stands", exact=True)).to_be_visible(timeout=LIVE_MS)

        page.get_by_role("button", name="Entries").click()
        page.get_by_role("button", name="Planetarium").click()
        page.get_by_label("What is true").fill(WRONG)
        page.get_by_role("button", name="Save").click()
        waiting = page.get_by_role("region", name="Waiting changes")
        expect(waiting.get_by_text("Not published")).to_be_visible(timeout=LIVE_MS)
        expect(waiting).to_contain_text(QUESTION)
        expect(waiting).to_contain_text("a fact that must appear is missing")
        expect(page.get_by_role("button", name="Planetarium")).to_contain_text(RIGHT)

        waiting.get_by_label("Why it is right all the same").fill("Winter hours")
        waiting.get_by_role("button", name="Publish anyway").click()
        expect(page.get_by_role("button", name="Planetarium")).to_contain_text(WRONG)
        expect(waiting).to_have_count(0)
    finally:
        for one in api(page, "GET", "/golden/questions")["items"]:
            api(page, "POST", f"/golden/questions/{one['id']}/put-aside")
    audited = api(page, "GET", "/audit?limit=50")["items"]
    assert "Winter hours" in [
        one["detail"].get("reason")
        for one in audited
        if one["action"] == "knowledge_change.published"
    ]


def _add_entry(page: Page) -> None:
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("Title").fill("Planetarium")
    page.get_by_label("What is true").fill(RIGHT)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def _write_question(page: Page) -> None:
    page.get_by_role("button", name="Write a question").click()
    page.get_by_label("What a guest asks").fill(QUESTION)
    page.get_by_label("What the answer must name").fill("18:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
