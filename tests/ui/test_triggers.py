"""The screens of triggers: their faces, who may do what, and what is asked before it is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import sign_in
from tests.ui.fake_api import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture
def broken(page: Page) -> Iterator[Page]:
    """The server answers no list, until the test is over."""
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": True})
    yield page
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": False})


def test_triggers_stand_by_parts_of_the_journey(page: Page) -> None:
    """Each with its sentence, what it has planned, and what it did in a week."""
    page.goto("/triggers")
    before = page.locator("[data-part=before_arrival]")
    expect(before).to_contain_text("The evening before arrival at 18:00, send “Welcome”.")
    expect(before).to_contain_text("31 planned")
    expect(before).to_contain_text("204 sent, 19 not sent in 7 days")
    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["Before arrival", "Day of arrival", "In conversations"]
    )


def test_a_list_that_fails_offers_another_try(broken: Page) -> None:
    """In words; trying again mends it."""
    broken.goto("/triggers")
    broken.get_by_text("The list is not available right now.").wait_for()
    broken.request.post(f"{ROOT}/_fake/broken", data={"broken": False})
    broken.get_by_role("button", name="Try again").click()
    broken.get_by_text("The evening before", exact=True).wait_for()


def test_a_count_that_fails_offers_another_try(page: Page) -> None:
    """The draft stays as it is meanwhile."""
    page.goto("/triggers/edit")
    page.get_by_label("Template", exact=True).select_option(label="Welcome")
    page.locator("[data-check=ready]").wait_for()
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": True})
    page.get_by_role("button", name="Two nights or more").click()
    page.get_by_text("The count is not available right now.").wait_for()
    page.request.post(f"{ROOT}/_fake/broken", data={"broken": False})
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-matching]")).to_have_text("7")
    expect(page.locator("[data-kind=condition]")).to_have_count(1)


def test_what_nobody_saved_is_not_lost_silently(page: Page) -> None:
    """Leaving asks; staying keeps every word."""
    page.goto("/triggers/edit")
    page.get_by_label("Name of the trigger").fill("Half done")
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="All triggers").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(page.get_by_label("Name of the trigger")).to_have_value("Half done")


def test_the_browsers_way_back_keeps_the_draft(page: Page) -> None:
    """It cannot be held up; the way to the draft is offered, with every word."""
    page.goto("/triggers")
    page.get_by_role("link", name="Add a trigger").click()
    page.get_by_label("Name of the trigger").fill("Half done")
    page.go_back()
    page.get_by_role("button", name="Back to it").click()
    expect(page.get_by_label("Name of the trigger")).to_have_value("Half done")


def test_an_error_stands_beside_its_field(page: Page) -> None:
    """A save without a name says so at the name, and keeps the rest."""
    page.goto("/triggers/edit")
    page.get_by_label("Template", exact=True).select_option(label="Welcome")
    page.get_by_role("button", name="Save", exact=True).click()
    name = page.get_by_label("Name of the trigger")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("at least 1 character")).to_be_visible()


def test_a_rehearsal_points_out_storms_and_overlaps(page: Page) -> None:
    """Each a filter; the lines go on page by page, and the next step is offered here."""
    page.goto("/triggers")
    page.get_by_role("link", name="The evening before", exact=False).first.click()
    page.get_by_role("link", name="Rehearsal").click()
    warnings = page.locator("[data-warning]")
    expect(warnings.nth(0)).to_contain_text("40 messages within one minute")
    expect(warnings.nth(1)).to_contain_text("within an hour of another trigger's")
    lines = page.locator("[data-line]")
    expect(lines).to_have_count(30)
    page.get_by_role("button", name="Show more").click()
    expect(lines).to_have_count(45)
    page.get_by_role("button", name="Storms").click()
    expect(lines).to_have_count(1)
    page.get_by_role("button", name="Not sent", exact=False).first.click()
    expect(lines).to_contain_text("“the number of nights is at least 2”")


def test_a_deleted_trigger_comes_back(page: Page) -> None:
    """One undo after the way back to the list."""
    page.goto("/triggers")
    page.get_by_role("link", name="Welcome on the first message", exact=False).first.click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-trigger='Welcome on the first message']")).to_be_visible()


def test_the_ledger_filters_by_outcome(page: Page) -> None:
    """Only triggers are asked about, not the AI."""
    page.goto("/triggers/ledger")
    expect(page.locator("[data-line]")).to_have_count(2)
    page.get_by_role("button", name="Not sent", exact=True).click()
    expect(page.locator("[data-line]")).to_have_count(1)
    expect(page.locator("[data-line]")).to_contain_text("sent once already")


def test_an_agent_stops_everything_and_a_manager_starts_it(
    page: Page, chromium_agent: BrowserContext
) -> None:
    """An agent reads the rules, may stop them all, and is told who starts them again."""
    agent = chromium_agent.new_page()
    agent.goto("/triggers")
    agent.get_by_role("button", name="Stop all").click()
    agent.get_by_role("dialog").get_by_role("button", name="Stop all").click()
    expect(agent.locator("[data-stopped]")).to_contain_text("A manager starts them again.")
    expect(agent.get_by_role("link", name="Add a trigger")).to_have_count(0)
    page.goto("/triggers")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("[data-stopped]")).to_have_count(0)


@pytest.fixture
def chromium_agent(page: Page) -> Iterator[BrowserContext]:
    """A browser of an agent's own."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=page.url.rstrip("/"), reduced_motion="reduce")
    sign_in(context, "agent@marina.example")
    yield context
    context.close()
