"""The delivery screen: what needs a person, how the numbers are, what was given up."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.ui.conftest import Site, open_conversation, sign_in
from tests.ui.fake_api import ROOT
from tests.ui.test_inbox import joined, tell

pytestmark = pytest.mark.browser
LUCIA = "Lucía Fernández de Córdoba y Álvarez de Toledo"
MOHAMMED = "محمد الأحمد"


@pytest.fixture(autouse=True)
def _quiet_again(context: BrowserContext) -> Iterator[None]:
    yield
    assert context.request.post(f"{ROOT}/_fake/delivery", data={}).ok
    well = {"state": "authorized"}
    assert context.request.post(f"{ROOT}/_fake/channel", data=well).ok


def delivery(page: Page, **night: object) -> Page:
    """The screen of such a night, with pushes arriving."""
    tell(page, "delivery", **night)
    page.goto("/delivery")
    joined(page)
    return page


def screen_of(context: BrowserContext, email: str) -> Page:
    sign_in(context, email)
    return delivery(context.new_page(), filled=True)


def doubt(page: Page, name: str) -> Locator:
    return page.locator("[data-doubt]").filter(has_text=name)


def letter(page: Page, words: str) -> Locator:
    return page.locator("[data-letter]").filter(has_text=words)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-verdict]")).to_contain_text(words)


def test_a_quiet_night_says_that_nothing_is_to_be_done(page: Page) -> None:
    """One look answers whether anybody has to do anything, and each empty part teaches."""
    delivery(page)
    says(page, "Nothing to do")
    expect(page.get_by_text("No message is in doubt")).to_be_visible()
    expect(page.get_by_text("Nothing was given up")).to_be_visible()
    expect(page.locator("[data-meter]")).to_contain_text("0 missing of 4,312 in 24 h")


def test_what_needs_a_person_is_counted_and_what_settles_itself_is_not(page: Page) -> None:
    """Two questions and four given up are six at the rail; the message being looked up is none."""
    delivery(page, filled=True)
    says(page, "2 messages wait for your decision")
    expect(page.get_by_role("link", name="Delivery")).to_contain_text("6")
    looked_up = doubt(page, "Рождественский")
    expect(looked_up).to_contain_text("Being looked up")
    expect(looked_up).to_contain_text("Nothing to do now")
    expect(doubt(page, LUCIA)).to_contain_text("Needs you")


def test_a_question_says_what_was_tried_and_found(page: Page) -> None:
    """Guest, room, words, attempts, and what WhatsApp's lists showed."""
    row = doubt(delivery(page, filled=True), LUCIA)
    expect(row).to_contain_text("Room 402")
    expect(row).to_contain_text("WhatsApp's lists show several equal ones")
    row.get_by_text("What was tried: 1 attempt").click()
    expect(row).to_contain_text("no clear answer (HTTP 504)")
    expect(row.get_by_role("link", name="Open the conversation")).to_have_attribute(
        "href", re.compile(r"^/\?c=")
    )


def test_it_arrived_settles_with_one_click(page: Page) -> None:
    """The row is gone, and so is one of the count."""
    delivery(page, filled=True)
    doubt(page, LUCIA).get_by_role("button", name="It arrived").click()
    page.mouse.move(5, 5)
    expect(doubt(page, LUCIA)).to_have_count(0)
    says(page, "1 message waits for your decision")


def test_sending_again_asks_once_more_because_the_guest_may_get_two(page: Page) -> None:
    """Escape sends nothing; the second yes sends."""
    delivery(page, filled=True)
    row = doubt(page, MOHAMMED)
    row.get_by_role("button", name="Send again").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("gets it twice")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(row).to_be_visible()
    row.get_by_role("button", name="Send again").click()
    dialog.get_by_role("button", name="Send again").click()
    page.mouse.move(5, 5)
    expect(row).to_have_count(0)


def test_a_question_that_settles_by_itself_goes_without_a_reload(page: Page) -> None:
    """The lists showed it meanwhile."""
    delivery(page, filled=True)
    gone = doubt(page, LUCIA)
    number = gone.get_attribute("data-doubt")
    page.mouse.move(5, 5)
    tell(page, "settled", id=number)
    expect(gone).to_have_count(0)


def test_a_settled_row_keeps_its_place_under_the_pointer(page: Page) -> None:
    """Nobody's click lands on another guest's message."""
    delivery(page, filled=True)
    row = doubt(page, LUCIA)
    number = row.get_attribute("data-doubt")
    row.hover()
    tell(page, "settled", id=number)
    expect(row).to_contain_text("Settled. Nothing to do.")
    expect(row.get_by_role("button")).to_have_count(0)
    page.mouse.move(5, 5)
    expect(row).to_have_count(0)


