"""The inbox in a browser: live, honest about sending, and still under the reader's eyes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Site, open_conversation
from tests.ui.fake_api import ROOT
from tests.waiting import quickest_s

pytestmark = pytest.mark.browser


def tell(page: Page, what: str, **body: object) -> None:
    assert page.context.request.post(f"{ROOT}/_fake/{what}", data=body).ok


def joined(page: Page) -> None:
    """Waits until pushes arrive: the page has entered its hotel's room."""
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'")


def test_a_message_appears_in_the_open_thread_without_a_reload(page: Page, site: Site) -> None:
    """What a guest writes is on the screen within a second."""
    chosen = open_conversation(page, site, "James O’Connor")
    joined(page)

    def appear(number: int) -> None:
        words = f"We are at taxi rank {number} now"
        tell(page, "inbound", conversation_id=chosen, text=words)
        page.get_by_role("log").get_by_text(words).wait_for()

    assert quickest_s(appear, enough_s=1.5) < 1.5


def test_a_new_message_moves_its_row_to_the_top(page: Page, site: Site) -> None:
    """The list is in the order of the latest word."""
    chosen = site.conversation("Wei Zhang")
    joined(page)
    page.mouse.move(900, 400)
    tell(page, "inbound", conversation_id=chosen, text="One more question")
    expect(page.locator("[data-row]").first).to_have_attribute("data-row", chosen)


def test_rows_keep_their_place_under_the_pointer(page: Page, site: Site) -> None:
    """Nothing moves unless the person moved it: a pill says what waits."""
    chosen = site.conversation("Lena Petersen")
    joined(page)
    first = page.locator("[data-row]").first
    before = first.get_attribute("data-row")
    first.hover()
    tell(page, "inbound", conversation_id=chosen, text="Hello?")
    page.get_by_text("1 new").wait_for()
    assert first.get_attribute("data-row") == before
    page.mouse.move(900, 400)
    expect(first).to_have_attribute("data-row", chosen)


def test_a_reply_is_one_bubble_whatever_arrives_first(page: Page, site: Site) -> None:
    """The optimistic bubble, the answer and the push are the same message."""
    open_conversation(page, site, "Familie Brandstätter")
    joined(page)
    page.locator("#composer").fill("We look forward to seeing you")
    page.keyboard.press("Enter")
    bubble = page.locator("[data-message]").filter(has_text="We look forward to seeing you")
    expect(bubble.locator("[data-tick=queued]")).to_be_visible()
    expect(bubble).to_have_count(1)
    expect(bubble).to_have_attribute("data-message", re.compile(r"^\d+$"))
    chosen = bubble.get_attribute("data-message")
    tell(page, "status", id=chosen, status="delivered")
    expect(bubble.locator("[data-tick=delivered]")).to_be_visible()


def test_a_refused_reply_keeps_its_words_and_says_why(page: Page, site: Site) -> None:
    """Nothing a person typed is lost."""
    open_conversation(page, site, "Familie Brandstätter")
    page.locator("#composer").fill("refuse")
    page.keyboard.press("Enter")
    page.get_by_text("Not sent: This text is too long.").wait_for()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_an_uncertain_send_asks_with_two_buttons(page: Page, site: Site) -> None:
    """Nothing is resent blindly: a person decides."""
    open_conversation(page, site, "Lucía Fernández de Córdoba y Álvarez de Toledo")
    question = page.locator("[data-question=uncertain]")
    question.get_by_role("button", name="Send again").wait_for()
    question.get_by_role("button", name="It arrived").click()
    expect(question).to_have_count(0)


def test_an_answer_shows_what_it_stands_on_and_what_was_left_out(page: Page, site: Site) -> None:
    """One click: the sentence, its fact sheet, and the sentence that the guest did not get."""
    open_conversation(page, site, "Anna Keller")
    page.get_by_role("button", name="Sources").first.click()

    shown = page.get_by_role("dialog", name="What this answer stands on")
    expect(shown.get_by_text("Breakfast is served from 6:30")).to_have_count(2)
    left_out = shown.locator("[data-dropped=not_in_source]")
    expect(left_out).to_contain_text("Its fact sheet does not say so")
    expect(left_out).to_contain_text("25 EUR")
    shown.get_by_role("button", name="Close").click()
    expect(shown).to_have_count(0)


def test_scrolled_up_a_new_message_waits_behind_a_pill(page: Page, site: Site) -> None:
    """What is being read does not move."""
    chosen = open_conversation(page, site, "Anna Keller")
    joined(page)
    thread = page.locator("[data-thread]")
    for line in range(6):
        tell(page, "inbound", conversation_id=chosen, text=f"Line {line}\n\n\n\nof a long story")
    page.get_by_role("log").get_by_text("Line 5").wait_for()
    thread.evaluate("box => { box.scrollTop = 0 }")
    # Two frames later the page has heard of it.
    page.evaluate("() => new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d)))")
    before = thread.evaluate("box => box.scrollTop")
    tell(page, "inbound", conversation_id=chosen, text="And the end of it")
    pill = page.locator("[data-pill=new]")
    pill.wait_for()
    assert thread.evaluate("box => box.scrollTop") == before
    pill.click()
    expect(pill).to_have_count(0)
    expect(page.get_by_role("log").get_by_text("And the end of it")).to_be_in_viewport()


