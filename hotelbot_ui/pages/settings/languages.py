"""The languages of the person who looks: of the screens, and into which guests are translated."""

from typing import get_args

import reflex as rx

from backend.domain.translating import Readable
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import LANGUAGES, ask, raw
from hotelbot_ui.browser.views import SESSION
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.layouts.section import section


def languages_section() -> rx.Component:
    return section(
        "Your languages",
        "For you alone, in every browser you sign in with.",
        el.div(
            _choice(
                "screens",
                "Of the screens",
                SESSION.screens,
                "onScreens",
                [
                    el.option("As this browser is set", value="", disabled=True),
                    *[
                        el.option(name, value=code, lang=code, dir="auto")
                        for code, name in LANGUAGES.items()
                    ],
                ],
            ),
            _choice(
                "reads",
                "What guests write is translated into",
                SESSION.reads,
                "onReads",
                [
                    el.option("Nothing, it stays as it came", value=""),
                    *[
                        el.option(ask("act.languageName", code), value=code, dir="auto")
                        for code in get_args(Readable)
                    ],
                ],
                "Replies are put into the guest's language, and you see them before they are sent."
                " Each conversation has its own switch.",
            ),
            class_name="grid gap-4 tablet:grid-cols-2",
        ),
        action=el.fragment(),
        anchor="languages",
    )


def _choice(
    name: str,
    label: str,
    value: rx.Var,
    action: str,
    options: list[rx.Component],
    hint: str = "",
) -> rx.Component:
    return el.div(
        el.label(
            label, html_for=f"own-{name}", class_name="mb-1 block text-13 font-medium text-quiet"
        ),
        el.select(
            *options,
            id=f"own-{name}",
            name=name,
            value=rx.cond(value, value, ""),
            disabled=~SESSION.bool(),
            custom_attrs={"onChange": raw(action)},
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
        el.p(hint, class_name="mt-1 text-12 text-faint") if hint else el.fragment(),
    )