def test_the_thread_asks_the_same_question_in_the_same_words(page: Page, site: Site) -> None:
    """Whoever decides there has decided here."""
    open_conversation(page, site, LUCIA)
    question = page.locator("[data-question=uncertain]")
    expect(question).to_contain_text("Look at the hotel's phone: is this message in the chat?")
    question.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("dialog")).to_contain_text("gets it twice")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(question.get_by_role("button", name="It arrived")).to_be_visible()


def test_a_number_says_why_it_is_slow_and_what_is_held(page: Page) -> None:
    """Pace, budget, replies, what waits for whom and until when, each with its definition."""
    number = delivery(page, filled=True).locator("[data-health]")
    expect(number).to_contain_text("3.2 s")
    expect(number).to_contain_text("Slower because the number recovers from a warning")
    expect(number).to_contain_text("9 left, a young number begins few")
    expect(number).to_contain_text("87.1 %")
    expect(number.locator("[data-held]")).to_contain_text("Offers: 18, because")
    number.get_by_text("3 events in 14 days").click()
    expect(number).to_contain_text("Now: limited by WhatsApp")
    expect(number).to_contain_text("Slowed down to 50 % of its pace")
    number.get_by_text("Guests who reply").focus()
    expect(number.get_by_role("tooltip").filter(has_text="Below 20")).to_be_visible()


def test_the_checks_are_one_click_behind_the_meter(page: Page) -> None:
    """Each stretch with its figures, further ones on demand."""
    delivery(page, filled=True)
    meter = page.locator("[data-meter]")
    expect(meter).to_contain_text("2 missing of 4,312 in 24 h")
    meter.get_by_role("button", name="Checks").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("2 missing, 2 brought in of 31")
    sheet.get_by_role("button", name="Show more").click()
    checks = sheet.get_by_role("listitem")
    expect(checks).to_have_count(40)
    assert len(set(checks.all_inner_texts())) == 40


def test_a_number_is_changed_with_errors_beside_the_field(page: Page) -> None:
    """Refused with the reason where it belongs; saved, the figures are read anew."""
    delivery(page)
    page.locator("[data-health]").get_by_role("button", name="Change").click()
    interval = page.get_by_label("Least time between two messages, in milliseconds")
    interval.fill("20")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Input should be greater than or equal to 500").wait_for()
    interval.fill("1500")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-health]")).to_contain_text("1.5 s")


def test_a_yellow_card_shows_in_the_block_and_the_connections(page: Page) -> None:
    """Pushed, with what it means; back again, the words go."""
    delivery(page)
    number = page.locator("[data-health]")
    expect(number).to_contain_text("connected")
    tell(page, "channel", state="yellowCard", ago=2)
    expect(number).to_contain_text("It has a yellow card from WhatsApp")
    whatsapp = page.locator("[data-dependency=whatsapp]")
    expect(whatsapp).to_have_attribute("data-condition", "down")
    expect(whatsapp).to_contain_text("wait here")
    tell(page, "channel", state="authorized")
    expect(whatsapp).to_have_attribute("data-condition", "working")


def test_a_connection_that_fails_shows_without_a_reload(page: Page) -> None:
    """State, since when, what guests notice, when it is tried again."""
    delivery(page)
    model = page.locator("[data-dependency=model]")
    expect(model).to_contain_text("Working")
    tell(page, "connection", model_down=True)
    expect(model).to_contain_text("an honest holding message")
    expect(model).to_contain_text("Tried again at")
    says(page, "Nothing to do: what does not work is tried again by itself.")


def test_a_connection_that_a_person_must_mend_is_something_to_do(page: Page) -> None:
    """A phone that is signed out does not come back by itself."""
    delivery(page)
    says(page, "Nothing to do")
    tell(page, "channel", state="notAuthorized")
    says(page, "1 connection needs your attention")


