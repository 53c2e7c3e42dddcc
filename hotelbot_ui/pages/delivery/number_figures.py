"""The figures of a number, each with its definition."""

import reflex as rx

from backend.features.channels.schemas import Completeness
from backend.features.number_health.schemas import CountsView, HeldView, QueueView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.delivery_views import Number
from hotelbot_ui.components.button import text_button
from hotelbot_ui.components.figure import defined, figure
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design.delivery_copy import BUDGETS, CLASSES, HOLDS, MEANINGS, SLOW
from hotelbot_ui.layouts.words import said

NOTE = "mt-0.5 text-12 text-faint text-pretty figures"


def meter(one: rx.Var[Number]) -> rx.Component:
    """Whether everything that guests wrote is here."""
    found = one.meter
    return el.p(
        rx.cond(
            found,
            rx.cond(
                found.missing > 0,
                icon("history", "small", "text-warning-text"),
                icon("circle-check", "small", "text-good-text"),
            ),
            icon("circle-help", "small", "text-faint"),
        ),
        rx.cond(
            found,
            el.fragment(
                el.strong(
                    defined(_share(found), MEANINGS["completeness"]), class_name="font-semibold"
                ),
                rx.cond(
                    found.missing > 0,
                    el.fragment(ask("act.figure", found.filled), " brought in."),
                ),
            ),
            el.say("Not compared with WhatsApp's journals yet."),
        ),
        text_button("Checks", on_click=do("openChecks", one.channel_id, one.name)),
        custom_attrs={"data-meter": one.channel_id},
        class_name="flex flex-wrap items-center gap-x-2 gap-y-1 text-14 figures",
    )


def _share(found: rx.Var[Completeness]) -> rx.Component:
    missing, expected = ask("act.figure", found.missing), ask("act.figure", found.expected)
    return el.fragment(missing, " missing of ", expected, " in 24 h")


def figures(one: rx.Var[Number]) -> rx.Component:
    return el.div(
        el.dl(
            _pace(one),
            _contacts(one),
            _replies(one),
            _waiting(one),
            class_name="grid grid-cols-2 gap-x-6 gap-y-4 desk:grid-cols-4",
        ),
        el.table(
            el.thead(
                el.tr(
                    el.th(el.span("Time", class_name="sr-only"), scope="col"),
                    *[
                        el.th(
                            defined(name, MEANINGS[key]),
                            scope="col",
                            class_name=(
                                "py-1 ps-2 text-end align-bottom text-12 font-regular text-faint "
                                "hyphens-auto wrap-anywhere"
                            ),
                        )
                        for key, name in _COLUMNS
                    ],
                )
            ),
            el.tbody(_counts("Today", one.today), _counts("7 days", one.week)),
            class_name="mt-5 w-full max-w-140 table-fixed text-14 figures",
        ),
    )


_COLUMNS = (
    ("sent", "Sent"),
    ("delivered", "Delivered"),
    ("failed", "Failed"),
    ("no_account", "No WhatsApp"),
)


def _counts(name: str, counts: rx.Var[CountsView]) -> rx.Component:
    return el.tr(
        el.th(name, scope="row", class_name="py-1.5 text-start text-13 font-regular text-quiet"),
        *[
            el.td(ask("act.figure", counts[key]), class_name="py-1.5 text-end font-medium")
            for key, _ in _COLUMNS
        ],
        class_name="border-t border-line",
    )


def _pace(one: rx.Var[Number]) -> rx.Component:
    pace = one.pace
    slow = pace.reasons.length() > 0
    return figure(
        "One message every",
        ask("act.pause", pace.now_ms),
        MEANINGS["pace"],
        el.p(
            rx.cond(
                slow,
                el.fragment(
                    "Set: ",
                    ask("act.pause", pace.configured_ms),
                    ". Slower because ",
                    said(SLOW, pace.reasons[0].to(str)),
                    rx.cond(
                        pace.full_at,
                        el.fragment("; full pace ", clock("moment", pace.full_at)),
                    ),
                    ".",
                ),
                el.say("As set."),
            ),
            class_name=NOTE,
        ),
    )


def _contacts(one: rx.Var[Number]) -> rx.Component:
    budget = one.budget
    return figure(
        "New contacts today",
        el.fragment(ask("act.figure", budget.used), " of ", ask("act.figure", budget.limit)),
        MEANINGS["new_contacts"],
        el.p(
            ask("act.figure", budget.left), " left, ", said(BUDGETS, budget.reason.to(str)), ".",
            class_name=NOTE,
        ),
    )  # fmt: skip


def _replies(one: rx.Var[Number]) -> rx.Component:
    ratio = one.reply_ratio
    return figure(
        "Guests who reply",
        rx.cond(ratio.value.is_none(), "–", ask("act.percent", ratio.value)),
        MEANINGS["replies"],
        el.p(
            ask("act.figure", ratio.answered),
            " of ",
            ask("act.figure", ratio.n),
            " begun in 7 days",
            rx.cond(ratio.value.is_none(), ", too few to say", ""),
            ".",
            class_name=NOTE,
        ),
    )


def _waiting(one: rx.Var[Number]) -> rx.Component:
    return figure(
        "Waiting to leave",
        rx.cond(one.waiting.length() > 0, rx.foreach(one.waiting, _queue), "0"),
        MEANINGS["waiting"],
    )


def _queue(queue: rx.Var[QueueView]) -> rx.Component:
    return el.span(
        ask("act.figure", queue.count),
        el.span(
            " ",
            said(CLASSES, queue.message_class.to(str)),
            ", oldest ",
            clock("waited", queue.oldest_at),
            class_name="text-12 font-regular text-faint",
        ),
        class_name="block",
    )


def held(one: rx.Var[Number]) -> rx.Component:
    return rx.cond(
        one.held.length() > 0,
        el.div(
            el.h4("Held back to spare the number", class_name="text-13 font-medium"),
            el.ul(rx.foreach(one.held, _held), class_name="mt-1 flex flex-col gap-1"),
            custom_attrs={"data-held": one.channel_id},
        ),
    )


def _held(one: rx.Var[HeldView]) -> rx.Component:
    return el.li(
        icon("hourglass", "small", "mt-0.5"),
        el.span(
            el.strong(
                said(CLASSES, one.message_class.to(str)), ": ", one.count, class_name="font-medium"
            ),
            ", because ",
            said(HOLDS, one.reason.to(str)),
            ". Until ",
            clock("moment", one.until),
            "; the first one is of no use after ",
            clock("moment", one.first_expires_at),
            ".",
        ),
        class_name="flex gap-2 text-13 text-quiet figures",
    )
