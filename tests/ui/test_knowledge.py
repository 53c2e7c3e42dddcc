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


def test_a_proposal_is_changed_and_accepted(page: Page) -> None:
    """Side by side with what the entry says; what it may harm is named before the choice."""
    page.goto("/knowledge")
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name="marina.example").click()
    second = page.locator("#proposal-2")

    expect(second).to_contain_text("Contradicts an entry")
    expect(second).to_contain_text("Underground car park, 18 € per day.")
    expect(page.locator("#proposal-3")).to_contain_text("Speaks to an AI")
    first = page.locator("#proposal-1")
    first.get_by_label("What is true").fill("The pool is open from 9:00.")
    first.get_by_role("button", name="Accept").click()
    expect(first).to_contain_text("Accepted")
    expect(page.get_by_role("status").filter(has_text="proposed")).to_have_text(
        "3 proposed, 1 accepted, 0 skipped"
    )


def test_a_source_that_could_not_be_read_says_why(page: Page) -> None:
    """And what to do now."""
    page.goto("/knowledge")
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name="house-rules.pdf").click()

    expect(page.get_by_role("alert")).to_contain_text("Save a copy without one")
    page.get_by_role("button", name="Choose another").click()
    expect(page.get_by_label("Address of a page")).to_be_visible()


def test_a_contradiction_is_decided_and_the_other_text_opened(page: Page) -> None:
    """Both sentences are shown; the one that is wrong is opened where it is mended."""
    page.goto("/knowledge?tab=contradictions")
    pair = page.locator("[data-contradiction]")

    expect(pair).to_contain_text("Breakfast, until when")
    pair.get_by_role("button", name="This one is right").first.click()
    page.wait_for_url(lambda url: "/templates" in url)


def test_the_list_is_narrowed_where_it_is_read(page: Page) -> None:
    """The choice is kept in what is asked of the server."""
    page.goto("/knowledge")
    with page.expect_request(lambda one: "shown=review" in one.url):
        page.get_by_label("Which entries").select_option("review")
    with page.expect_request(lambda one: "q=pool" in one.url):
        page.get_by_label("Search the entries").fill("pool")
