"""A person who works by the keyboard alone, and sees where they are at every step."""

from playwright.sync_api import Locator, Page

# The field whose frame is lit instead of itself.
FRAMED = "#composer, #palette"
WHERE = """framed => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  const shown = getComputedStyle(here);
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    what: here.outerHTML.slice(0, 200),
    lit: here.matches(framed) || shown.outlineStyle !== "none",
    seen: Boolean(middle) && (here.contains(middle) || middle.contains(here)),
  };
}"""
POINTED = """() => {
  window.pointed = 0;
  addEventListener("pointerdown", () => { window.pointed += 1; }, true);
}"""
MOST_STEPS = 60


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(f"({POINTED})()")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def go_to(self, wanted: Locator, *, by: str = "Tab") -> None:
        """Step by step, and at each step one sees where the keyboard is."""
        wanted.wait_for()
        passed = []
        for _ in range(MOST_STEPS):
            self.page.keyboard.press(by)
            here = self.page.evaluate(WHERE, FRAMED)
            if here is None:
                # Past the last element the browser's own bar has it for one step.
                continue
            passed.append(here["what"])
            assert here["lit"], f"nothing shows that the keyboard is at {here['what']}"
            assert here["seen"], f"something lies over {here['what']}"
            if wanted.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError("not reached by Tab; passed\n" + "\n".join(passed))

    def choose(self, wanted: Locator, option: str) -> None:
        """In a list of choices, by the first letters of what is wanted."""
        self.go_to(wanted)
        self.page.keyboard.type(option[:3], delay=20)

    def pointed(self) -> int:
        return int(self.page.evaluate("() => window.pointed"))
