"""Five hundred open conversations: few are drawn, and nobody notices."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
ROWS = 500
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
IN_SIGHT = """id => {
  const row = document.querySelector(`[data-row="${id}"]`)?.getBoundingClientRect();
  const box = document.getElementById("rows").getBoundingClientRect();
  return Boolean(row) && row.top >= box.top - 1 && row.bottom <= box.bottom + 1;
}"""


def _id(number: int) -> str:
    return str(UUID(int=number + 1))


@pytest.fixture
def long_list(page: Page) -> Page:
    """Every answer of the list is made longer than the fake's."""

    def answer(route: Route) -> None:
        few = route.fetch().json()["items"]
        rows = [
            {
                **few[number % len(few)],
                "id": _id(number),
                "last_message_at": (NOW - timedelta(minutes=number)).isoformat(),
                "guest": {**few[number % len(few)]["guest"], "name": f"Guest {number}"},
            }
            for number in range(ROWS)
        ]
        route.fulfill(json={"items": rows, "next_cursor": None})

    page.route("**/conversations?*", answer)
    page.reload()
    expect(page.locator(f'[data-row="{_id(0)}"]')).to_be_visible()
    return page


def test_only_rows_near_what_is_seen_are_in_the_page(long_list: Page) -> None:
    """Wherever the list stands its rows are there, and each says which of 500 it is."""
    box = long_list.locator("#rows")
    height = box.evaluate("e => e.scrollHeight")
    for share in (0.5, 1, 0):
        box.evaluate("(e, share) => { e.scrollTop = e.scrollHeight * share; }", share)
        number = int(share * (ROWS - 1))
        row = long_list.locator(f'[role=listitem][aria-posinset="{number + 1}"]')
        expect(row).to_be_attached()
        expect(row).to_have_attribute("aria-setsize", str(ROWS))
        assert long_list.locator("[data-row]").count() < 60

    assert abs(box.evaluate("e => e.scrollHeight") - height) < height / 10


def test_the_keys_bring_the_next_row_into_sight(long_list: Page) -> None:
    """Rows that were not drawn a moment ago too, down and up again."""
    for number in range(40):
        long_list.keyboard.press("j")
        expect(long_list.locator(f'[data-row="{_id(number)}"]')).to_have_attribute(
            "aria-current", "true"
        )
    long_list.wait_for_function(IN_SIGHT, arg=_id(39))
    for _ in range(39):
        long_list.keyboard.press("k")
    long_list.wait_for_function(IN_SIGHT, arg=_id(0))


def test_the_keyboard_stays_where_it_was_when_its_row_is_scrolled_away(long_list: Page) -> None:
    """Focus is never thrown back to the top of the page."""
    long_list.locator(f'[data-row="{_id(2)}"]').focus()
    long_list.locator("#rows").evaluate("e => { e.scrollTop = 20000; }")
    expect(long_list.locator('[aria-posinset="200"]')).to_be_attached()

    expect(long_list.locator(f'[data-row="{_id(2)}"]')).to_be_focused()
