"""The guest's phone in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.simulators.serving import Hotel, Number, Simulator, wait_until

pytestmark = pytest.mark.browser
ANN = "79001234568"
BEN = "79001234569"


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()


@pytest.fixture
def page(browser_page: Page, sim: Simulator, number: Number) -> Page:
    sim.control(
        "guests",
        [
            {"id_instance": number.id, "phone": ANN, "name": "Ann Lee", "language": "en"},
            {"id_instance": number.id, "phone": BEN, "name": "Ben Roth", "language": "de"},
        ],
    )
    browser_page.goto(sim.address)
    browser_page.locator(f'[data-phone="{ANN}"]').click()
    return browser_page


def test_a_guest_writes_and_sees_the_ticks_and_the_reply(
    page: Page, sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """Sent, delivered when the hotel took the webhook, read when it says so."""
    page.get_by_test_id("composer").fill("Hello there")
    page.get_by_test_id("send").click()

    expect(page.get_by_test_id("bubble")).to_contain_text(["Hello there"])
    expect(page.get_by_test_id("tick")).to_have_attribute("data-status", "delivered")
    body = {"chatId": f"{ANN}@c.us", "message": "Welcome"}
    sim.green_call("readChat", {"chatId": f"{ANN}@c.us"}, number=number)
    sim.green_call("sendMessage", body, number=number)
    expect(page.get_by_test_id("tick")).to_have_attribute("data-status", "read")
    expect(page.get_by_test_id("bubble").nth(1)).to_contain_text("Welcome")


def test_photo_voice_and_place_reach_the_hotel(page: Page, hotel: Hotel) -> None:
    """One button each, the kinds of WhatsApp, files that can be fetched."""
    for button in ("Photo", "Voice note", "Location"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_test_id("bubble").last).to_be_visible()

    wait_until(lambda: len(hotel.received) == 3)
    kinds = {one["messageData"]["typeMessage"] for one in hotel.received}
    assert kinds == {"imageMessage", "audioMessage", "locationMessage"}
    assert page.request.get(page.locator(".bubble img").get_attribute("src") or "").ok


def test_a_message_is_edited_deleted_and_reacted_to(
    page: Page, sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """Each arrives at the hotel as a message of its own kind."""
    page.get_by_test_id("composer").fill("Wron word")
    page.get_by_test_id("send").click()
    page.get_by_test_id("bubble").first.click()
    page.get_by_role("button", name="Edit").click()
    page.get_by_test_id("composer").fill("Right word")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("bubble")).to_contain_text(["Right word"])
    page.get_by_test_id("bubble").first.click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_test_id("bubble")).to_contain_text(["This message was deleted"])
    sim.control("phone-message", {"id_instance": number.id, "phone": ANN, "text": "Hi"})
    page.get_by_test_id("bubble").nth(1).click()
    page.get_by_role("button", name="👍").click()

    wait_until(lambda: len(hotel.of_type("incomingMessageReceived")) == 4)
    kinds = [one["messageData"]["typeMessage"] for one in hotel.of_type("incomingMessageReceived")]
    assert kinds == ["textMessage", "editedMessage", "deletedMessage", "reactionMessage"]


def test_the_hotels_own_phone_can_be_used(page: Page, hotel: Hotel) -> None:
    """What is typed there arrives as outgoingMessageReceived."""
    page.get_by_test_id("as-hotel").check()
    page.get_by_test_id("composer").fill("From the desk")
    page.get_by_test_id("composer").press("Enter")

    wait_until(lambda: hotel.of_type("outgoingMessageReceived"))
    page.get_by_test_id("as-hotel").uncheck()


def test_faults_are_switched_on_and_off(page: Page, sim: Simulator) -> None:
    """A tick switches one on for this number, a second one off again."""
    box = page.locator("[data-fault=http_502]")
    box.check()
    wait_until(lambda: sim.look("state")["faults"])
    expect(box).to_be_checked()

    box.uncheck()
    wait_until(lambda: not sim.look("state")["faults"])


def test_another_guest_has_another_conversation(page: Page, sim: Simulator, number: Number) -> None:
    """Choosing a guest shows only their messages, and marks unseen ones before."""
    body = {"chatId": f"{BEN}@c.us", "message": "Only for Ben"}
    sim.green_call("sendMessage", body, number=number)
    row = page.locator(f'[data-phone="{BEN}"]')
    expect(row.locator(".dot[title='New message']")).to_be_visible()
    expect(page.get_by_test_id("bubble")).to_have_count(0)

    row.click()

    expect(page.get_by_test_id("bubble")).to_contain_text(["Only for Ben"])
