"""Who gets in: pages, sockets and the ways out."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.ui.conftest import Site, sign_in
from tests.ui.fake_api import PASSWORD

pytestmark = pytest.mark.browser


def test_without_a_session_every_page_leads_to_the_sign_in(context: BrowserContext) -> None:
    """No page of the house leaves the server for a stranger."""
    page = context.new_page()
    for path in ("/", "/settings", "/admin"):
        page.goto(path)
        assert page.url.rstrip("/").endswith("/login")


def test_signing_in_leads_to_the_inbox(context: BrowserContext) -> None:
    """E-mail, password, rows."""
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("E-mail").fill("maria@marina.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("E-mail or password is wrong.").wait_for()
    page.get_by_label("Password").fill("slow")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Try again in 4 minutes.").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("[data-row]")


def test_signing_out_in_one_tab_ends_the_other(context: BrowserContext) -> None:
    """Sockets of an ended session are closed, and the page leaves."""
    sign_in(context)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto("/")
        page.wait_for_selector("[data-row]")
        page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
    first.locator("[data-account]").click()
    first.get_by_role("button", name="Sign out").click()
    first.wait_for_url("**/login**")
    second.wait_for_url("**/login**")


def test_a_copied_tab_token_opens_no_socket_for_somebody_else(
    context: BrowserContext, site: Site
) -> None:
    """Reflex's token alone is no key: it is bound to the session that used it first."""
    sign_in(context)
    page = context.new_page()
    page.goto("/")
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
    token = page.evaluate("() => sessionStorage.getItem('token')")
    assert refused(site, token=token, origin=site.url)


def test_a_socket_from_elsewhere_is_refused(site: Site) -> None:
    """Another site's page, or no origin at all, gets no socket."""
    assert refused(site, token="a", origin="https://evil.example")
    assert refused(site, token="b", origin=None)
    assert not refused(site, token="c", origin=site.url)


def test_this_machine_under_another_name_leads_to_the_name_that_works(
    context: BrowserContext, site: Site
) -> None:
    """A page opened as 127.0.0.1 would have no live socket: it is opened as localhost instead."""
    page = context.new_page()
    page.goto(site.url.replace("localhost", "127.0.0.1") + "/login")
    assert page.url.startswith(f"{site.url}/login")


def refused(site: Site, *, token: str, origin: str | None) -> bool:
    address = site.url.replace("http", "ws", 1)
    try:
        with connect(f"{address}/_event/?token={token}&transport=websocket&EIO=4", origin=origin):  # type: ignore[arg-type]
            return False
    except InvalidStatus as refusal:
        return refusal.response.status_code == 403


def test_pages_carry_a_policy_without_eval_or_foreign_frames(page: Page, site: Site) -> None:
    """Nothing runs that we did not build, and nobody frames us."""
    answer = page.context.request.get(site.url, headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert page.context.request.post(f"{site.url}/_upload").status == 404


def test_a_viewer_reads_along_and_is_told_so(context: BrowserContext) -> None:
    """A closed composer says why."""
    sign_in(context, "viewer@marina.example")
    page = context.new_page()
    page.goto("/")
    page.locator("[data-row]").first.click()
    page.get_by_text("Your role reads along.").wait_for()
    expect(page.locator("#composer")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1024, 1440, 1920])
def test_no_screen_scrolls_sideways(chromium: Browser, site: Site, width: int) -> None:
    """Every layout fits its width."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=site.url)
    sign_in(context)
    page = context.new_page()
    for path in ("/", "/knowledge", "/templates", "/triggers", "/settings", "/alerts"):
        page.goto(path)
        page.wait_for_selector("[data-page]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
