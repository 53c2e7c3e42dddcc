"""What is planned for a guest of another language, and what the AI drafted for him: read in the
colleague's language, sent in his."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.ui.conftest import Site, open_conversation
from tests.ui.fake_translations import PUT, WRITTEN
from tests.ui.test_inbox import joined, tell

pytestmark = pytest.mark.browser
NINE, TEN = "2027-03-01T09:00", "2027-03-01T10:00"
AWAY = {"reason": "overloaded"}


def read_translated(page: Page, site: Site, guest: str, **wanted: object) -> str:
    chosen = site.conversation(guest)
    tell(page, "translations", on=chosen, **wanted)
    with page.expect_response("**/translation"):
        open_conversation(page, site, guest)
    expect(page.locator("[data-translation=on]")).to_be_visible()
    return chosen


def planning(page: Page, text: str = WRITTEN, at: str = NINE) -> Locator:
    page.locator("#composer").fill(text)
    page.get_by_role("button", name="Send later").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Day and time").fill(at)
    dialog.get_by_role("button", name="Send at this time").click()
    return dialog


def is_plan(request: Request) -> bool:
    return request.method in ("POST", "PATCH") and "/scheduled" in request.url


def body_of(request: Request) -> dict[str, Any]:
    body = request.post_data_json
    assert isinstance(body, dict)
    return body


def test_a_message_for_later_is_seen_in_the_guests_language(page: Page, site: Site) -> None:
    """Above it stands what was written; both are kept, and the list shows one and the other."""
    read_translated(page, site, "Anna Keller")
    dialog = planning(page)
    expect(dialog).to_contain_text("Will be sent in German")
    expect(dialog.locator("[data-written]")).to_have_text(WRITTEN)
    field = dialog.get_by_label("What the guest will read")
    expect(field).to_have_value(PUT)
    expect(field).to_be_focused()
    with page.expect_request(is_plan) as sent:
        dialog.get_by_role("button", name="Plan translation").click()

    assert body_of(sent.value) == {
        "text": PUT, "original": WRITTEN, "on_clock": NINE, "unless_reply": False,
    }  # fmt: skip
    planned = page.locator("[data-planned]")
    expect(dialog).to_have_count(0)
    expect(page.locator("#composer")).to_have_value("")
    expect(planned).to_contain_text(WRITTEN)
    expect(planned).to_contain_text("Will be sent in German")
    planned.get_by_role("button", name="Show what will be sent").click()
    expect(planned).to_contain_text(PUT)
    planned.get_by_role("button", name="Show what was written").click()
    expect(planned).to_contain_text(WRITTEN)

    change(page, planned)
    planned.get_by_role("button", name="Cancel this message").click()
    expect(planned).to_have_count(0)


def change(page: Page, planned: Locator) -> None:
    """Another hour leaves both texts; other words are translated anew."""
    for words, wanted in ((WRITTEN, None), ("Bring towels.", "Bring towels. (übersetzt)")):
        planned.get_by_role("button", name="Change").click()
        dialog = page.get_by_role("dialog")
        message = dialog.get_by_label("Message")
        expect(message).to_have_value(WRITTEN)
        message.fill(words)
        dialog.get_by_label("Day and time").fill(TEN)
        with page.expect_request(is_plan) as sent:
            dialog.get_by_role("button", name="Save").click()
            if wanted:
                expect(dialog.get_by_label("What the guest will read")).to_have_value(wanted)
                page.keyboard.press("Enter")
        new = {"text": wanted, "original": words} if wanted else {}
        assert body_of(sent.value) == {**new, "on_clock": TEN, "unless_reply": False}
        expect(dialog).to_have_count(0)


def test_with_the_model_away_the_original_is_planned_by_choice(page: Page, site: Site) -> None:
    """Nothing is planned before; whoever goes back finds the moment that they chose."""
    read_translated(page, site, "Anna Keller", refused=AWAY)
    dialog = planning(page)
    expect(dialog).to_contain_text("Not translated: the AI is overloaded")
    dialog.get_by_role("button", name="Back to what was written").click()
    moment = dialog.get_by_label("Day and time")
    expect(moment).to_have_value(NINE)
    expect(moment).to_be_focused()
    dialog.get_by_role("button", name="Send at this time").click()
    with page.expect_request(is_plan) as sent:
        dialog.get_by_role("button", name="Plan original").click()

    assert body_of(sent.value) == {"text": WRITTEN, "on_clock": NINE, "unless_reply": False}
    planned = page.locator("[data-planned]")
    expect(planned).to_contain_text(WRITTEN)
    expect(planned.get_by_role("button", name="Show what will be sent")).to_have_count(0)
    planned.get_by_role("button", name="Cancel this message").click()
    expect(planned).to_have_count(0)


def test_a_refused_translation_says_what_was_lost_and_is_tried_again(
    page: Page, site: Site
) -> None:
    """By its name, with the fact; "Do not translate here" leaves the choice of the moment."""
    read_translated(page, site, "Anna Keller", refused={"reason": "lost_fact", "fact": "16:00"})
    dialog = planning(page)
    expect(dialog).to_contain_text("something was lost or changed in it")
    expect(dialog).to_contain_text("16:00")
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog.get_by_label("What the guest will read")).to_have_value(PUT)
    dialog.get_by_role("button", name="Do not translate here").click()
    expect(dialog.get_by_label("Day and time")).to_have_value(NINE)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#composer")).to_have_value(WRITTEN)
    expect(page.locator("[data-outgoing]")).to_have_count(0)
    page.locator("#composer").fill("")


def offered(page: Page, site: Site, **wanted: object) -> Locator:
    chosen = read_translated(page, site, "Familie Brandstätter", **wanted)
    joined(page)
    tell(page, "draft", conversation_id=chosen, text=PUT)
    return page.locator("[data-ai-draft]")


def test_a_draft_of_the_ai_is_read_and_changed_in_the_colleagues_language(
    page: Page, site: Site
) -> None:
    """The words of the guest's language are a click away; the reply goes as any other."""
    draft = offered(page, site)
    expect(draft).to_contain_text(WRITTEN)
    expect(draft).to_contain_text("Translated from German")
    draft.get_by_role("button", name="Show original").click()
    expect(draft).to_contain_text(PUT)
    draft.get_by_role("button", name="Show translation").click()
    draft.get_by_role("button", name="Edit").click()
    composer = page.locator("#composer")
    expect(composer).to_have_value(WRITTEN)
    with page.expect_request("**/translations/draft") as asked:
        composer.press("Enter")
    expect(page.get_by_label("What the guest will read")).to_have_value(PUT)
    with page.expect_request(
        lambda one: one.method == "POST" and one.url.endswith("/messages")
    ) as sent:
        page.get_by_role("button", name="Send translation").click()

    body = body_of(sent.value)
    assert (body["text"], body["original"]) == (PUT, WRITTEN)
    assert body["draft_id"] == body_of(asked.value)["ai_draft_id"]


def test_a_draft_that_could_not_be_translated_stands_as_it_is(page: Page, site: Site) -> None:
    """With the reason, and used as it is; asked again, it is read."""
    draft = offered(page, site, refused=AWAY)
    expect(draft).to_contain_text("Not translated: the AI is overloaded")
    expect(draft).to_contain_text(PUT)
    expect(draft.get_by_role("button", name="Use")).to_be_enabled()
    draft.get_by_role("button", name="Try again").click()
    expect(draft).to_contain_text(WRITTEN)
    draft.get_by_role("button", name="Dismiss this draft").click()
    expect(draft).to_have_count(0)


def test_a_draft_says_that_it_is_being_translated(page: Page, site: Site) -> None:
    """Until then it stands as the AI wrote it, and can be used."""
    page.route("**/ai-drafts/*/translation", lambda _: None)
    draft = offered(page, site)
    expect(draft).to_contain_text("Translating")
    expect(draft).to_contain_text(PUT)
    draft.get_by_role("button", name="Dismiss this draft").click()
    expect(draft).to_have_count(0)
