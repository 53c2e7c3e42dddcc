"""The checks behind the completeness figure: each stretch of a number's journals, latest first."""

import reflex as rx

from backend.features.completeness.schemas import CheckView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, put
from hotelbot_ui.browser.delivery_views import CHECKS
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components import faces
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.layouts.part import more, part


def checks_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "checks",
        sheet(
            "Checks of " + CHECKS.name,
            el.div(
                el.p(
                    "Every ten minutes WhatsApp's journals are compared with what reached us. "
                    "What had not is brought in.",
                    rx.cond(
                        CHECKS.next_check_at,
                        el.span(
                            " Next at ",
                            clock("moment", CHECKS.next_check_at),
                            ".",
                            class_name="figures",
                        ),
                    ),
                    class_name="mb-4 text-13 text-faint",
                ),
                part(
                    CHECKS,
                    el.div(
                        el.ul(rx.foreach(CHECKS["items"], _row), class_name="border-t border-line"),
                        more(CHECKS, "moreChecks"),
                    ),
                    nothing=faces.empty(
                        "history", "No check yet", "The first one comes within ten minutes."
                    ),
                    read="loadChecks",
                    rows=5,
                ),
                class_name="px-6 pb-8",
            ),
            on_close=put("sheet", None),
        ),
    )


def _row(check: rx.Var[CheckView]) -> rx.Component:
    return el.li(
        el.span(
            clock("moment", check.window_start),
            " to ",
            clock("time", check.window_end),
            class_name="text-14",
        ),
        el.span(
            rx.cond(
                check.missing > 0,
                el.span(
                    ask("act.figure", check.missing),
                    " missing, ",
                    ask("act.figure", check.filled),
                    " brought in",
                    class_name="text-warning-text",
                ),
                el.span("0 missing", class_name="text-faint"),
            ),
            el.span(" of ", ask("act.figure", check.expected), class_name="text-faint"),
            class_name="ms-auto text-13",
        ),
        key=check.id,
        class_name="flex flex-wrap gap-x-4 border-b border-line py-2.5 figures last:border-b-0",
    )