def test_given_up_work_is_filtered_by_its_reason(page: Page) -> None:
    """Reasons in words with their counts; a fault of the program keeps its name."""
    delivery(page, filled=True)
    expect(page.locator("[data-letter]")).to_have_count(4)
    page.get_by_role("button", name="A fault of ours (KeyError)").click()
    expect(page.locator("[data-letter]")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^All")).click()
    expect(page.locator("[data-letter]")).to_have_count(4)


def test_one_is_tried_again_and_a_refusal_is_said(page: Page) -> None:
    """The server's own words when nothing is left to try."""
    delivery(page, filled=True)
    row = letter(page, "Der Techniker kommt")
    row.get_by_role("button", name="Try again").click()
    expect(row).to_have_count(0)
    letter(page, "Answer the guest").get_by_role("button", name="Try again").click()
    page.get_by_text("There is nothing left to try again here.").wait_for()


def test_all_of_a_choice_are_tried_again_with_their_number_said_first(page: Page) -> None:
    """Bounded: a hundred at once, the oldest, and how many still wait."""
    delivery(page, letters=130)
    page.get_by_role("button", name="Try 100 again, oldest first").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("leave for guests at once")
    dialog.get_by_role("button", name="Try again").click()
    page.get_by_text("100 tried again now. 30 still wait.").wait_for()
    page.get_by_role("button", name="Try all 30 again").wait_for()


def test_further_pages_are_loaded_on_demand(page: Page) -> None:
    """Twenty at a time, none twice."""
    delivery(page, letters=45)
    for shown in (20, 40):
        expect(page.locator("[data-letter]")).to_have_count(shown)
        page.locator("#given-up").get_by_role("button", name="Show more").click()
    expect(page.locator("[data-letter]")).to_have_count(45)


def test_newly_given_up_work_waits_behind_a_pill(page: Page, site: Site) -> None:
    """What is being aimed at does not move: the list says that it changed."""
    delivery(page, letters=2)
    expect(page.locator("[data-letter]")).to_have_count(2)
    tell(page, "delivery", letters=3)
    tell(page, "alert", kind="send_failed", conversation_id=site.conversation("Wei Zhang"),
         reason="Not sent")  # fmt: skip
    pill = page.get_by_role("button", name="The list has changed. Show it")
    pill.wait_for()
    expect(page.locator("[data-letter]")).to_have_count(2)
    pill.click()
    expect(page.locator("[data-letter]")).to_have_count(3)
    expect(pill).to_have_count(0)


def test_putting_away_takes_a_note(page: Page) -> None:
    """A poor note is refused beside its field; a good one closes the sheet."""
    delivery(page, filled=True)
    row = letter(page, "Take in a notification")
    row.get_by_role("button", name="Put away").click()
    page.get_by_label("Why").fill("-")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Put away").click()
    page.get_by_text("Say a little more.").wait_for()
    page.get_by_label("Why").fill("A test of the provider")
    sheet.get_by_role("button", name="Put away").click()
    expect(sheet).to_have_count(0)
    expect(row).to_have_count(0)


@pytest.mark.parametrize("part", ["uncertain", "numbers", "letters", "connections"])
def test_a_part_that_cannot_be_read_says_so_alone(page: Page, part: str) -> None:
    """The others stand; trying again brings it back."""
    delivery(page, filled=True, failing=[part])
    failed = page.get_by_role("alert").filter(has_text="The database does not answer")
    expect(failed).to_have_count(1)
    if part in ("uncertain", "connections"):
        says(page, "It is not known now")
    tell(page, "delivery", filled=True)
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_have_count(0)


def test_what_is_old_stays_and_says_since_when(page: Page) -> None:
    """A later read that fails takes nothing away."""
    delivery(page, filled=True)
    expect(doubt(page, LUCIA)).to_be_visible()
    tell(page, "delivery", filled=True, failing=["uncertain"])
    page.context.set_offline(True)
    page.get_by_text("Connection lost").wait_for()
    page.context.set_offline(False)
    page.get_by_text("This may be old: last read at").wait_for()
    expect(doubt(page, LUCIA)).to_be_visible()


def test_a_viewer_sees_the_questions_and_why_there_is_no_button(
    context: BrowserContext,
) -> None:
    """No button that would be refused, and no given-up work."""
    page = screen_of(context, "viewer@marina.example")
    row = doubt(page, LUCIA)
    expect(row).to_contain_text("Your role reads only")
    expect(row.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Managers see and repeat given-up work")).to_be_visible()
    expect(page.get_by_role("button", name="Change")).to_have_count(0)


def test_an_agent_decides_and_leaves_given_up_work_to_managers(
    context: BrowserContext,
) -> None:
    """What the API allows, no more and no less."""
    page = screen_of(context, "agent@marina.example")
    expect(doubt(page, LUCIA).get_by_role("button", name="It arrived")).to_be_visible()
    expect(page.locator("[data-letter]")).to_have_count(0)
    expect(page.get_by_role("link", name="Delivery")).to_contain_text("2")


def test_nothing_is_cut_off_on_a_phone(page: Page) -> None:
    """The longest names wrap, and the page does not scroll sideways."""
    page.set_viewport_size({"width": 390, "height": 844})
    delivery(page, filled=True)
    expect(doubt(page, LUCIA)).to_be_visible()
    expect(page.locator("[data-letter]").first).to_be_visible()
    wide = "() => [...document.querySelectorAll('main, main .overflow-y-auto')]"
    assert page.evaluate(f"{wide}.every((box) => box.scrollWidth <= box.clientWidth)")
