"""Knowledge on the running product: a file is imported, decided, and answers a guest."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MANAGER, Phone, go_to, row_of

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
FAQ = b"Question,Answer,Language\nHelicopter,The helicopter pad opens at 6:15 on the roof.,en\n"


def test_a_file_is_read_decided_and_answers_with_its_source(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """Nothing is said before a person accepts it; then the answer names the entry."""
    page = open_inbox(MANAGER)
    go_to(page, "/knowledge?tab=import")
    faq = {"name": "faq.csv", "mimeType": "text/csv", "buffer": FAQ}
    page.get_by_label("File of entries").set_input_files(faq)  # type: ignore[arg-type]
    proposal = page.locator("#proposal-1")
    proposal.get_by_role("button", name="Accept").click()
    expect(proposal).to_contain_text("Accepted")

    go_to(page, "/")
    guest = make_phone("Hanna Hover")
    guest.write("Hello, when does the helicopter pad open?")
    row_of(page, guest.name).click()
    answer = page.locator("[data-message][data-author=ai]")
    expect(answer).to_contain_text("6:15")
    page.get_by_role("button", name="Sources").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Helicopter")


def test_a_contradiction_is_found_after_a_save_and_accepted(open_inbox: OpenInbox) -> None:
    """Both sentences side by side; the wrong one is opened where it is mended."""
    page = open_inbox(MANAGER)
    go_to(page, "/knowledge")
    for title, text in (
        ("Sauna on the roof", "The sauna is open until 21:15."),
        ("Sauna below", "The sauna is open until 23:45."),
    ):
        page.get_by_role("button", name="Add an entry").click()
        page.get_by_label("Title").fill(title)
        page.get_by_label("What is true").fill(text)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Contradictions").click()
    page.get_by_role("button", name="Compare now").click()
    pair = page.locator("[data-contradiction]").filter(has_text="21:15").filter(has_text="23:45")
    expect(pair).to_have_count(1)
    pair.get_by_role("button", name="This one is right").first.click()

    page.wait_for_url(lambda url: "open=" in url or url.endswith("/knowledge/"))
    expect(page.get_by_role("dialog").get_by_label("What is true")).to_have_value(
        "The sauna is open until 23:45."
    )
