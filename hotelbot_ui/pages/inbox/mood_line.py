"""How the guest's last messages felt: a small line, and the same in words."""

import reflex as rx

from backend.domain.words import MoodLevel
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.browser.live_views import GUEST_MORE

WIDTH, HEIGHT = 240, 40
"""As in browser/moods.js."""


def mood_line() -> rx.Component:
    moods = GUEST_MORE.moods
    return rx.cond(
        moods.length() > 1,
        el.figure(
            el.svg(
                el.svg.line(
                    x1=0, x2=WIDTH, y1=HEIGHT // 2, y2=HEIGHT // 2, class_name="stroke-line"
                ),
                el.svg.polyline(
                    points=ask("act.moodPoints", moods),
                    fill="none",
                    class_name="stroke-quiet [stroke-width:1.5]",
                ),
                rx.foreach(ask("act.moodDots", moods, kind=list[dict[str, str]]), _dot),
                view_box=f"0 0 {WIDTH} {HEIGHT}",
                role="img",
                aria_label=ask("act.moodWords", moods),
                class_name="h-10 w-full",
            ),
            el.figcaption(
                ask("act.moodWords", moods),
                class_name="mt-1 text-12 text-faint figures",
            ),
            custom_attrs={"data-moods": moods.length()},
            class_name="mb-2",
        ),
    )


def _dot(one: rx.Var) -> rx.Component:
    tone = rx.match(
        one["level"],
        (MoodLevel.COMPLAINT.value, "fill-danger"),
        (MoodLevel.NEGATIVE.value, "fill-warning"),
        "fill-quiet",
    )
    return el.svg.circle(cx=one["x"], cy=one["y"], r=3, key=one["key"], class_name=tone)
