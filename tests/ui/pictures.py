"""Pictures of every face of the inbox: `bin/test tests/ui/pictures.py`.

They are written to .data/pictures, by face, width and mode, to be looked at. With HOTELBOT_PICTURES
set to a folder, those of the documentation are written there too, in few colours.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize

from tests.ui.conftest import CHECKOUT, Site, open_conversation, sign_in
from tests.waiting import PATIENT_MS

pytestmark = pytest.mark.browser

FOLDER = CHECKOUT / ".data" / "pictures"
SIZES: dict[int, ViewportSize] = {
    1440: {"width": 1440, "height": 900},
    1024: {"width": 1024, "height": 768},
    390: {"width": 390, "height": 844},
}
MODES = ("light", "dark")
LISTS = "**/conversations?*"
COUNTS = "**/conversations/counts"
IN_DOCS = {
    "full-1440-light", "full-390-dark", "found-1024-light", "right_to_left-1024-dark",
    "unread-1440-dark", "picked-1024-light", "empty-1024-light", "failed-390-light",
}  # fmt: skip
COLOURS = 256


@pytest.fixture(params=[(width, mode) for width in SIZES for mode in MODES], ids=str)
def look(
    request: pytest.FixtureRequest, chromium: Browser, site: Site
) -> Iterator[tuple[BrowserContext, str]]:
    width, mode = request.param
    context = chromium.new_context(
        viewport=SIZES[width], base_url=site.url, color_scheme=mode, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENT_MS)
    sign_in(context)
    yield context, f"{width}-{mode}"
    context.close()


def test_every_face_is_taken(look: tuple[BrowserContext, str], site: Site) -> None:
    """Each from a page of its own, so that none shows what is left of another."""
    context, name = look
    for face, show in FACES.items():
        page = context.new_page()
        show(page, site)
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        page.mouse.move(0, 0)
        keep(page, f"{face}-{name}")
        page.close()


def keep(page: Page, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    folder = os.environ.get("HOTELBOT_PICTURES")
    if folder and name in IN_DOCS:
        few = (
            Image.open(path)
            .convert("RGB")
            .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        few.save(Path(folder) / f"face-{name}.png", optimize=True)


def shown(page: Page) -> None:
    page.goto("/")
    page.locator("[data-row]").first.wait_for()


def conversation(name: str) -> Callable[[Page, Site], None]:
    def show(page: Page, site: Site) -> None:
        shown(page)
        # The last of what stands beside the words.
        with page.expect_response("**/ledger?conversation_id=*"):
            open_conversation(page, site, name)

    return show


def full(page: Page, site: Site) -> None:
    conversation("James O’Connor")(page, site)
    page.locator("#composer").fill("Your driver waits at the exit with a sign")


def empty(page: Page, site: Site) -> None:
    page.route(LISTS, lambda route: route.fulfill(json={"items": [], "next_cursor": None}))
    page.route(COUNTS, lambda route: route.fulfill(json=no_numbers(route)))
    page.goto("/")
    page.locator("[data-filter]").first.wait_for()
    page.wait_for_load_state("networkidle")


def no_numbers(route: Route) -> dict[str, Any]:
    numbers: dict[str, Any] = route.fetch().json()
    return {key: {} if key == "saved" else 0 for key in numbers}


def loading(page: Page, site: Site) -> None:
    page.route(LISTS, lambda route: None)
    page.goto("/")
    page.get_by_role("status", name="Loading").first.wait_for()


def failed(page: Page, site: Site) -> None:
    page.route(LISTS, lambda route: route.fulfill(status=503, json=refusal()))
    page.goto("/")
    page.get_by_text("The list could not be loaded").wait_for()


def failed_thread(page: Page, site: Site) -> None:
    page.route("**/messages*", lambda route: route.fulfill(status=503, json=refusal()))
    shown(page)
    page.locator("[data-row]").first.click()
    page.get_by_role("button", name="Try again").wait_for()


def refusal() -> dict[str, Any]:
    return {"error": {"code": "busy", "message": "Try again in a moment.", "details": None}}


def unread(page: Page, site: Site) -> None:
    """Two hundred guests wrote in the night."""

    def answer(route: Route) -> None:
        few = route.fetch().json()["items"]
        rows = [
            {**few[n % len(few)], "id": f"{n:08}-0000-7000-8000-000000000000", "unread": 1 + n % 4}
            for n in range(200)
        ]
        route.fulfill(json={"items": rows, "next_cursor": None})

    def numbers(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "open": 200, "waiting": 187, "unassigned": 200})

    page.route(LISTS, answer)
    page.route(COUNTS, numbers)
    shown(page)


def picked(page: Page, site: Site) -> None:
    shown(page)
    several = page.get_by_role("button", name="Select several")
    if several.is_visible():
        several.click()
    for number in (0, 1, 3):
        page.locator("[data-pick]").nth(number).click(force=True)


def search_for(words: str) -> Callable[[Page, Site], None]:
    def show(page: Page, site: Site) -> None:
        shown(page)
        page.locator("#search").fill(words)
        page.locator("#found").or_(page.get_by_text("Nothing found")).first.wait_for()

    return show


def offline(page: Page, site: Site) -> None:
    conversation("Wei Zhang")(page, site)
    page.evaluate("() => window.dispatchEvent(new Event('offline'))")


def spoken(language: str) -> Callable[[Page, Site], None]:
    def show(page: Page, site: Site) -> None:
        page.add_init_script(f"localStorage.setItem('language', '{language}')")
        conversation("Wei Zhang")(page, site)

    return show


FACES: dict[str, Callable[[Page, Site], None]] = {
    "full": full,
    "empty": empty,
    "loading": loading,
    "failed": failed,
    "failed_thread": failed_thread,
    "unread": unread,
    "picked": picked,
    "found": search_for("towel"),
    "nothing_found": search_for("zzzz"),
    "long_names": conversation("Lucía Fernández de Córdoba y Álvarez de Toledo"),
    "right_to_left": conversation("محمد الأحمد"),
    "offline": offline,
    "german": spoken("de"),
    "spanish": spoken("es"),
    "russian": spoken("ru"),
}
