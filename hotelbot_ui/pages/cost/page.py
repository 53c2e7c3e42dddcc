"""What the AI costs, by day and by purpose, and what it may cost."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.ai_calls.schemas import DayCost, PurposeCost
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.privacy_views import AI_BUDGET, AI_BUDGET_ERROR, COST
from hotelbot_ui.browser.views import SESSION
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field
from hotelbot_ui.components.figure import figure
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import privacy_copy
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import said

HEAD = "py-2 ps-4 text-end text-12 font-medium text-faint first:ps-0 first:text-start"
CELL = "border-t border-line py-2 ps-4 text-end align-top first:ps-0 first:text-start"
ON_A_DESK = "max-tablet:hidden"
"""Columns of tokens: on a phone the money has to be seen without a push to the side."""
TOKENS = ("Asked", "Reused", "Answered")


def cost_page() -> rx.Component:
    return page(
        "settings",
        "What the AI costs",
        "The sum of the records of calls, by the hotel's clock and the vendor's price table.",
        el.div(
            _limits(),
            part(
                COST,
                el.div(_figures(), _purposes(), _days(), class_name="flex flex-col gap-12"),
                nothing=faces.empty(
                    "wallet", "Nothing was spent", "A line appears with the first question."
                ),
                read="loadMeter",
                rows=4,
            ),
            class_name="flex flex-col gap-12 pb-12",
        ),
        actions=(link_button("Settings", routes.SETTINGS, glyph="arrow-left"),),
        starts=("loadCost",),
    )


def _limits() -> rx.Component:
    locked = ~may(Permission.SETTINGS_WRITE.value)
    return section(
        "Budget",
        "At the limit the AI is not asked: moods are judged by words, people answer, and each "
        "guest is told that a colleague will. It begins anew at midnight, or with the month.",
        rx.cond(
            AI_BUDGET,
            el.div(
                el.dl(
                    figure("Today", usd(AI_BUDGET.today_usd), "Since midnight of the hotel."),
                    figure(
                        "This month", usd(AI_BUDGET.this_month_usd), "Since the first of the month."
                    ),
                    custom_attrs={"data-spent": "true"},
                    class_name="flex gap-10",
                ),
                el.form(
                    _limit("day_usd", "USD a day", AI_BUDGET.day_usd, locked),
                    _limit("month_usd", "USD a month", AI_BUDGET.month_usd, locked),
                    rx.cond(
                        ~locked,
                        button(
                            "Save",
                            variant="primary",
                            type="submit",
                            disabled=COST.busy,
                            class_name="justify-self-start",
                        ),
                    ),
                    key=f"{AI_BUDGET.day_usd} {AI_BUDGET.month_usd}",
                    custom_attrs={"onSubmitCapture": raw("onAiBudget")},
                    class_name="mt-5 grid max-w-120 gap-4 tablet:grid-cols-2",
                ),
            ),
            rx.cond(
                AI_BUDGET_ERROR,
                faces.failed(AI_BUDGET_ERROR, do("loadBudget")),
                faces.loading_rows(2),
            ),
        ),
        action=el.fragment(),
    )


def _limit(name: str, label: str, held: rx.Var, locked: rx.Var[bool]) -> rx.Component:
    return field(
        name,
        label,
        reads_as="number",
        type="number",
        min=0.01,
        step="any",
        default_value=rx.cond(held, held.to(str), ""),
        hint="Empty: no limit.",
        disabled=locked,
    )


def usd(amount: rx.Var) -> rx.Var[str]:
    return ask("act.usd", amount, kind=str)


def _count(number: rx.Var) -> rx.Var[str]:
    return ask("act.figure", number, kind=str)


def _figures() -> rx.Component:
    return el.div(
        el.dl(
            figure("Last 31 days", usd(COST.cost_usd), "With today."),
            figure("Calls", _count(COST.calls), "Also those that failed."),
            figure("Tokens", _count(COST.tokens), "Of questions and of answers."),
            class_name="grid grid-cols-2 gap-4 tablet:grid-cols-4",
            custom_attrs={"data-meter": "total"},
        ),
        rx.cond(
            COST.unpriced > 0,
            el.p(
                icon("circle-help", "small"),
                f"Calls without a known cost: {COST.unpriced}. They failed without a count, or "
                "their model is in no price table, and are not in the sum.",
                class_name="mt-3 flex gap-2 text-13 text-warning-text",
            ),
        ),
    )


def _purposes() -> rx.Component:
    return section(
        "By purpose",
        "What the AI was asked for. Words that the vendor had kept from before cost a fraction.",
        _table(
            ("Purpose", "Calls", "Failed", *TOKENS, "USD"),
            el.tbody(rx.foreach(COST.purposes, _purpose)),
        ),
        action=link_button(
            "CSV", ask("act.costFile", SESSION.hotel.id), glyph="download", saves=True
        ),
    )


def _table(heads: tuple[str, ...], body: rx.Component) -> rx.Component:
    return el.div(
        el.table(
            el.thead(el.tr(*[_head(head) for head in heads])),
            body,
            class_name="w-full text-14 figures tablet:min-w-120",
        ),
        class_name="overflow-x-auto",
        custom_attrs={"tabIndex": "0"},
    )


def _head(words: str) -> rx.Component:
    shown = ON_A_DESK if words in TOKENS else ""
    return el.th(words, scope="col", class_name=f"{HEAD} {shown}")


def _purpose(one: rx.Var[PurposeCost]) -> rx.Component:
    return el.tr(
        el.td(said(privacy_copy.TASKS, one.task), class_name=CELL),
        el.td(_count(one.calls), class_name=CELL),
        el.td(_count(one.failed), class_name=CELL),
        *[
            el.td(_count(tokens), class_name=f"{CELL} {ON_A_DESK}")
            for tokens in (one.prompt_tokens, one.cached_tokens, one.completion_tokens)
        ],
        el.td(usd(one.cost_usd), class_name=CELL),
        key=one.task,
        custom_attrs={"data-purpose": one.task},
    )


def _days() -> rx.Component:
    return section(
        "By day",
        "By the hotel's clock, newest first; a day without a call is left out.",
        _table(
            ("Day", "Calls", "Tokens", "USD"),
            el.tbody(rx.foreach(COST["items"], _day)),
        ),
        action=el.fragment(),
    )


def _day(one: rx.Var[DayCost]) -> rx.Component:
    return el.tr(
        el.td(ask("act.holidayDay", one.day, kind=str), class_name=CELL),
        el.td(_count(one.calls), class_name=CELL),
        el.td(_count(one.tokens), class_name=CELL),
        el.td(usd(one.cost_usd), class_name=CELL),
        key=one.day,
    )
