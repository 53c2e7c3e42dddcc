"""Golden questions in a browser: where nothing is checked, what was refused, and a failed read."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.fake_api import ROOT

pytestmark = pytest.mark.browser
QUESTION = "When is breakfast served?"


def test_a_hotel_without_questions_is_told_that_nothing_is_checked(page: Page) -> None:
    """Some are proposed; one that is approved is asked with every change from then on."""
    page.goto("/knowledge?tab=golden")
    expect(page.get_by_text("Nothing is checked")).to_be_visible()
    expect(page.get_by_text("No question is approved yet")).to_be_visible()
    page.get_by_role("button", name="Propose questions").click()

    row = page.get_by_role("listitem").filter(has_text=QUESTION)
    expect(row).to_contain_text("Must name: 6:30, 10:30")
    row.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Nothing is checked")).to_have_count(0)


def test_a_question_that_names_no_fact_says_what_would_pass(page: Page) -> None:
    """One that does not need to be told; its sheet is called by its words."""
    page.goto("/knowledge?tab=golden")
    page.get_by_role("button", name="Propose questions").click()
    row = page.get_by_role("listitem").filter(has_text="Are dogs allowed?")
    expect(row).to_contain_text("Names no fact")
    expect(page.get_by_text("Names no fact")).to_have_count(1)
    row.get_by_role("button", name="Change").click()

    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Are dogs allowed?")).to_be_visible()
    expect(sheet.get_by_label("What a guest asks")).to_have_value("Are dogs allowed?")


def test_a_refused_change_names_the_question_and_waits_for_a_reason(page: Page) -> None:
    """On every part of the knowledge, with the answer that guests would get."""
    assert page.context.request.post(f"{ROOT}/_fake/refuse").ok
    page.goto("/knowledge")
    waiting = page.get_by_role("region", name="Waiting changes")

    expect(waiting).to_contain_text("Not published")
    expect(waiting).to_contain_text("It would say: Breakfast is served from 8:00 to 10:30, from")
    expect(waiting).to_contain_text(QUESTION)
    expect(waiting).to_contain_text("Breakfast is served from 8:00 to 10:30.")
    expect(waiting).to_contain_text("a fact that must appear is missing")
    page.get_by_role("button", name="Golden questions").click()
    expect(page.get_by_role("table")).to_contain_text("91.7 % (11 of 12; 64.6-98.5)")
    expect(page.get_by_text("Rules agree with people by a kappa of 0.57")).to_be_visible()
    waiting.get_by_label("Why it is right all the same").fill("Winter hours")
    with page.expect_request(lambda one: one.url.endswith("/publish")) as sent:
        waiting.get_by_role("button", name="Publish anyway").click()
    assert sent.value.post_data_json == {"reason": "Winter hours"}
    expect(waiting).to_have_count(0)


def test_a_run_that_stopped_at_the_limit_says_so_and_what_to_do(page: Page) -> None:
    """At the run and at the change that waits behind it; the way to the limit is one click."""
    assert page.context.request.post(f"{ROOT}/_fake/stop").ok
    page.goto("/knowledge?tab=golden")
    waiting = page.get_by_role("region", name="Waiting changes")
    run = page.locator("section").filter(has=page.get_by_role("heading", name="Last run"))

    expect(waiting).to_contain_text("Waiting for the AI's limit")
    expect(waiting).to_contain_text("8 of 12 golden questions asked")
    expect(waiting).to_contain_text("Stopped: the limit of the day is reached.")
    expect(waiting.get_by_role("button", name="Publish anyway")).to_have_count(0)
    expect(waiting.get_by_role("button", name="Withdraw")).to_be_visible()
    expect(run).to_contain_text("Stopped: the AI's limit is reached")
    expect(run).to_contain_text("It goes on by itself after midnight")
    expect(run.get_by_role("link", name="Cost and budget")).to_have_attribute("href", "/cost")


def test_a_list_that_cannot_be_read_says_so(page: Page) -> None:
    """With a way to try again."""

    def fail(route: Route) -> None:
        route.fulfill(status=503, json={"error": {"code": "x", "message": "Down for a moment."}})

    page.goto("/knowledge?tab=golden")
    page.route("**/golden/questions?state=put_aside*", fail)
    chips = page.get_by_role("group", name="Which golden questions")
    chips.get_by_role("button", name="Put aside").click()
    expect(page.get_by_role("alert").filter(has_text="Down for a moment.")).to_be_visible()
    page.unroute("**/golden/questions?state=put_aside*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Nothing was put aside")).to_be_visible()
