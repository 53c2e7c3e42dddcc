"""The main job on the running product: a guest writes, the hotel answers, staff watch it live."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AGENT, MANAGER, PASSWORD, Phone, row_of
from tests.fixtures.stack import Stack
from tests.waiting import quickest_s

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]


def test_a_wrong_password_is_said_and_the_right_one_opens_the_inbox(
    chromium: Browser, stack: Stack
) -> None:
    """Sign-in names what is wrong beside the form, and then simply works."""
    context = chromium.new_context(base_url=stack.url)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_label("E-mail")).to_be_visible()
    page.get_by_label("E-mail").fill(MANAGER)
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("password")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.locator("[data-row]").first).to_be_visible()
    cookies = {cookie["name"]: cookie for cookie in context.cookies()}
    assert cookies["hotelbot_session"]["httpOnly"]
    context.close()


def test_a_guests_message_is_in_two_open_inboxes_within_a_second_and_answered(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """Both screens show it without a reload; the answer comes from the hotel's knowledge."""
    first, second = open_inbox(MANAGER), open_inbox(AGENT)
    guests: list[Phone] = []

    def appear(number: int) -> None:
        guest = make_phone(f"Nadia Berg {number}")
        guests.append(guest)
        guest.write("Hello, what time is breakfast?")
        row_of(first, guest.name).wait_for()
        row_of(second, guest.name).wait_for()

    # Two screens, read one after the other.
    assert quickest_s(appear, enough_s=1.5) < 1.5

    guest = guests[-1]
    row_of(first, guest.name).click()
    answer = first.locator("[data-message][data-author=ai]")
    expect(answer).to_have_count(1)
    expect(answer.locator("[data-tick=read]")).to_be_visible()
    assert "6:30" in guest.received()[0]


def test_a_reply_reaches_the_guest_and_silences_the_ai(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """Whoever writes has the conversation, on both screens, until it is returned; then the AI
    answers what the guest still waits for."""
    first, second = open_inbox(MANAGER), open_inbox(AGENT)
    guest = make_phone("Rosa Reply")
    guest.write("Hi!")
    row_of(first, guest.name).click()
    row_of(second, guest.name).click()
    first.locator("#composer").fill("Welcome, Rosa. This is Martina at the reception.")
    first.keyboard.press("Enter")

    theirs = second.locator("[data-message][data-author=staff]")
    expect(theirs).to_contain_text("This is Martina")
    expect(second.locator("[data-speaker=staff]")).to_be_visible()
    mine = first.locator("[data-message][data-author=staff]")
    expect(mine.locator("[data-tick=read]")).to_be_visible()
    said = len(guest.received())
    guest.write("When is breakfast?")
    expect(first.locator("[data-message]").filter(has_text="When is breakfast?")).to_be_visible()
    another = make_phone("Agnes Answered")
    another.write("When is breakfast?")
    another.await_answer()
    assert said == len(guest.received())

    first.get_by_role("button", name="Return to AI").click()
    expect(first.locator("[data-speaker=ai]")).to_be_visible()
    assert "6:30" in guest.await_answer(said=said)


def test_taking_over_silences_the_ai_before_a_word_is_written(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """After Take over the guest's next question waits for a person."""
    page = open_inbox(MANAGER)
    guest = make_phone("Tom Takeover")
    guest.write("Hello")
    guest.await_answer()
    row_of(page, guest.name).click()
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("[data-speaker=staff]")).to_be_visible()
    said = len(guest.received())
    guest.write("Is there a pool?")
    question = page.locator("[data-message]").filter(has_text="Is there a pool?")
    expect(question).to_be_visible()
    other = make_phone("Olga Other")
    other.write("Is there a pool?")
    other.await_answer()

    assert said == len(guest.received())


def test_a_complaint_rings_the_bell_of_the_hotel_at_once(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """An angry guest is an alert on the open screen within seconds."""
    page = open_inbox(AGENT)
    bell = page.locator("[data-bell]")
    before = bell.inner_text()
    guest = make_phone("Carla Complaint")
    guest.write("This is terrible. The room is dirty and nobody helps. I am very angry!")

    expect(bell).not_to_have_text(before)
    expect(row_of(page, guest.name)).to_contain_text("Complaint")