def test_what_was_missed_is_read_again_after_a_gap(page: Page, site: Site) -> None:
    """A skipped number means a lost push; the truth is asked again."""
    chosen = open_conversation(page, site, "Sofia Rossi")
    joined(page)
    tell(page, "inbound", conversation_id=chosen, text="First")
    page.get_by_role("log").get_by_text("First").wait_for()
    tell(page, "skip", by=3)
    with page.expect_response(lambda answer: f"{chosen}/messages" in answer.url):
        tell(page, "inbound", conversation_id=chosen, text="Later")


def test_a_cut_network_is_said_and_made_good(page: Page, site: Site) -> None:
    """What a guest wrote during the cut is there after it, without a reload."""
    chosen = open_conversation(page, site, "Ida Lindqvist")
    joined(page)
    page.context.set_offline(True)
    page.get_by_text("Connection lost.").wait_for()
    outside = page.context.browser
    assert outside is not None
    other = outside.new_context(base_url=site.url)
    words = {"conversation_id": chosen, "text": "While you were away"}
    assert other.request.post(f"{ROOT}/_fake/inbound", data=words).ok
    other.close()
    page.context.set_offline(False)
    page.get_by_role("log").get_by_text("While you were away").wait_for()
    expect(page.get_by_text("Connection lost.")).to_have_count(0)


def test_an_open_dialog_keeps_the_keyboard(page: Page) -> None:
    """Tab goes round inside it, Escape leaves, and the focus returns to where it was."""
    bell = page.locator("[data-bell]")
    bell.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Alerts")
    dialog.wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert dialog.evaluate("box => box.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(bell).to_be_focused()


def test_everything_that_can_be_pressed_has_a_name(page: Page, site: Site) -> None:
    """A screen reader says what each control does (WCAG 2.2, 4.1.2)."""
    open_conversation(page, site, "Anna Keller")
    nameless = page.evaluate("""() =>
        [...document.querySelectorAll('button, a[href], input, textarea')]
        .filter((e) => e.type !== 'hidden' && e.offsetParent)
        .filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.title))
        .map((e) => e.outerHTML)""")
    assert nameless == []


def test_taking_over_says_who_speaks_and_until_when(page: Page, site: Site) -> None:
    """The lease bar changes hands at once and goes back at once."""
    open_conversation(page, site, "Wei Zhang")
    page.get_by_role("button", name="Take over").click()
    page.get_by_text("Maria Lopez answers. AI is silent until").wait_for()
    page.get_by_role("button", name="Return to AI").click()
    page.get_by_text("AI answers this guest").wait_for()


def test_resolving_offers_undo_before_asking(page: Page, site: Site) -> None:
    """Undo before confirm."""
    open_conversation(page, site, "Mark Jansen")
    page.get_by_role("button", name="Resolve", exact=True).click()
    page.get_by_text("Resolved.").wait_for()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#composer")).to_be_visible()


def test_an_alert_rings_the_bell_on_the_open_screen(page: Page, site: Site) -> None:
    """A complaint is seen without opening anything."""
    joined(page)
    tell(page, "alert", kind="human_asked", conversation_id=site.conversation("Wei Zhang"),
         reason="Asks to speak to a person")  # fmt: skip
    page.locator("[data-bell]").click()
    page.get_by_text("Asks to speak to a person").wait_for()
    page.get_by_role("dialog").locator("li").filter(has_text="Asks to speak").get_by_role(
        "button", name="Resolve"
    ).click()
    expect(page.get_by_text("Asks to speak to a person")).to_have_count(0)


def test_the_keys_walk_the_list(page: Page) -> None:
    """J opens the next conversation; the hands stay on the keys."""
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_have_attribute("aria-current", "true")


def test_a_draft_survives_leaving_the_conversation(page: Page, site: Site) -> None:
    """Half a reply is still there on return."""
    open_conversation(page, site, "Wei Zhang")
    page.locator("#composer").fill("Half a thou")
    open_conversation(page, site, "Priya Nair")
    expect(page.locator("#composer")).to_have_value("")
    open_conversation(page, site, "Wei Zhang")
    expect(page.locator("#composer")).to_have_value("Half a thou")
    page.locator("#composer").fill("")


def test_search_finds_a_guest_and_says_when_nobody_matches(page: Page) -> None:
    """Found and not found are two faces."""
    page.locator("#search").fill("Смирнова")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("#search").fill("nobody of this name")
    page.get_by_text("Nothing found").wait_for()


def test_search_marks_what_was_said_and_leads_to_it(page: Page, site: Site) -> None:
    """A message that was found is one click away in its thread; a failure can be tried again."""
    page.locator("#search").fill("fruhstuck")
    hit = page.locator("[data-found]").first
    expect(hit.locator("mark").first).to_have_text("Frühstück")
    found = hit.get_attribute("data-found")
    hit.click()
    expect(page.locator(f'[data-message="{found}"]')).to_be_in_viewport()
    page.locator("#search").fill("break")
    expect(page.get_by_text("The search did not answer.")).to_be_visible()
    page.locator("[data-filter=open]").click()
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator("#rows [data-row]").first).to_be_visible()
