"""The AI's budget is used up: said above every screen for as long as it is so."""

import reflex as rx

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock
from hotelbot_ui.browser.privacy_views import AI_BUDGET
from hotelbot_ui.components.icon import icon


def budget_banner() -> rx.Component:
    over = clock("past", AI_BUDGET.ends_at, kind=bool)
    return rx.cond(
        AI_BUDGET.reached & ~over,
        el.div(
            icon("wallet", class_name="mt-0.5"),
            el.p(
                rx.cond(
                    AI_BUDGET.reached == "month",
                    "The AI's budget for this month is used up.",
                    "The AI's budget for today is used up.",
                ),
                " ",
                el.span(
                    "People answer every guest until ", clock("moment", AI_BUDGET.ends_at), "."
                ),
                " ",
                el.a("Cost and budget", href=routes.COST, class_name="font-medium underline"),
                class_name="text-pretty",
            ),
            role="status",
            custom_attrs={"data-budget-notice": AI_BUDGET.reached},
            class_name=(
                "flex gap-2 border-b border-warning-line bg-warning-soft px-4 py-2 text-13 "
                "text-warning-text"
            ),
        ),
    )
