"""The privacy proof and the cost of the AI: what is replaced, what it costs, what it may cost."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import Site, open_conversation, sign_in

pytestmark = pytest.mark.browser
REFUSED = {"error": {"code": "busy", "message": "Try again in a moment.", "details": None}}


def test_the_proof_opens_from_a_thread_with_placeholders_and_a_checked_hash(
    page: Page, site: Site
) -> None:
    """What was replaced is named by its kind; the words are those that were sent."""
    open_conversation(page, site, "James O’Connor")
    page.get_by_role("link", name="What left the building").click()
    call = page.locator("[data-disclosure=model]")
    expect(call.get_by_role("list", name="Replaced before it was sent")).to_contain_text(
        "phone number × 1"
    )
    expect(call.locator("[data-mark=equal]")).to_be_visible()
    call.get_by_text("The words that were sent").click()
    expect(call.locator("[data-payload]")).to_contain_text("<PHONE_1>")
    expect(page.locator("main")).not_to_contain_text(re.compile(r"\+?\d[\d ]{8,}\d(?!\w)"))
    expect(page.get_by_role("link", name="As a file")).to_have_attribute(
        "href", re.compile("/disclosures/export$")
    )


def test_an_agent_is_offered_no_proof(context: BrowserContext, site: Site) -> None:
    """The API would refuse it as well."""
    sign_in(context, "agent@linden.example")
    page = context.new_page()
    page.goto("/")
    open_conversation(page, site, "James O’Connor")
    expect(page.get_by_role("link", name="What left the building")).to_have_count(0)


def test_a_limit_that_is_reached_is_said_above_every_screen(page: Page) -> None:
    """Until when, and where it can be changed; a raised limit takes the notice away."""
    page.goto("/settings")
    page.get_by_role("link", name="Cost and budget").first.click()
    expect(page.locator("[data-meter=total]")).to_contain_text("$0.0123")
    expect(page.locator("[data-purpose=answer]")).to_contain_text("12")
    notice = page.locator("[data-budget-notice]")
    expect(notice).to_have_count(0)

    page.get_by_label("USD a day").fill("0.01")
    page.get_by_role("button", name="Save").click()
    expect(notice).to_contain_text("The AI's budget for today is used up.")
    page.goto("/stays")
    expect(notice).to_contain_text("People answer every guest until")

    notice.get_by_role("link", name="Cost and budget").click()
    page.get_by_label("USD a day").fill("")
    page.get_by_role("button", name="Save").click()
    expect(notice).to_have_count(0)


def test_a_guest_is_erased_after_a_reason_and_a_second_look(page: Page, site: Site) -> None:
    """The dialog says what goes and what stays; cancelling does nothing."""
    open_conversation(page, site, "James O’Connor")
    page.get_by_role("button", name="Delete this guest").click()
    dialog = page.get_by_role("dialog", name="Delete this guest")
    expect(dialog).to_contain_text("go for good")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Delete this guest").click()
    dialog.get_by_label("Why").select_option("guest_asked")
    with page.expect_request(lambda one: one.url.endswith("/erase")) as sent:
        dialog.get_by_role("button", name="Delete for good").click()
    assert sent.value.post_data_json == {"reason": "guest_asked"}
    page.wait_for_selector("[data-row]")
    expect(page.get_by_text("The guest was deleted for good")).to_be_visible()


def test_nobody_is_erased_without_a_reason(page: Page, site: Site) -> None:
    """None is chosen beforehand, and the guest is named where the button is."""
    open_conversation(page, site, "James O’Connor")
    page.get_by_role("button", name="Delete this guest").click()
    dialog = page.get_by_role("dialog", name="Delete this guest")
    expect(dialog).to_contain_text("James O’Connor")
    expect(dialog.get_by_label("Why")).to_have_value("")
    dialog.get_by_role("button", name="Delete for good").click()
    expect(dialog.locator("select:invalid")).to_be_focused()


def test_a_budget_that_cannot_be_read_says_so(page: Page) -> None:
    """The rest of the page stands there all the same, and one click asks again."""
    page.route("**/ai-budget", lambda route: route.fulfill(status=503, json=REFUSED))
    page.goto("/cost")
    expect(page.locator("[data-meter=total]")).to_be_visible()
    budget = page.get_by_role("alert").filter(has_text="Try again in a moment.")
    expect(budget).to_be_visible()
    page.unroute("**/ai-budget")
    budget.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("USD a day")).to_be_visible()


def test_what_a_purpose_costs_is_in_sight_on_a_phone(page: Page) -> None:
    """Nothing has to be pushed aside to see the money."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/cost")
    purpose = page.locator("[data-purpose=answer]")
    purpose.scroll_into_view_if_needed()
    expect(purpose.get_by_text("$0.0123")).to_be_in_viewport(ratio=1)


def test_the_proof_of_no_conversation_says_how_to_choose_one(page: Page) -> None:
    """No error, and no way back to a conversation that is none."""
    page.goto("/privacy")
    expect(page.get_by_text("No conversation is chosen")).to_be_visible()
    expect(page.get_by_role("link", name="Back to the conversation")).to_have_count(0)
