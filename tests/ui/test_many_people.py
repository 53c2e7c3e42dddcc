"""Many people at one inbox, as one of them sees it: colleagues, the question, drafts, the bell."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.conftest import DESK, Site, open_conversation, sign_in
from tests.ui.fake_api import uid
from tests.ui.test_inbox import joined, tell

pytestmark = pytest.mark.browser

GUEST = "James O’Connor"


def test_a_colleague_who_writes_is_named_within_a_second(page: Page, site: Site) -> None:
    """In the row, in the head of the thread and above the composer, and gone when they leave."""
    chosen = open_conversation(page, site, GUEST)
    joined(page)
    tell(page, "sign", conversation_id=chosen, state="looks")
    row = page.locator(f'[data-row="{chosen}"]')
    expect(row.get_by_role("img", name="Mia Novak is looking at this")).to_be_visible()
    tell(page, "sign", conversation_id=chosen, state="writes")
    expect(page.get_by_text("Mia Novak is writing a reply")).to_be_visible()
    expect(page.locator("header [data-present]")).to_be_visible()
    tell(page, "sign", conversation_id=chosen, state="left")
    expect(page.locator("[data-present]")).to_have_count(0)
    expect(page.get_by_text("is writing a reply")).to_have_count(0)


def test_nothing_moves_when_a_colleague_begins_to_write(page: Page, site: Site) -> None:
    """The line above the composer has its room beforehand."""
    chosen = open_conversation(page, site, GUEST)
    joined(page)
    before = page.locator("[data-composer]").bounding_box()
    tell(page, "sign", conversation_id=chosen, state="writes")
    expect(page.get_by_text("Mia Novak is writing a reply")).to_be_visible()

    assert page.locator("[data-composer]").bounding_box() == before


def test_a_second_answer_asks_first_and_loses_no_word(page: Page, site: Site) -> None:
    """Reached by keys alone: look first with the words still there, then send anyway."""
    open_conversation(page, site, "Familie Brandstätter")
    composer = page.locator("#composer")
    tell(page, "faster", text="Your table is booked for eight.")
    composer.fill("We have a table at nine")
    page.keyboard.press("Enter")
    question = page.locator("[data-question=second]")
    expect(question).to_contain_text("Mia Novak answered")
    expect(question).to_contain_text("Your table is booked for eight.")
    expect(page.locator("[data-message]").filter(has_text="at nine")).to_have_count(0)
    expect(question.get_by_role("button", name="Look")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    expect(composer).to_have_value("We have a table at nine")

    tell(page, "faster", text="And a cake.")
    composer.focus()
    page.keyboard.press("Enter")
    expect(question).to_contain_text("And a cake.")
    page.keyboard.press("Tab")
    expect(question.get_by_role("button", name="Send anyway")).to_be_focused()
    page.keyboard.press("Enter")
    sent = page.locator("[data-message]").filter(has_text="We have a table at nine")
    expect(sent).to_have_count(1)
    expect(composer).to_have_value("")


def test_a_draft_is_there_after_a_reload_and_in_another_browser(
    page: Page, site: Site, chromium: Browser
) -> None:
    """Each conversation's own, until it is sent."""
    open_conversation(page, site, "Wei Zhang")
    page.locator("#composer").fill("Half a sentence")
    with page.expect_response(re.compile(r"/drafts/reply$")):
        pass
    page.reload()
    expect(page.locator("#composer")).to_have_value("Half a sentence")

    other = chromium.new_context(viewport=DESK, base_url=site.url, reduced_motion="reduce")
    sign_in(other)
    there = other.new_page()
    there.goto(f"/?c={site.conversation('Wei Zhang')}")
    expect(there.locator("#composer")).to_have_value("Half a sentence")
    there.keyboard.press("r")
    there.locator("#composer").press("Enter")
    expect(there.locator("#composer")).to_have_value("")
    other.close()


def test_a_conversation_is_found_where_it_was_left(page: Page, site: Site) -> None:
    """Reading far up, going to another one and back: the same message is at the same place."""
    chosen = open_conversation(page, site, GUEST)
    joined(page)
    for number in range(30):
        tell(page, "inbound", conversation_id=chosen, text=f"Line {number} of a long story")
    expect(page.get_by_role("log").get_by_text("Line 29 of a long")).to_be_visible()
    thread = page.locator("[data-thread]")
    thread.evaluate("box => { box.scrollTop = box.scrollHeight / 2; }")
    page.wait_for_function("() => document.querySelector('[data-thread]').scrollTop > 0")
    place = thread.evaluate(PLACE)
    open_conversation(page, site, "Wei Zhang")
    open_conversation(page, site, GUEST)
    expect(page.get_by_role("log").get_by_text("Line 29 of a long")).to_be_attached()

    assert thread.evaluate(PLACE) == place


PLACE = """box => {
  const row = [...box.querySelectorAll('[data-message]')]
    .find((one) => one.offsetTop + one.offsetHeight > box.scrollTop);
  return [row.dataset.message, Math.round(row.getBoundingClientRect().top)];
}"""


