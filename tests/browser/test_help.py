"""The AI as a colleague's helper, on the running product."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AGENT, MANAGER, Phone, go_to, row_of

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]


def take_over(page: Page, guest: Phone, text: str) -> None:
    """The guest wrote, the AI answered, and a colleague has the conversation now."""
    guest.write(text)
    row_of(page, guest.name).click()
    expect(page.locator("[data-message][data-author=ai]").first).to_be_visible()
    page.keyboard.press("t")


def ask(page: Page, words: str) -> None:
    page.get_by_role("button", name="Help of the AI").click()
    page.locator("[data-help-menu]").get_by_role("button", name=words).click()


def test_a_suggestion_is_used_edited_and_reaches_the_guest(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """With its source beside it; the guest gets nothing before a person sends it."""
    page, guest = open_inbox(AGENT), make_phone("Sara Suggest")
    take_over(page, guest, "When is breakfast?")
    ask(page, "Suggest an answer")
    box = page.locator("[data-help-box=ready]")
    expect(box.get_by_role("link").first).to_be_visible()
    said = len(guest.received())
    box.get_by_role("button", name="Use").click()
    composer = page.locator("#composer")
    expect(composer).not_to_have_value("")
    composer.fill(f"{composer.input_value()} See you there.")
    assert len(guest.received()) == said
    composer.press("Enter")
    assert "See you there." in guest.await_answer(said=said)


def test_with_the_model_down_the_text_stays_and_the_reason_is_said(
    open_inbox: OpenInbox, make_phone: MakePhone, fault: Callable[..., None]
) -> None:
    """In plain words at the place where it was asked for."""
    page, guest = open_inbox(AGENT), make_phone("Dora Down")
    take_over(page, guest, "Is there a pool?")
    composer = page.locator("#composer")
    composer.fill("Really, the pool is open until 20:00.")
    fault("ai_503", count=1)
    ask(page, "Shorter")
    failed = page.locator("[data-help-box=failed]")
    expect(failed.get_by_role("alert")).to_contain_text("The AI")
    expect(composer).to_have_value("Really, the pool is open until 20:00.")


def test_a_wrong_answer_is_marked_listed_and_handled(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """A manager finds the agent's mark in the list and says that it is mended."""
    page, guest = open_inbox(AGENT), make_phone("Willa Wrong")
    take_over(page, guest, "When is breakfast?")
    page.get_by_role("button", name="Wrong answer").first.click()
    question = page.get_by_role("dialog")
    question.get_by_role("button", name="A wrong fact").click()
    question.get_by_role("button", name="Mark as wrong").click()
    expect(page.locator("[data-wrong=wrong_fact]")).to_be_visible()

    manager = open_inbox(MANAGER)
    go_to(manager, "/knowledge?tab=wrong")
    row = manager.locator("[data-wrong-answer]").filter(has_text=guest.name)
    expect(row).to_contain_text("A wrong fact")
    row.get_by_role("button", name="Handled").click()
    expect(row).to_have_count(0)
    expect(page.locator("[data-wrong=wrong_fact]")).to_contain_text("handled")
