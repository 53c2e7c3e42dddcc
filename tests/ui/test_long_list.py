"""Five hundred open conversations: few are drawn, and nobody notices."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.browser
ROWS = 500
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
IN_SIGHT = """id => {
  const row = document.querySelector(`[data-row="${id}"]`)?.getBoundingClientRect();
  const box = document.getElementById("rows").getBoundingClientRect();
  return Boolean(row) && row.top >= box.top - 1 && row.bottom <= box.bottom + 1;
}"""
PLACE = (
    """id => Math.round(document.querySelector(`[data-row="${id}"]`).getBoundingClientRect().top)"""
)


def _id(number: int) -> str:
    return str(UUID(int=number + 1000))


class Many:
    """Every answer of the list is made longer than the fake's: these guests, the first on top."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.guests = list(range(ROWS))

    def answer(self, route: Route) -> None:
        few = route.fetch().json()["items"]
        rows = [self._row(few[guest % len(few)], guest, at) for at, guest in enumerate(self.guests)]
        route.fulfill(json={"items": rows, "next_cursor": None})

    def _row(self, like: dict[str, Any], guest: int, at: int) -> dict[str, Any]:
        return {
            **like,
            "id": _id(guest),
            "last_message_at": (NOW - timedelta(minutes=at)).isoformat(),
            "guest": {**like["guest"], "name": f"Guest {guest}"},
        }

    def read_again(self) -> None:
        with self.page.expect_response("**/conversations?*"):
            self.page.evaluate("() => window.dispatchEvent(new Event('online'))")

    def row(self, guest: int) -> Locator:
        return self.page.locator(f'[data-row="{_id(guest)}"]')

    def scroll(self, top: int) -> None:
        self.page.locator("#rows").evaluate("(e, top) => { e.scrollTop = top; }", top)

    def scrolled(self) -> int:
        return round(float(self.page.locator("#rows").evaluate("e => e.scrollTop")))

    def in_sight(self) -> int:
        """A guest whose row is seen whole, in the middle of the list."""
        found = self.page.evaluate(
            "() => { const box = document.getElementById('rows').getBoundingClientRect();"
            " return document.elementFromPoint(box.left + 40, box.top + box.height / 2)"
            ".closest('[data-line]').dataset.line; }"
        )
        return UUID(found).int - 1000


@pytest.fixture
def many(page: Page) -> Iterator[Many]:
    many = Many(page)
    page.route("**/conversations?*", many.answer)
    page.reload()
    expect(many.row(0)).to_be_visible()
    yield many
    page.unroute_all(behavior="wait")


def test_only_rows_near_what_is_seen_are_in_the_page(many: Many) -> None:
    """Wherever the list stands its rows are there, and each says which of 500 it is."""
    box = many.page.locator("#rows")
    height = box.evaluate("e => e.scrollHeight")
    for share in (0.5, 1, 0):
        box.evaluate("(e, share) => { e.scrollTop = e.scrollHeight * share; }", share)
        number = int(share * (ROWS - 1))
        row = many.page.locator(f'[role=listitem][aria-posinset="{number + 1}"]')
        expect(row).to_be_attached()
        expect(row).to_have_attribute("aria-setsize", str(ROWS))
        assert many.page.locator("[data-row]").count() < 60

    assert abs(box.evaluate("e => e.scrollHeight") - height) < height / 10


def test_the_keys_bring_the_next_row_into_sight(many: Many) -> None:
    """Rows that were not drawn a moment ago too, down and up again."""
    for number in range(40):
        many.page.keyboard.press("j")
        expect(many.row(number)).to_have_attribute("aria-current", "true")
    many.page.wait_for_function(IN_SIGHT, arg=_id(39))
    for _ in range(39):
        many.page.keyboard.press("k")
    many.page.wait_for_function(IN_SIGHT, arg=_id(0))


def test_arrows_go_from_row_to_row_and_tab_leaves_the_list(many: Many) -> None:
    """One row is on the way of Tab; Home and End reach both ends of the list, Enter opens."""
    many.row(0).focus()
    for number in range(1, 30):
        many.page.keyboard.press("ArrowDown")
        expect(many.row(number)).to_be_focused()
    many.page.wait_for_function(IN_SIGHT, arg=_id(29))
    many.page.keyboard.press("End")
    expect(many.row(ROWS - 1)).to_be_focused()
    many.page.wait_for_function(IN_SIGHT, arg=_id(ROWS - 1))
    many.page.keyboard.press("ArrowUp")
    many.page.keyboard.press("Enter")
    expect(many.row(ROWS - 2)).to_have_attribute("aria-current", "true")
    many.page.keyboard.press("Home")
    expect(many.row(0)).to_be_focused()
    many.page.keyboard.press("Tab")
    expect(many.page.locator(f'[data-pick="{_id(0)}"]')).to_be_focused()
    many.page.keyboard.press("Tab")

    assert not many.page.evaluate(
        "() => document.getElementById('rows').contains(document.activeElement)"
    )


def test_the_keyboard_stays_where_it_was_when_its_row_is_scrolled_away(many: Many) -> None:
    """Focus is never thrown back to the top of the page."""
    many.row(2).focus()
    many.scroll(20_000)
    expect(many.page.locator('[aria-posinset="228"]')).to_be_attached()

    expect(many.row(2)).to_be_focused()


def test_the_keyboard_goes_on_with_the_next_row_when_its_row_leaves(many: Many) -> None:
    """A colleague resolved it: the row that took its place has the keyboard."""
    many.row(3).focus()
    many.page.locator("#rows").dispatch_event("focusout")
    many.guests.remove(3)
    many.read_again()
    expect(many.row(3)).to_have_count(0)

    expect(many.row(4)).to_be_focused()


def test_what_is_read_stays_where_it_is_when_rows_come_and_go_above_it(many: Many) -> None:
    """Three guests write and two conversations are resolved above; not a pixel moves."""
    many.scroll(9_000)
    expect(many.page.locator('[aria-posinset="110"]')).to_be_attached()
    guest = many.in_sight()
    before = many.page.evaluate(PLACE, _id(guest))
    many.guests = [900, 901, 902, *(one for one in many.guests if one not in {7, 90})]
    many.read_again()
    at = str(many.guests.index(guest) + 1)
    row = many.page.locator(f'[data-line="{_id(guest)}"]')
    expect(row).to_have_attribute("aria-posinset", at)

    assert many.page.evaluate(PLACE, _id(guest)) == before


def test_the_list_is_found_as_it_was_left(many: Many) -> None:
    """After a search, and on a phone after a conversation."""
    many.scroll(9_000)
    expect(many.page.locator('[aria-posinset="110"]')).to_be_attached()
    left = many.scrolled()
    search = many.page.locator("#search")
    search.fill("towel")
    expect(many.page.locator("#rows")).to_have_count(0)
    search.fill("")
    expect(many.page.locator("#rows")).to_be_visible()
    assert abs(many.scrolled() - left) <= 1

    many.page.set_viewport_size({"width": 390, "height": 844})
    guest = many.in_sight()
    left = many.scrolled()
    many.row(guest).click()
    expect(many.page.locator("#rows")).to_be_hidden()
    many.page.get_by_role("button", name="Back to the list").click()
    expect(many.row(guest)).to_be_visible()

    assert abs(many.scrolled() - left) <= 1
    many.page.wait_for_function(IN_SIGHT, arg=_id(guest))
