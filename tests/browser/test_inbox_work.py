"""Two colleagues at two browsers work on one inbox, on the running product."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AGENT, LIVE_MS, MANAGER, Phone, load_anew, row_of
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]


def api(page: Page, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """As the page itself asks, in its hotel."""
    session = page.request.get("/api/v1/session").json()
    origin = page.url.split("/", 3)
    headers = {"X-Requested-With": "hotelbot", "Origin": "/".join(origin[:3])}
    url = f"/api/v1/hotels/{session['hotel']['id']}{path}"
    answer = page.request.fetch(url, method=method, headers=headers, data=body)
    assert answer.ok, answer.text()
    return {**answer.json(), "me": session["name"], "my_id": session["staff_id"]}


def both_open(
    open_inbox: OpenInbox, make_phone: MakePhone, name: str
) -> tuple[Page, Page, Phone, str]:
    """A guest who wrote and was answered, open at the manager's and in the agent's list."""
    manager, agent = open_inbox(MANAGER), open_inbox(AGENT)
    guest = make_phone(name)
    guest.write("Hello")
    guest.await_answer()
    row_of(manager, name).click()
    expect(manager.locator("[data-work=assignee]").first).to_be_visible(timeout=LIVE_MS)
    expect(row_of(agent, name)).to_be_visible(timeout=LIVE_MS)
    row_id = row_of(manager, name).get_attribute("data-row")
    assert row_id
    return manager, agent, guest, row_id


def test_what_one_colleague_does_the_other_sees(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """An assignment, a priority, a label and a snooze appear in the other's list without a reload,
    and their lines in the other's thread."""
    manager, agent, guest, _ = both_open(open_inbox, make_phone, "Wanda Worker")
    api(manager, "POST", "/labels", {"name": "Late checkout", "colour": "notice"})
    load_anew(manager)
    agent.evaluate("() => { window.notReloaded = true; }")
    panel = manager.get_by_label("Work", exact=True)
    row = row_of(agent, guest.name)
    me = api(agent, "GET", "/labels")["me"]

    panel.get_by_label("Assigned to").select_option(label=me)
    expect(row.get_by_role("img", name=me)).to_be_visible(timeout=LIVE_MS)
    panel.get_by_label("Priority").select_option(label="Urgent")
    expect(row.locator("[data-priority=urgent]")).to_be_visible(timeout=LIVE_MS)
    panel.get_by_label("Add a label").select_option(label="Late checkout")
    expect(row.get_by_text("Late checkout")).to_be_visible(timeout=LIVE_MS)
    expect(agent.locator("[data-filter=mine]")).to_contain_text("1", timeout=LIVE_MS)
    row.click()
    for kind in ("assigned", "priority_set", "label_added"):
        expect(agent.locator(f"[data-activity={kind}]")).to_be_visible(timeout=LIVE_MS)
    manager.locator("#snooze").select_option("hour")
    expect(agent.locator("[data-activity=snoozed]")).to_be_visible(timeout=LIVE_MS)
    # It rests under the pointer, marked, and leaves the list with the pointer.
    expect(row.locator("[data-mark=snoozed]")).to_be_visible(timeout=LIVE_MS)
    agent.mouse.move(900, 500)
    expect(row_of(agent, guest.name)).to_have_count(0, timeout=LIVE_MS)
    assert agent.evaluate("() => window.notReloaded")


def test_a_note_names_a_colleague_and_never_leaves(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """The colleague's row is marked at once; the guest's phone hears what is sent, not the note."""
    manager, agent, guest, _ = both_open(open_inbox, make_phone, "Nora Noted")
    name = api(agent, "GET", "/labels")["me"]
    manager.locator("[data-mode=note]").click()
    manager.locator("#composer").press_sequentially(f"Careful @{name.split()[0]}")
    manager.locator("[data-names] button").first.click()
    manager.keyboard.press("Enter")
    note = manager.locator("[data-note]").filter(has_text=f"Careful @{name}")
    expect(note).to_be_visible(timeout=LIVE_MS)
    expect(row_of(agent, guest.name).locator("[data-mark=mention]")).to_be_visible(timeout=LIVE_MS)

    manager.locator("[data-mode=reply]").click()
    manager.locator("#composer").fill("A colleague is on the way.")
    manager.keyboard.press("Enter")
    until_sync(lambda: "A colleague is on the way." in guest.received())
    assert not [text for text in guest.received() if "Careful" in text]
    row_of(agent, guest.name).click()
    expect(agent.locator("[data-note]").filter(has_text="Careful")).to_be_visible(timeout=LIVE_MS)
    expect(row_of(agent, guest.name).locator("[data-mark=mention]")).to_have_count(
        0, timeout=LIVE_MS
    )


def test_many_are_labelled_at_once_and_keys_work_while_typing(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """Rows are picked with shift; Alt and a letter leaves the reply for a note and comes back."""
    manager, _, guest, _ = both_open(open_inbox, make_phone, "Bulk Berta")
    manager.locator("[data-pick]").nth(0).click(force=True)
    manager.locator("[data-pick]").nth(2).click(force=True, modifiers=["Shift"])
    expect(manager.locator("[data-picked]")).to_contain_text("3 selected")
    manager.locator("[data-many=priority]").select_option("high")
    expect(manager.locator("[data-priority=high]")).to_have_count(3, timeout=LIVE_MS)

    manager.locator("#composer").fill("Half a sentence")
    manager.keyboard.press("Alt+p")
    expect(manager.locator("[data-composer=note]")).to_be_visible()
    manager.keyboard.press("Alt+l")
    expect(manager.locator("[data-composer=reply]")).to_be_visible()
    expect(manager.locator("#composer")).to_have_value("Half a sentence")
    manager.keyboard.press("Control+k")
    manager.locator("#palette").press_sequentially(guest.name)
    found = manager.locator("[data-choice]").filter(has_text=guest.name)
    expect(found).to_be_visible(timeout=LIVE_MS)
    manager.keyboard.press("Escape")
    expect(manager.locator("#palette")).to_have_count(0)


def test_a_message_is_planned_changed_and_taken_back(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """For a moment on the hotel's clock; a colleague sees it waiting, and nothing goes before."""
    manager, agent, guest, _ = both_open(open_inbox, make_phone, "Lara Later")
    said = len(guest.received())
    manager.locator("#composer").fill("Your taxi is here.")
    manager.get_by_role("button", name="Send later").click()
    manager.get_by_role("dialog").get_by_role("button").filter(has_text="Tomorrow").first.click()
    row_of(agent, guest.name).click()
    planned = agent.locator("[data-planned]")
    expect(planned).to_contain_text("Your taxi is here.", timeout=LIVE_MS)

    manager.locator("[data-planned]").get_by_role("button", name="Change").click()
    form = manager.get_by_role("dialog")
    form.get_by_role("textbox", name="Message").fill("Your taxi waits outside.")
    form.get_by_role("button", name="Save").click()
    expect(planned).to_contain_text("Your taxi waits outside.", timeout=LIVE_MS)

    planned.get_by_role("button", name="Cancel this message").click()
    expect(planned).to_have_count(0)
    expect(manager.locator("[data-planned]")).to_have_count(0, timeout=LIVE_MS)
    assert len(guest.received()) == said
