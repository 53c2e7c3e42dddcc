"""A draft of the AI stands above the composer until a person decides what becomes of it."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.conftest import Site, open_conversation
from tests.ui.test_inbox import joined, tell

pytestmark = pytest.mark.browser
TEXT = "Breakfast is from 6:30 to 10:30."


def offered(page: Page, site: Site, guest: str) -> str:
    chosen = open_conversation(page, site, guest)
    joined(page)
    tell(page, "draft", conversation_id=chosen, text=TEXT)
    expect(page.locator("[data-ai-draft]")).to_contain_text(TEXT)
    return chosen


def test_a_draft_is_used_by_a_click_and_not_before(page: Page, site: Site) -> None:
    """It names its fact sheet; the request says which draft was used."""
    chosen = offered(page, site, "James O’Connor")
    draft = page.locator("[data-ai-draft]")
    expect(draft.get_by_role("link", name="Breakfast")).to_be_visible()
    expect(page.get_by_role("log").get_by_text(TEXT)).to_have_count(0)
    with page.expect_request(lambda one: one.method == "POST" and "/messages" in one.url) as sent:
        draft.get_by_role("button", name="Use").click()
    body = sent.value.post_data_json
    assert body is not None
    assert body["text"] == TEXT
    assert body["draft_id"]
    assert chosen in sent.value.url
    expect(page.get_by_role("log").get_by_text(TEXT)).to_be_visible()


def test_an_edited_draft_is_sent_as_what_it_began_as(page: Page, site: Site) -> None:
    """The words go into the field; Enter sends them; the next reply began as none."""
    offered(page, site, "Wei Zhang")
    page.locator("[data-ai-draft]").get_by_role("button", name="Edit").click()
    composer = page.locator("#composer")
    expect(composer).to_have_value(TEXT)
    composer.fill(f"{TEXT} Enjoy it.")
    drafts = []
    for text in (None, "And lunch from noon."):
        if text:
            composer.fill(text)
        with page.expect_request(
            lambda one: one.method == "POST" and "/messages" in one.url
        ) as sent:
            composer.press("Enter")
        body = sent.value.post_data_json
        assert body is not None
        drafts.append(body.get("draft_id"))
    assert drafts[0]
    assert drafts[1] is None


def test_a_dismissed_draft_goes_and_the_guests_next_message_takes_one_away(
    page: Page, site: Site
) -> None:
    """Nothing out of date can be used."""
    chosen = offered(page, site, "Lena Petersen")
    page.get_by_role("button", name="Dismiss this draft").click()
    expect(page.locator("[data-ai-draft]")).to_have_count(0)
    offered(page, site, "Lena Petersen")
    tell(page, "inbound", conversation_id=chosen, text="Never mind")
    expect(page.locator("[data-ai-draft]")).to_have_count(0)


def test_the_bar_says_that_people_answer_a_vip(page: Page, site: Site) -> None:
    """Where the hotel wants it so; its other guests are answered by the AI."""

    def with_exception(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        body["hotel"]["drafts_for_vips"] = True
        route.fulfill(response=answer, json=body)

    page.route("**/api/v1/session", with_exception)
    page.reload()
    page.wait_for_selector("[data-row]")
    bar = page.locator("[data-speaker=ai]")
    open_conversation(page, site, "Familie Brandstätter")
    expect(bar).to_contain_text("AI answers this guest")
    open_conversation(page, site, "James O’Connor")
    page.get_by_role("button", name="Return to AI").click()
    expect(bar).to_contain_text("Only people answer: the AI drafts")
