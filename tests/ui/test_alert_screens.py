"""The screens about alerts: in the language of whoever looks, and on a phone."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import sign_in

pytestmark = pytest.mark.browser

ALERT: dict[str, Any] = {
    "kind": "complaint", "conversation_id": None, "message_id": None, "guest_name": "Wei Zhang",
    "status": "open", "created_at": "2026-11-25T18:00:00Z", "verdict": None, "handled_by": None,
    "handled_at": None, "climb_at": None, "steps": [],
}  # fmt: skip
COMPLAINT: dict[str, Any] = {
    "id": "00000000-0000-7000-8000-00000000d001", "state": "open", "source": "mood",
    "conversation_id": "00000000-0000-7000-8000-00000000d002", "guest_name": "Wei Zhang",
    "room": None, "owner_id": None, "owner_name": "", "owned_at": None, "acted_at": None,
    "asked_at": None, "closed_at": None, "closed_by": "", "closing": None, "closing_reason": "",
}  # fmt: skip


@pytest.fixture
def german(context: BrowserContext) -> Page:
    context.add_init_script("localStorage.setItem('language', 'de')")
    sign_in(context)
    return context.new_page()


def held(page: Page, what: str, *items: dict[str, Any]) -> None:
    """These are all there is of it."""
    answer = {"items": items, "next_cursor": None}
    page.route(re.compile(rf"/hotels/[^/]+/{what}(\?|$)"), lambda route: route.fulfill(json=answer))


def test_an_alert_says_why_in_the_persons_language(german: Page) -> None:
    """Without the code that is for the log; words of the hotel's own stay as they were written."""
    reasons = (
        "A notification of WhatsApp could not be read (not_json).",
        "What the guest was promised is due at 12:30.",
        "Ask for the room of Mia (vip)",
    )
    held(german, "alerts", *({**ALERT, "id": n, "reason": why} for n, why in enumerate(reasons)))
    german.goto("/alerts")

    entries = german.locator("[data-alert]")
    expect(entries.nth(0)).to_contain_text("Eine Meldung von WhatsApp konnte nicht gelesen werden.")
    expect(entries.nth(1)).to_contain_text("Was dem Gast zugesagt wurde, ist um 12:30 fällig.")
    expect(entries.nth(2)).to_contain_text("Ask for the room of Mia (vip)")
    expect(german.locator("main")).not_to_contain_text("not_json")


def test_a_complaint_that_has_just_come_says_so_in_every_language(german: Page) -> None:
    """And not for how long it is open."""
    # Still new where a full machine takes a minute to draw it.
    opened_at = datetime.now(UTC) + timedelta(minutes=10)
    held(german, "complaints", {**COMPLAINT, "opened_at": opened_at.isoformat()})
    german.goto("/alerts/recovery")

    expect(german.locator("[data-complaint]")).to_contain_text("gerade eröffnet")


def test_on_a_phone_the_part_that_is_open_is_in_sight(german: Page) -> None:
    """Its name stands beside the others, though not all of them fit."""
    german.set_viewport_size({"width": 390, "height": 844})
    german.goto("/alerts/calibration")

    parts = german.get_by_role("navigation", name="Hinweise")
    expect(parts.locator("[aria-current=page]")).to_be_in_viewport(ratio=1)
