"""Two colleagues at two browsers on one conversation, on the running product."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AGENT, LIVE_MS, Phone, go_to, load_anew, row_of
from tests.browser.test_inbox_work import api, both_open
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
NOTIFY = "/notifications/settings"


def me(page: Page) -> dict[str, Any]:
    return {"name": "", **page.request.get("/api/v1/session").json()}


def test_a_colleague_who_types_is_seen_and_a_second_answer_asks(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """The mark comes with the first letters; whoever began before the other sent is asked, keeps
    the words, and may send anyway; the guest gets each once."""
    manager, agent, guest, _ = both_open(open_inbox, make_phone, "Tilda Twice")
    mia = me(agent)["name"]
    row_of(agent, guest.name).click()
    expect(agent.locator("#composer")).to_be_visible(timeout=LIVE_MS)
    expect(manager.locator("header").get_by_role("img", name=f"{mia} is looking")).to_be_visible(
        timeout=LIVE_MS
    )
    manager.locator("#composer").fill("Breakfast is from eight.")
    agent.locator("#composer").press_sequentially("Breakfast is from seven.")
    expect(manager.locator("[data-writing]")).to_contain_text(f"{mia} is writing", timeout=LIVE_MS)
    agent.keyboard.press("Enter")
    until_sync(lambda: "Breakfast is from seven." in guest.received())

    manager.locator("#composer").press("Enter")
    question = manager.locator("[data-question=second]")
    expect(question).to_contain_text(f"{mia} answered", timeout=LIVE_MS)
    expect(question).to_contain_text("Breakfast is from seven.")
    assert "Breakfast is from eight." not in guest.received()
    expect(manager.locator("#composer")).to_have_value("Breakfast is from eight.")
    question.get_by_role("button", name="Send anyway").click()
    until_sync(lambda: "Breakfast is from eight." in guest.received())
    assert guest.received().count("Breakfast is from eight.") == 1


def test_a_mention_notifies_and_what_came_while_away_is_one_line(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """At once while the page is open; after an absence one line, and the bell has the rest."""
    manager, agent, guest, row_id = both_open(open_inbox, make_phone, "Nils Named")
    mine, name = me(agent)["staff_id"], me(manager)["name"]
    note = {"text": "Please look", "mentions": [mine]}
    api(manager, "POST", f"/conversations/{row_id}/notes", note)
    told = f"{name} named you in a note about {guest.name}"
    expect(agent.get_by_text(told)).to_be_visible(timeout=LIVE_MS)

    # Away from every page of ours, as with a pulled cable: nothing is pushed to them.
    home = agent.url
    agent.goto("about:blank")
    api(manager, "PUT", f"/conversations/{row_id}/assignee", {"staff_id": mine})
    api(manager, "POST", f"/conversations/{row_id}/notes", note)
    go_to(agent, home)
    expect(agent.get_by_text("2 for you while you were away")).to_be_visible(timeout=LIVE_MS)
    agent.get_by_role("button", name="Show", exact=True).click()
    expect(agent.locator("[data-notice=assigned]").first).to_contain_text(guest.name)
    expect(agent.locator("[data-notice=mention]").first).to_contain_text("(2)")
    # Other tests count what is the agent's.
    api(manager, "PUT", f"/conversations/{row_id}/assignee", {"staff_id": None})


def test_a_digest_is_chosen_for_the_person_and_kept(open_inbox: OpenInbox) -> None:
    """Over a reload, with its kinds, until it is switched off."""
    page = open_inbox(AGENT)
    go_to(page, "/settings#notifications")
    choice, kind = page.locator("#own-digest"), page.locator("[data-notify='participating:email']")
    choice.select_option(label="At most once an hour")
    expect(page.locator("[data-digest]")).to_contain_text(AGENT, timeout=LIVE_MS)
    kind.check()
    until_sync(lambda: "email" in api(page, "GET", NOTIFY)["choices"]["participating"], within_s=30)
    load_anew(page)
    expect(choice).to_have_value("60", timeout=LIVE_MS)
    expect(kind).to_be_checked()
    choice.select_option(label="No e-mail")
    expect(kind).to_be_disabled(timeout=LIVE_MS)
    until_sync(lambda: api(page, "GET", NOTIFY)["mail_minutes"] is None, within_s=30)


def test_two_records_of_one_person_are_merged_and_parted(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """The guest writes on from the second number and is the kept person; undo parts them again."""
    manager, _, first, _ = both_open(open_inbox, make_phone, "Petra Pair")
    # Rows keep their places while the pointer is over them.
    manager.mouse.move(900, 500)
    second = make_phone("Petra Other")
    second.write("It is me again, from my other phone")
    second.await_answer()
    expect(row_of(manager, "Petra Other")).to_be_visible(timeout=LIVE_MS)
    manager.get_by_role("button", name="Merge with another record").click()
    dialog = manager.get_by_role("dialog", name="Merge two records")
    dialog.get_by_label("Name or number of the other record").fill("Petra Other")
    dialog.locator("[data-other]").first.click()
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(row_of(manager, first.name)).to_have_count(2, timeout=LIVE_MS)
    said = len(second.received())
    second.write("Are you there?")
    second.await_answer(said=said)
    expect(row_of(manager, first.name)).to_have_count(2, timeout=LIVE_MS)
    expect(row_of(manager, "Petra Other")).to_have_count(0)
    panel = manager.get_by_label("Same person", exact=True)
    panel.get_by_role("button", name="Undo").click()
    expect(row_of(manager, "Petra Other")).to_be_visible(timeout=LIVE_MS)
    expect(row_of(manager, first.name)).to_have_count(1, timeout=LIVE_MS)