def test_what_comes_below_is_counted_and_moves_nothing(page: Page, site: Site) -> None:
    """The pill says how many, also after several at once."""
    chosen = open_conversation(page, site, GUEST)
    joined(page)
    for number in range(30):
        tell(page, "inbound", conversation_id=chosen, text=f"Line {number} of another story")
    expect(page.get_by_role("log").get_by_text("Line 29 of another")).to_be_visible()
    thread = page.locator("[data-thread]")
    thread.evaluate("box => { box.scrollTop = 0; }")
    page.wait_for_function("() => document.querySelector('[data-thread]').scrollTop === 0")
    thread.dispatch_event("scroll")
    top = thread.evaluate(PLACE)
    for text in ("One", "Two", "Three"):
        tell(page, "inbound", conversation_id=chosen, text=text)
    expect(page.get_by_text("3 new below")).to_be_visible()
    assert thread.evaluate(PLACE) == top
    page.get_by_text("3 new below").click()
    expect(page.get_by_role("log").get_by_text("Three", exact=True)).to_be_visible()


def test_a_mention_rings_and_is_found_at_the_bell(page: Page, site: Site) -> None:
    """The bell counts it, its list says who and about whom, opening it reads it."""
    chosen = site.conversation("Wei Zhang")
    joined(page)
    tell(page, "notice", kind="mention", conversation_id=chosen, guest_name="Wei Zhang")
    expect(page.get_by_text("Mia Novak named you in a note about Wei Zhang")).to_be_visible()
    page.locator("[data-bell]").click()
    page.locator("[data-tab=notices]").click()
    notice = page.locator("[data-notice=mention]").first
    expect(notice).to_contain_text("Mia Novak named you in a note about Wei Zhang")
    expect(notice.get_by_text("unread")).to_be_attached()
    notice.click()
    expect(page.locator(f'[data-row="{chosen}"]')).to_have_attribute("aria-current", "true")
    page.locator("[data-bell]").click()
    page.locator("[data-tab=notices]").click()
    expect(page.locator("[data-notice=mention]").first.get_by_text("unread")).to_have_count(0)


def test_what_was_missed_is_one_line(page: Page, site: Site) -> None:
    """Nobody is flooded at the next visit: one line counts, and leads to the list."""
    joined(page)
    # What is told from here on came while the page was away.
    page.goto("/login")
    for name in ("Wei Zhang", "Lena Petersen"):
        where = {"conversation_id": site.conversation(name), "guest_name": name}
        tell(page, "notice", kind="assigned", silent=True, **where)
    page.goto("/")
    line = page.get_by_text("2 for you while you were away")
    expect(line).to_be_visible()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("[data-notice=assigned]")).to_have_count(2)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator("[data-notice]").get_by_text("unread")).to_have_count(0)


def test_everybody_chooses_how_they_are_told(page: Page) -> None:
    """Louder takes the list along, no list is nothing; the browser is asked from here alone."""
    page.goto("/settings#notifications")
    sound = page.locator("[data-notify='participating:sound']")
    listed = page.locator("[data-notify='participating:list']")
    sound.check()
    expect(sound).to_be_checked()
    page.reload()
    expect(sound).to_be_checked()
    listed.uncheck()
    expect(sound).not_to_be_checked()
    page.get_by_label("From").fill("22:00")
    page.get_by_label("Until").fill("07:00")
    page.locator("#notifications form").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Quiet hours saved")).to_be_visible()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("This is how a notification looks here")).to_be_visible()
    # By night the tests after this one would be told nothing.
    page.get_by_label("From").fill("")
    page.get_by_label("Until").fill("")
    page.locator("#notifications form").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Never quiet")).to_be_visible()


def test_everybody_chooses_a_digest_and_sees_how_it_goes(page: Page) -> None:
    """Kept over a reload; the kinds count from then on; why a mail was not sent is said."""
    page.goto("/settings#notifications")
    choice, kind = page.locator("#own-digest"), page.locator("[data-notify='participating:email']")
    expect(choice).to_have_value("")
    expect(kind).to_be_disabled()
    choice.select_option(label="At most once an hour")
    expect(page.locator("[data-digest=none]")).to_contain_text("maria@hotel.test")
    kind.check()
    page.reload()
    expect(choice).to_have_value("60")
    expect(kind).to_be_checked()
    for held, state, words in (
        ({"trouble": "busy", "next_at": "2027-05-01T10:00:00Z"}, "trouble", "server was busy"),
        ({"trouble": "refused"}, "trouble", "refused the address. It is tried again with the next"),
        ({"next_at": "2027-05-01T10:00:00Z"}, "planned", "Next mail to maria@hotel.test: "),
        ({"sent_at": "2026-05-01T10:00:00Z"}, "sent", "Last mail to maria@hotel.test: "),
        ({"can_mail": False}, "no_server", "its operator has set no mail server"),
    ):
        tell(page, "digest", **held)
        page.reload()
        expect(page.locator(f"[data-digest={state}]")).to_contain_text(words)
    choice.select_option(label="No e-mail")
    expect(kind).to_be_disabled()


