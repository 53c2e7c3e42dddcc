"""What one person feels in Chromium: measured inside the page, by the frames it paints."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

SCROLL_STEPS, STEP_PX = 240, 120
OPENED, TYPED = 25, 80
FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => {
    window.frames_.push(now - last);
    last = now;
    window.counting_ = requestAnimationFrame(tick);
  };
  window.counting_ = requestAnimationFrame(tick);
}"""
FRAMES_END = "() => { cancelAnimationFrame(window.counting_); return window.frames_.slice(1); }"
# From the click until the thread's words were painted: the frame after the one that drew them.
OPENING = """() => {
  window.opened_ = [];
  let began = 0;
  let before = null;
  const first = () => document.querySelector("[data-thread] [data-message]");
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-row]")) return;
    began = event.timeStamp;
    before = first();
    const look = () => {
      const there = first();
      if (!there || there === before) return requestAnimationFrame(look);
      return requestAnimationFrame((now) => window.opened_.push(now - began));
    };
    requestAnimationFrame(look);
  }, true);
}"""
TYPING = """() => {
  window.typed_ = [];
  document.getElementById("composer").addEventListener("beforeinput", (event) => {
    requestAnimationFrame(() => window.typed_.push(performance.now() - event.timeStamp));
  });
}"""
LONG = """() => {
  window.long_ = 0;
  const watch = new PerformanceObserver((found) => { window.long_ += found.getEntries().length; });
  watch.observe({ type: "longtask" });
}"""
SCRIPTS_KB = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024"""


@dataclass(frozen=True, slots=True)
class Felt:
    first_rows_s: Sequence[float]
    """From the click on the sign-in button until rows are in the list."""
    frames_ms: Sequence[float]
    rows: int
    """In the list when it was scrolled to its end."""
    long_tasks: int
    """Of more than 50 ms while it was scrolled."""
    nodes: int
    """Elements below the list while it was scrolled."""
    opened_ms: Sequence[float]
    typed_ms: Sequence[float]
    scripts_kb: float


def feel(browser: Browser, url: str, *, email: str, password: str) -> Felt:
    firsts, page = [], None
    for _ in range(3):
        # A browser that was never here: nothing is in its cache.
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        firsts.append(_sign_in(page, url, email, password))
    assert page is not None
    scripts = float(page.evaluate(SCRIPTS_KB))
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'")
    opened = _open_some(page)
    typed = _type(page)
    scrolled = _scroll(page)
    return Felt(firsts, *scrolled, opened, typed, scripts)


def _sign_in(page: Page, url: str, email: str, password: str) -> float:
    page.goto(f"{url}/login")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    page.wait_for_load_state("networkidle")
    began = time.perf_counter()
    page.locator("[name=password]").press("Enter")
    page.locator("[data-row]").first.wait_for()
    return time.perf_counter() - began


def _open_some(page: Page) -> list[float]:
    page.evaluate(OPENING)
    for number in range(OPENED):
        page.locator("[data-row]").nth(number % 8).click()
        page.wait_for_function("n => window.opened_.length === n", arg=number + 1)
    return [float(took) for took in page.evaluate("() => window.opened_")]


def _type(page: Page) -> list[float]:
    page.locator("#composer").click()
    page.evaluate(TYPING)
    page.keyboard.type("We bring them to your room at once. " * 3, delay=30)
    page.wait_for_function("n => window.typed_.length >= n", arg=TYPED)
    return [float(took) for took in page.evaluate("() => window.typed_")]


def _scroll(page: Page) -> tuple[list[float], int, int, int]:
    """Down to where all pages have come, then all the way up and down again."""
    box = page.locator("#rows")
    box.hover()
    while True:
        before = box.evaluate("e => { e.scrollTop = e.scrollHeight; return e.scrollHeight; }")
        page.wait_for_timeout(400)
        if before == box.evaluate("e => e.scrollHeight"):
            break
    rows = int(page.locator("[aria-posinset]").last.get_attribute("aria-setsize") or 0)
    box.evaluate("e => { e.scrollTop = 0; }")
    page.evaluate(LONG)
    page.evaluate(FRAMES)
    nodes = 0
    for step in range(SCROLL_STEPS):
        page.mouse.wheel(0, STEP_PX if step < SCROLL_STEPS / 2 else -STEP_PX)
        if step % 20 == 0:
            nodes = max(nodes, box.evaluate("e => e.getElementsByTagName('*').length"))
    frames = [float(took) for took in page.evaluate(FRAMES_END)]
    return frames, rows, int(page.evaluate("() => window.long_")), nodes
