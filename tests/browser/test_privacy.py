"""What left the building, what it cost and how a guest goes for good, on the running product."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AGENT, LIVE_MS, MANAGER, Phone, go_to, row_of
from tests.browser.test_delivery import owner
from tests.browser.test_inbox_work import api
from tests.fixtures.stack import Stack
from tests.waiting import until_sync

pytestmark = pytest.mark.browser

OpenInbox = Callable[[str], Page]
MakePhone = Callable[[str], Phone]
SMALLEST_USD = "0.01"
DEAR_CALL = """
insert into ai_call (hotel_id, task, model, outcome, started_at, duration_ms, prompt_tokens,
  cached_tokens, completion_tokens, payload_sha256, cost_usd)
values (%s, 'translate', 'deepseek-flash', 'ok', clock_timestamp(), 1, 1, 0, 1, '', 0.02)
"""
FORGET_IT = "delete from ai_call where hotel_id = %s and duration_ms = 1 and cost_usd = 0.02"


def opened(page: Page, guest: Phone, text: str) -> None:
    """Answered, and open on the page with its panel."""
    guest.write(text)
    guest.await_answer()
    row_of(page, guest.name).click()
    expect(page.locator("[data-message][data-author=ai]").first).to_be_visible(timeout=LIVE_MS)


def budget_of(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = api(page, "GET", "/ai-budget")
    return found


@contextmanager
def spent(stack: Stack, hotel_id: str) -> Iterator[None]:
    """More than the smallest limit; other tests use the same hotel."""
    with owner(stack) as connection:
        connection.execute(DEAR_CALL, (hotel_id,))
        try:
            yield
        finally:
            connection.execute(FORGET_IT, (hotel_id,))


def hotel_of(page: Page) -> str:
    return str(page.request.get("/api/v1/session").json()["hotel"]["id"])


def save_limit(page: Page, usd: str) -> None:
    page.get_by_label("USD a month").fill(usd)
    page.get_by_role("button", name="Save", exact=True).click()


def test_what_the_ai_was_told_is_shown_and_anybody_can_compute_its_hash(
    open_inbox: OpenInbox, make_phone: MakePhone
) -> None:
    """From the guest's panel; neither the number nor the name that was written is in it."""
    page = open_inbox(MANAGER)
    guest = make_phone("Paula Privat")
    opened(page, guest, "My name is Paula Privat, +49 171 5550199. When is breakfast?")
    page.get_by_role("link", name="What left the building").click()

    asked = page.locator("[data-disclosure=model]").first
    expect(asked.locator("[data-mark=equal]")).to_be_visible(timeout=LIVE_MS)
    asked.get_by_text("The words that were sent").click()
    words = asked.locator("[data-payload]")
    expect(words).to_contain_text("When is breakfast?")
    said = words.text_content() or ""
    assert "5550199" not in said
    assert "Privat" not in said

    asked.get_by_text("Hashes", exact=True).click()
    first, whole = (text.split(": ")[1] for text in asked.locator("code").all_text_contents())
    assert hashlib.sha256(f"{first}\n{said}".encode()).hexdigest() == whole
    expect(page.locator("[data-disclosure=message]").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="As a file").click()
    assert "When is breakfast?" in download.value.path().read_text()


def test_at_the_limit_every_screen_says_so_and_a_person_is_called(
    open_inbox: OpenInbox, make_phone: MakePhone, stack: Stack
) -> None:
    """Set on the page with what was spent; without it the next guest is answered again."""
    manager, agent = open_inbox(MANAGER), open_inbox(AGENT)
    notice = agent.locator("[data-budget-notice=month]")
    with spent(stack, hotel_of(manager)):
        go_to(manager, "/cost")
        expect(manager.locator("[data-purpose=translate]")).to_be_visible(timeout=LIVE_MS)
        with manager.expect_download() as download:
            manager.get_by_role("link", name="CSV").click()
        assert ",translate,1," in download.value.path().read_text()
        try:
            save_limit(manager, SMALLEST_USD)
            expect(notice).to_be_visible(timeout=LIVE_MS)
            expect(manager.locator("[data-budget-notice=month]")).to_be_visible()
            assert budget_of(manager)["this_month_usd"] >= 0.02
            guest = make_phone("Bodo Budget")
            guest.write("When is breakfast?")
            assert "colleague" in guest.await_answer()
        finally:
            save_limit(manager, "")
        expect(notice).to_have_count(0, timeout=LIVE_MS)

    assert budget_of(manager)["reached"] is None
    another = make_phone("Frida Free")
    another.write("When is breakfast?")
    assert "6:30" in another.await_answer()


def test_a_guest_goes_for_good_with_a_reason(
    open_inbox: OpenInbox, make_phone: MakePhone, stack: Stack
) -> None:
    """From the panel; the row leaves the list and the number is in no table. A colleague who reads
    along is told, and reads nothing any longer."""
    page, colleague = open_inbox(MANAGER), open_inbox(AGENT)
    guest = make_phone("Gerda Gone")
    opened(page, guest, "Hello, what time is breakfast?")
    row_of(colleague, guest.name).click()
    expect(colleague.locator("[data-message]").first).to_be_visible(timeout=LIVE_MS)
    page.get_by_role("button", name="Delete this guest").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").select_option(label="The guest asked for it")
    with owner(stack) as connection:
        assert rows_of(connection, guest)
        until_sync(lambda: is_sent(connection, guest))
        dialog.get_by_role("button", name="Delete for good").click()

        expect(colleague.get_by_text("This guest was deleted for good")).to_be_visible(
            timeout=LIVE_MS
        )
        until_sync(lambda: not rows_of(connection, guest))
    expect(colleague.locator("[data-message]")).to_have_count(0)
    expect(row_of(colleague, guest.name)).to_have_count(0)
    expect(page.get_by_text("The guest was deleted for good")).to_be_visible(timeout=LIVE_MS)
    page.locator("[data-row]").first.wait_for()
    expect(row_of(page, guest.name)).to_have_count(0)


def rows_of(connection: psycopg.Connection, guest: Phone) -> int:
    query = "select count(*) from conversation where chat_id like %s"
    row = connection.execute(query, (f"{guest.number}%",)).fetchone()
    assert row is not None
    return int(row[0])


def is_sent(connection: psycopg.Connection, guest: Phone) -> bool:
    query = """
select not exists (select 1 from outbox o join conversation c
  on c.hotel_id = o.hotel_id and c.id = o.conversation_id
  where c.chat_id like %s and o.state in ('queued', 'sending'))"""
    row = connection.execute(query, (f"{guest.number}%",)).fetchone()
    return row is not None and bool(row[0])
