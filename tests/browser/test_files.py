"""Files from the desk to the guest's phone, in a real browser, compared byte by byte."""

import base64
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    AGENT,
    LINDEN,
    LIVE_MS,
    MANAGER,
    PASSWORD,
    Phone,
    row_of,
)
from tests.browser.test_inbox_work import api
from tests.fixtures.stack import Stack
from tests.waiting import seconds_since, until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n" + b"words " * 400
# What a browser hands over when something is pasted or dropped.
HAND_OVER = """([kind, target, name, type, body]) => {
  const bytes = Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  const event = kind === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector(target).dispatchEvent(event);
}"""


def files_of(simulator: httpx.Client, phone: Phone) -> list[dict[str, Any]]:
    """What the guest's phone holds of the hotel's files."""
    query: dict[str, str | int] = {"id_instance": LINDEN, "phone": phone.number}
    answer = simulator.get("/control/chat", params=query).raise_for_status().json()
    return [one for one in answer["messages"] if one["by"] != "guest" and one["file_url"]]


def hand_over(page: Page, kind: str, name: str, mime: str, body: bytes) -> None:
    encoded = base64.b64encode(body).decode()
    page.evaluate(HAND_OVER, [kind, "#composer", name, mime, encoded])


def opened(open_inbox: OpenInbox, make_phone: MakePhone, name: str) -> tuple[Page, Phone]:
    page, guest = open_inbox(AGENT), make_phone(name)
    guest.write("Hello")
    guest.await_answer()
    row_of(page, name).click()
    expect(page.locator("#composer")).to_be_visible(timeout=LIVE_MS)
    return page, guest


def test_from_the_login_page_to_an_answer_with_a_picture(
    chromium: Browser, stack: Stack, make_phone: MakePhone, simulator: httpx.Client
) -> None:
    """A new receptionist signs in, opens the guest, chooses a picture, writes a line and sends: the
    guest's phone holds the same bytes under the same words."""
    guest = make_phone("Petra Picture")
    guest.write("Where is the pool?")
    guest.await_answer()
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, base_url=stack.url)
    context.set_default_timeout(LIVE_MS)
    page = context.new_page()
    page.goto("/login")
    began = time.monotonic()
    # By what stands on the screen alone, as somebody finds the way who was never here.
    page.get_by_label("E-mail").fill(MANAGER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text(guest.name).first.click()
    with page.expect_file_chooser() as chooser:
        page.get_by_title("Attach files").click()
    chooser.value.set_files({"name": "pool.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(page.get_by_text("pool.png")).to_be_visible()
    page.get_by_placeholder("Write to take over from AI").fill("Down the stairs, then left.")
    page.get_by_title("Send (Enter)").click()

    bubble = page.get_by_role("article", name="Ours").filter(has_text="Down the stairs")
    expect(bubble.locator("img[src^='/api/']")).to_be_visible(timeout=LIVE_MS)
    expect(page.locator("[data-attached]")).to_have_count(0)
    until_sync(lambda: len(files_of(simulator, guest)) == 1)
    print(f"from the login page to the guest's phone: {seconds_since(began):.1f} s")
    (arrived,) = files_of(simulator, guest)
    assert arrived["text"] == "Down the stairs, then left."
    assert httpx.get(arrived["file_url"]).content == PICTURE
    context.close()


def test_files_are_pasted_dropped_and_refused(
    open_inbox: OpenInbox, make_phone: MakePhone, simulator: httpx.Client
) -> None:
    """Two files in one message, in their order; what is too large says so and is not sent."""
    page, guest = opened(open_inbox, make_phone, "Dora Drop")
    hand_over(page, "dragover", "menu.pdf", "application/pdf", PDF)
    expect(page.locator("[data-drop=here]")).to_be_visible()
    hand_over(page, "drop", "menu.pdf", "application/pdf", PDF)
    expect(page.locator("[data-drop=here]")).to_have_count(0)
    hand_over(page, "paste", "map.png", "image/png", PICTURE)
    page.locator("#attach").set_input_files(
        {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"\x00" * (17 * 1024 * 1024)}
    )
    expect(page.locator("[data-attached=ready]")).to_have_count(2)
    expect(page.locator("[data-attached=refused]")).to_contain_text("Too large, at most 16 MB")
    page.locator("#composer").fill("Menu and map")
    page.keyboard.press("Enter")

    until_sync(lambda: len(files_of(simulator, guest)) == 2)
    arrived = files_of(simulator, guest)
    assert [one["text"] for one in arrived] == ["Menu and map", ""]
    assert [httpx.get(one["file_url"]).content for one in arrived] == [PDF, PICTURE]
    expect(page.locator("[data-attached=refused]")).to_have_count(1)


def test_a_refused_file_says_why_and_can_be_tried_again(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """A program under the name of a picture passes the browser and not the server."""
    page, _ = opened(open_inbox, make_phone, "Rita Refused")
    hand_over(page, "paste", "trick.png", "image/png", b"MZ\x90\x00 a program")
    expect(page.locator("[data-attached=ready]")).to_have_count(1)
    page.locator("#composer").press("Enter")
    failed = page.get_by_role("alert").filter(has_text="office files and plain text can be sent")
    expect(failed).to_be_visible(timeout=LIVE_MS)
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_be_visible(timeout=LIVE_MS)


def test_files_stay_with_the_guest_they_were_chosen_for(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """Another conversation shows none of them, and they are there on return."""
    page, guest = opened(open_inbox, make_phone, "Stella Stays")
    hand_over(page, "paste", "map.png", "image/png", PICTURE)
    expect(page.locator("[data-attached=ready]")).to_have_count(1)
    page.locator("[data-row]").filter(has_not_text=guest.name).first.click()
    expect(page.locator("[data-attached]")).to_have_count(0)
    row_of(page, guest.name).click()
    expect(page.locator("[data-attached=ready]")).to_have_count(1)


def test_a_slash_offers_canned_replies_by_keyboard_alone(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """Arrows and Enter take one, a second one joins it, and a gap keeps the message
    here until it is filled in."""
    manager = open_inbox(MANAGER)
    for shortcut, text in (
        ("wifi", "The Wi-Fi is called Linden."),
        ("window", "Room {{room}} has a window."),
        ("bye", "See you soon."),
    ):
        body = {"shortcut": shortcut, "title": shortcut.title(), "texts": {"en": text}}
        api(manager, "POST", "/canned-replies", body)
    page, guest = opened(open_inbox, make_phone, "Karla Keys")
    composer = page.locator("#composer")
    composer.press_sequentially("/wi")
    options = page.locator("[data-canned]")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-canned=window]")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(composer).to_have_value("The Wi-Fi is called Linden.")
    page.keyboard.type(" /window")
    page.keyboard.press("Enter")
    expect(page.locator("[data-unfilled]")).to_contain_text("Room number")
    page.keyboard.press("Enter")
    page.keyboard.type("7")
    expect(composer).to_have_value("The Wi-Fi is called Linden. Room 7 has a window.")
    expect(page.locator("[data-unfilled]")).to_have_count(0)
    page.keyboard.press("End")
    page.keyboard.type(" /zzz")
    expect(page.locator("[data-picker=canned]")).to_contain_text("No reply of this name")
    page.keyboard.press("Escape")
    expect(page.locator("[data-picker=canned]")).to_have_count(0)
    for _ in range(5):
        page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    composer.focus()
    page.keyboard.press("Enter")
    sent = "The Wi-Fi is called Linden. Room 7 has a window."
    until_sync(lambda: sent in guest.received())