def test_only_a_page_with_somebody_at_it_has_shown(page: Page, site: Site) -> None:
    """For whoever gets digests: the first sign of a person after the news, once."""
    chosen = site.conversation("Wei Zhang")
    page.goto("/settings#notifications")
    page.locator("#own-digest").select_option(label="At most every 15 minutes")
    expect(page.locator("[data-digest]")).to_be_visible()
    joined(page)
    shown: list[str] = []
    page.on("request", lambda asked: shown.append(asked.url) if "/shown" in asked.url else None)
    tell(page, "notice", kind="mention", conversation_id=chosen, guest_name="Wei Zhang")
    expect(page.get_by_text("Mia Novak named you in a note")).to_be_visible()
    before = len(shown)
    with page.expect_response(re.compile(r"/notifications/shown$")):
        page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")

    assert (before, len(shown)) == (0, 1)


def test_waiting_for_the_guest_by_button_key_and_palette(page: Page, site: Site) -> None:
    """Each of the three; with a way back."""
    chosen = open_conversation(page, site, "Lena Petersen")
    with page.expect_request(re.compile(rf"{chosen}/wait-for-guest$")):
        page.get_by_role("button", name="Wait for the guest (W)").click()
    expect(page.get_by_text("Waiting for the guest")).to_be_visible()
    with page.expect_request(re.compile(rf"{chosen}/reopen$")):
        page.get_by_role("button", name="Undo").click()
    with page.expect_request(re.compile(rf"{chosen}/wait-for-guest$")):
        page.keyboard.press("w")
    page.keyboard.press("Control+k")
    page.locator("#palette").press_sequentially("wait for the guest")
    with page.expect_request(re.compile(rf"{chosen}/wait-for-guest$")):
        page.keyboard.press("Enter")


def test_two_records_are_merged_and_parted_again(page: Page, site: Site) -> None:
    """What would move is said first; undo is in the toast and in the panel."""
    open_conversation(page, site, GUEST)
    page.get_by_role("button", name="Merge with another record").click()
    dialog = page.get_by_role("dialog", name="Merge two records")
    dialog.get_by_label("Name or number of the other record").fill("Wei")
    dialog.locator(f'[data-other="{uid("guest" + site.conversation("Wei Zhang"))}"]').click()
    expect(dialog).to_contain_text("Conversations that move")
    dialog.get_by_role("button", name="Merge", exact=True).click()
    panel = page.get_by_label("Same person", exact=True)
    expect(panel).to_contain_text("Wei Zhang")
    panel.get_by_role("button", name="Undo").click()
    expect(panel).not_to_contain_text("Wei Zhang")


def test_moods_are_drawn_and_said(page: Page, site: Site) -> None:
    """The line has a sentence for whoever cannot see it."""
    open_conversation(page, site, GUEST)
    expect(page.locator("[data-moods] svg")).to_have_attribute(
        "aria-label", re.compile("Mood of the last .* messages: now")
    )


@pytest.mark.parametrize("width", [360, 390])
def test_the_whole_reply_works_on_a_phone(page: Page, site: Site, width: int) -> None:
    """List, thread, question, answer, waiting and back, with nothing wider than the screen."""
    page.set_viewport_size({"width": width, "height": 740})
    chosen = site.conversation("Familie Brandstätter")
    page.locator(f'[data-row="{chosen}"]').click()
    tell(page, "faster", text="Your table is booked for eight.")
    page.locator("#composer").fill(f"On a phone of {width}")
    page.locator("[data-send]").click()
    question = page.locator("[data-question=second]")
    question.get_by_role("button", name="Send anyway").click()
    sent = page.locator("[data-message]").filter(has_text=f"On a phone of {width}")
    expect(sent).to_have_count(1)
    page.get_by_role("button", name="Guest and stay (G)").click()
    with page.expect_request(re.compile(rf"{chosen}/wait-for-guest$")):
        page.get_by_role("button", name="Wait for the guest", exact=True).click()
    page.get_by_role("button", name="Close", exact=True).click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(f'[data-row="{chosen}"]')).to_be_visible()


def test_many_are_changed_at_once_on_a_phone(page: Page) -> None:
    """Picking begins with a button, the bar fits, and every choice is there."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Select several").click()
    bar = page.locator("[data-picked]")
    expect(bar).to_contain_text("0 selected")
    # The whole row picks now, and opens nothing.
    page.locator("[data-row]").nth(0).click()
    page.locator("[data-row]").nth(1).click()
    expect(bar).to_contain_text("2 selected")
    for name in ("assignee", "label", "priority", "snooze"):
        expect(
            bar.locator(f"[data-many={'assign' if name == 'assignee' else name}]")
        ).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    bar.get_by_role("button", name="Select none (Esc)").click()
    expect(bar).to_have_count(0)
