"""The delivery screen on the running product: doubts, given-up work, gaps and a warned number."""

from collections.abc import Callable

import httpx
import psycopg
import pytest
from playwright.sync_api import Page, expect

from backend.features.demo.service import numbers
from backend.kit.crypto import Vault
from launcher.plan import DATABASE
from launcher.postgres import OWNER
from tests.browser.conftest import Phone, go_to
from tests.fixtures.stack import Stack
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
VAKE, MANAGER = 7_700_000_002, "manager@vake.example"
"""Another hotel than the other browser tests use: its number is warned here."""
NEXT_TICK_MS = 180_000
"""The timetable looks for due checks once a minute, and this machine may be busy."""
AN_HOUR_AGO = """
update channel set created_at = clock_timestamp() - interval '1 hour' where id_instance = %s;
"""
DUE = """
update journal_watch w set due_at = clock_timestamp(), complete_until = null from channel c
where c.hotel_id = w.hotel_id and c.id = w.channel_id and c.id_instance = %s
  and w.due_at > clock_timestamp();
"""
"""From the beginning: an earlier check may have passed the time of the gap. Again, for a check that
was under way says when it comes next."""
FOUND = """
select count(*) from journal_check k join channel c on c.hotel_id = k.hotel_id
  and c.id = k.channel_id where c.id_instance = %s and k.missing > 0;
"""


@pytest.fixture
def vake_phone(simulator: httpx.Client) -> Callable[..., None]:
    """Writes to Hotel Vake."""

    def write(phone: Phone, text: str, **more: object) -> None:
        body = {"id_instance": VAKE, "phone": phone.number, "name": phone.name, "text": text}
        simulator.post("/control/guest-message", json={**body, **more}).raise_for_status()

    return write


def owner(stack: Stack) -> psycopg.Connection:
    password = (stack.data_dir / "postgres-owner-password").read_text().strip()
    port = (stack.data_dir / "postgres-port").read_text().strip()
    url = f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}"
    return psycopg.connect(url, autocommit=True)


def delivery(page: Page) -> Page:
    go_to(page, "/delivery")
    page.locator("[data-health]").wait_for()
    return page


def test_an_answer_without_a_clear_end_is_a_question_that_one_click_settles(
    open_inbox: OpenInbox, fault: Callable[..., None]
) -> None:
    """Nothing echoes it and the journals cannot be read: nobody knows, so a person says."""
    page = open_inbox(MANAGER)
    fault("journal_500", id_instance=VAKE)
    fault("html_200", id_instance=VAKE, method="sendMessage", count=1, params={"accepted": False})
    page.locator("[data-row]").first.click()
    page.locator("#composer").fill("Your table by the window is booked for eight.")
    page.keyboard.press("Enter")
    asked = page.locator("[data-question=uncertain]").last
    expect(asked.get_by_role("button", name="It arrived")).to_be_visible()

    delivery(page)
    doubt = page.locator("[data-doubt]").filter(has_text="Your table by the window")
    expect(doubt).to_contain_text("we are still looking whether it was taken in")
    doubt.get_by_role("button", name="It arrived").click()
    page.mouse.move(5, 5)
    expect(doubt).to_have_count(0)


def test_a_webhook_that_cannot_be_read_is_put_away_with_a_note(
    open_inbox: OpenInbox, stack: Stack
) -> None:
    """It is kept, said in words, and closed by a manager."""
    secret = (stack.data_dir / "secret-key").read_text().strip()
    (number,) = (one for one in numbers(Vault(secret)) if one.id_instance == VAKE)
    answer = httpx.post(
        stack.url + number.webhook_path,
        content=b"<html>502 Bad Gateway</html>",
        headers={"Authorization": f"Bearer {number.webhook_token}"},
    )
    assert answer.status_code == 200
    page = delivery(open_inbox(MANAGER))
    letter = page.locator("[data-letter]").filter(has_text="It cannot be read")
    show = page.get_by_role("button", name="The list has changed. Show it")
    expect(letter.or_(show).first).to_be_visible()
    if show.is_visible():
        show.click()

    letter.get_by_role("button", name="Put away").click()
    page.get_by_label("Why").fill("A proxy's error page, not a message")
    page.get_by_role("dialog").get_by_role("button", name="Put away").click()
    expect(letter).to_have_count(0)
    expect(page.get_by_text("Nothing was given up")).to_be_visible()


def test_webhooks_that_never_came_are_brought_in_and_the_meter_says_so(
    open_inbox: OpenInbox,
    stack: Stack,
    fault: Callable[..., None],
    vake_phone: Callable[..., None],
    simulator: httpx.Client,
) -> None:
    """What a guest wrote during the gap is in the inbox, and the figure counts it."""
    phone = Phone(simulator, "Gala Gap")
    with owner(stack) as connection:
        connection.execute(AN_HOUR_AGO, (VAKE,))
        (now,) = connection.execute("select extract(epoch from clock_timestamp())::int").fetchone()  # type: ignore[misc]
        fault("webhook_drop", id_instance=VAKE, count=1)
        vake_phone(phone, "Is there a crib?", timestamp=now - 900)

        def is_found() -> bool:
            connection.execute(DUE, (VAKE,))
            return connection.execute(FOUND, (VAKE,)).fetchone() == (1,)

        # The timetable looks for due checks once a minute.
        until_sync(is_found, within_s=300)
    page = delivery(open_inbox(MANAGER))

    meter = page.locator("[data-meter]")
    expect(meter).to_contain_text("1 missing of", timeout=NEXT_TICK_MS)
    expect(meter).to_contain_text("1 brought in")
    meter.get_by_role("button", name="Checks").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 missing, 1 brought in")
    go_to(page, "/")
    expect(page.locator("[data-row]").filter(has_text="Gala Gap")).to_be_visible()


def test_a_yellow_card_shows_within_a_minute_with_what_waits_and_what_is_held(
    open_inbox: OpenInbox, vake_phone: Callable[..., None], simulator: httpx.Client
) -> None:
    """What it means; that an answer waits; and afterwards a trigger's message, with the reason."""
    page = delivery(open_inbox(MANAGER))
    number = page.locator("[data-health]")
    state = {"id_instance": VAKE, "state": "yellowCard"}
    simulator.post("/control/instance-state", json=state).raise_for_status()
    expect(number).to_contain_text("It has a yellow card from WhatsApp")
    expect(page.locator("[data-dependency=whatsapp]")).to_have_attribute("data-condition", "down")
    go_to(page, "/")
    page.locator("[data-row]").first.click()
    page.locator("#composer").fill("We are looking after it.")
    page.keyboard.press("Enter")
    reply = page.locator("[data-message]").filter(has_text="We are looking after it.")
    expect(reply.locator("[data-tick=queued]")).to_be_visible()
    delivery(page)
    expect(number).to_contain_text("Answers, oldest")

    state = {"id_instance": VAKE, "state": "authorized"}
    simulator.post("/control/instance-state", json=state).raise_for_status()
    expect(number).to_contain_text("Spared until")
    vake_phone(Phone(simulator, "Tea Taxi"), "Can you call me a taxi?")
    held = number.locator("[data-held]")
    expect(held).to_contain_text("Useful messages: 1")
    expect(held).to_contain_text("this number recovers from a warning of WhatsApp")
