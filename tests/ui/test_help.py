"""Help of the AI stands above the field; a person puts it there, and gets back what stood there."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests.ui.conftest import Site, open_conversation
from tests.ui.fake_api import ROOT
from tests.ui.fake_help import POINTS, SUGGESTED
from tests.ui.test_inbox import tell

pytestmark = pytest.mark.browser


def ready(page: Page, site: Site, guest: str, **wanted: object) -> None:
    open_conversation(page, site, guest)
    tell(page, "help", **wanted)


def ask(page: Page, words: str) -> None:
    page.get_by_role("button", name="Help of the AI").click()
    page.locator("[data-help-menu]").get_by_role("button", name=words).click()


def is_reply(request: Request) -> bool:
    return request.method == "POST" and request.url.endswith("/messages")


def test_a_suggestion_is_used_edited_and_sent_as_what_it_began_as(page: Page, site: Site) -> None:
    """It names its fact sheet and goes nowhere before a person sends it."""
    ready(page, site, "James O’Connor")
    ask(page, "Suggest an answer")
    box = page.locator("[data-help-box]")
    expect(box).to_contain_text(SUGGESTED)
    expect(box.get_by_role("link", name="Breakfast")).to_be_visible()
    composer = page.locator("#composer")
    expect(composer).to_have_value("")
    box.get_by_role("button", name="Use").click()
    expect(composer).to_have_value(SUGGESTED)
    composer.fill(f"{SUGGESTED} Enjoy it.")
    with page.expect_request(is_reply) as sent:
        composer.press("Enter")
    body = sent.value.post_data_json
    assert body is not None
    assert body["text"] == f"{SUGGESTED} Enjoy it."
    assert body["help_id"]
    expect(box).to_have_count(0)
    composer.fill("And lunch from noon.")
    with page.expect_request(is_reply) as next_one:
        composer.press("Enter")
    later = next_one.value.post_data_json
    assert later is not None
    assert "help_id" not in later


def test_a_rewriting_takes_the_texts_place_and_undo_gives_it_back(page: Page, site: Site) -> None:
    """And Use again brings back what was made of it meanwhile."""
    ready(page, site, "Wei Zhang")
    composer = page.locator("#composer")
    composer.fill("Breakfast is at 7.")
    ask(page, "Shorter")
    box = page.locator("[data-help-box=ready]")
    box.get_by_role("button", name="Use").click()
    expect(composer).to_have_value("Breakfast is at 7. (shorter)")
    composer.fill("Breakfast is at 7. (mine)")
    page.get_by_role("button", name="Undo").click()
    expect(composer).to_have_value("Breakfast is at 7.")
    box.get_by_role("button", name="Use").click()
    expect(composer).to_have_value("Breakfast is at 7. (mine)")


def test_a_failure_is_said_in_plain_words_and_the_text_stays(page: Page, site: Site) -> None:
    """The model away, or a fact that it changed; trying again asks again."""
    ready(page, site, "Lena Petersen", outcome="breaker_open")
    composer = page.locator("#composer")
    composer.fill("Breakfast is at 7.")
    ask(page, "Friendlier")
    box = page.locator("[data-help-box=failed]")
    expect(box.get_by_role("alert")).to_contain_text("The AI is not available now")
    tell(page, "help", outcome="facts_changed", detail="8")
    box.get_by_role("button", name="Try again").click()
    expect(box.get_by_role("alert")).to_contain_text("The AI changed a fact")
    expect(composer).to_have_value("Breakfast is at 7.")
    tell(page, "help")
    box.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-help-box=ready]")).to_contain_text("(friendlier)")


def test_what_rewrites_needs_a_text_and_keys_do_the_same(page: Page, site: Site) -> None:
    """The menu offers nothing that would do nothing; Alt+G suggests while typing."""
    ready(page, site, "James O’Connor")
    page.locator("#composer").focus()
    page.keyboard.press("Alt+i")
    menu = page.locator("[data-help-menu]")
    expect(menu.get_by_role("button", name="Shorter")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(page.locator("#composer")).to_be_focused()
    page.keyboard.press("Alt+b")
    expect(page.get_by_text("Write something first")).to_be_visible()
    page.keyboard.press("Alt+g")
    expect(page.locator("[data-help-box=ready]")).to_contain_text(SUGGESTED)


def test_pressing_twice_asks_once(page: Page, site: Site) -> None:
    """While the AI writes, the same key asks nothing."""
    ready(page, site, "Wei Zhang", takes_s=1)
    page.locator("#composer").focus()
    page.keyboard.press("Alt+g")
    page.keyboard.press("Alt+g")
    expect(page.locator("[data-help-box=ready]")).to_contain_text(SUGGESTED)
    told = page.context.request.post(f"{ROOT}/_fake/help", data={})
    assert told.json()["asked"] == [{"task": "suggest"}]


def test_a_summary_is_a_panel_with_its_time_and_no_message(page: Page, site: Site) -> None:
    """It says that something was said since, when its turn is over."""
    ready(page, site, "James O’Connor")
    ask(page, "Summarise the conversation")
    sheet = page.get_by_role("dialog", name="Summary of the conversation")
    for point in POINTS:
        expect(sheet.get_by_text(point)).to_be_visible()
    expect(sheet).to_contain_text("Written by the AI at")
    expect(page.get_by_role("log").get_by_text(POINTS[0])).to_have_count(0)
