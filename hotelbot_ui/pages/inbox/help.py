"""Help of the AI at the composer: a quiet menu, and what it wrote as a proposal above the field."""

from typing import Final

import reflex as rx

from backend.features.conversations.schemas import ConversationView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.help_views import HELP, HELP_MENU, HELP_WRITTEN, SUMMARY
from hotelbot_ui.browser.views import CONVERSATION, SHEET
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.design import help_copy
from hotelbot_ui.layouts.words import said

TITLES: Final = {task: title for task, (_, _, title) in help_copy.TASKS.items()}
NEEDS_TEXT: Final = frozenset(help_copy.TASKS) - {"suggest", "summary"}


def help_button() -> rx.Component:
    return icon_button(
        "sparkles",
        "Help of the AI",
        on_click=do("toggleHelp"),
        aria_expanded=rx.cond(HELP_MENU, "true", "false"),
        custom_attrs={"data-help": "menu"},
        class_name="m-1 -me-1",
    )


def help_menu() -> rx.Component:
    return rx.cond(
        HELP_MENU,
        el.fragment(
            el.div(on_click=do("closeHelpMenu"), class_name="fixed inset-0 z-10"),
            el.ul(
                *[_choice(task) for task in help_copy.TASKS],
                aria_label="Help of the AI",
                custom_attrs={"data-help-menu": "true"},
                class_name=(
                    "absolute end-2 bottom-full z-20 mb-1 min-w-60 rounded-panel border "
                    "border-line bg-surface p-1 shadow-float"
                ),
            ),
        ),
    )


def _choice(task: str) -> rx.Component:
    glyph, words, _ = help_copy.TASKS[task]
    return el.li(
        el.button(
            icon(glyph, "small", "text-faint"),
            words,
            type="button",
            disabled=~HELP_WRITTEN if task in NEEDS_TEXT else False,
            on_click=do("askHelp", task),
            custom_attrs={"data-task": task},
            class_name=(
                "flex w-full items-center gap-2 rounded-control px-3 py-1.5 text-start text-13 "
                "hover:bg-hover disabled:pointer-events-none disabled:opacity-50 "
                "pointer-coarse:min-h-11"
            ),
        )
    )


def help_box(c: rx.Var[ConversationView]) -> rx.Component:
    """Of the open conversation alone; it waits there while another one is looked at."""
    return rx.cond(
        (HELP.face != "closed") & (HELP.conversation_id == c.id.to(str)),
        el.section(
            el.div(
                icon("sparkles", "small", "text-accent-text"),
                el.h3(said(TITLES, HELP.task), class_name="flex-1 text-13 font-medium"),
                icon_button("x", "Close the AI's text", on_click=do("closeHelp")),
                class_name="flex items-center gap-2",
            ),
            rx.match(
                HELP.face,
                ("busy", _line(el.fragment("The AI is writing"), busy=True)),
                ("failed", _failed()),
                ("used", _used()),
                _ready(),
            ),
            aria_label="Help of the AI",
            custom_attrs={"data-help-box": HELP.face},
            class_name=(
                "mb-2 rounded-panel border border-dashed border-line-strong bg-surface px-3 pt-1 "
                "pb-3"
            ),
        ),
    )


def _line(*words: rx.Component | rx.Var, busy: bool = False) -> rx.Component:
    return el.p(
        *words,
        role="status",
        aria_busy="true" if busy else "false",
        class_name="text-13 text-quiet",
    )


def _ready() -> rx.Component:
    return el.fragment(
        el.p(
            rx.cond(HELP.undone, HELP.undone, HELP.text),
            dir="auto",
            class_name="max-h-40 overflow-y-auto text-15 text-words words whitespace-pre-wrap",
        ),
        rx.cond(
            HELP.left_out > 0,
            el.p(
                "Sentences that no fact sheet holds were left out.",
                class_name="mt-1 text-13 text-warning-text",
            ),
        ),
        el.div(
            el.p(
                rx.foreach(
                    HELP.sources,
                    lambda one: el.a(
                        icon("book-open", "small"),
                        el.span(one.title, dir="auto"),
                        href=f"{routes.KNOWLEDGE}?open=" + one.id.to(str),
                        key=one.id,
                        class_name=(
                            "inline-flex items-center gap-1 underline-offset-2 hover:underline"
                        ),
                    ),
                ),
                class_name="flex min-w-0 flex-1 flex-wrap gap-x-3 gap-y-1 text-12 text-quiet",
            ),
            button(
                "Use",
                variant="primary",
                glyph="corner-down-left",
                title="Put it into the field. Nothing is sent.",
                on_click=do("useHelp"),
            ),
            class_name="mt-2 flex flex-wrap items-center gap-2",
        ),
    )


def _used() -> rx.Component:
    return el.div(
        _line(el.fragment("It stands in the field. Change it or send it.")),
        el.span(class_name="flex-1"),
        button("Undo", glyph="undo-2", on_click=do("undoHelp")),
        class_name="flex flex-wrap items-center gap-2",
    )


def _failed() -> rx.Component:
    return el.div(
        el.p(
            rx.cond(
                HELP.error,
                el.say(HELP.error),
                said(help_copy.REFUSED, HELP.outcome),
            ),
            rx.cond(HELP.detail, el.fragment(": ", el.q(HELP.detail, dir="auto"))),
            role="alert",
            class_name="min-w-0 flex-1 text-13 text-warning-text words",
        ),
        button("Try again", glyph="rotate-cw", on_click=do("askHelpAgain")),
        class_name="flex flex-wrap items-center gap-2",
    )


def summary_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "summary",
        sheet(
            "Summary of the conversation",
            el.div(
                rx.match(
                    SUMMARY.face,
                    ("ready", _points()),
                    ("refused", _not_written(said(help_copy.REFUSED, SUMMARY.outcome))),
                    ("failed", faces.failed(SUMMARY.error, do("openSummary"))),
                    faces.loading_rows(3, "h-12"),
                ),
                class_name="px-6 pb-8",
            ),
            on_close=do("put", "sheet", None),
        ),
    )


def _points() -> rx.Component:
    return el.fragment(
        el.p(
            "Written by the AI at ",
            clock("moment", SUMMARY.asked_at),
            class_name="text-13 text-faint figures",
        ),
        el.ul(
            rx.foreach(
                SUMMARY.points,
                lambda one: el.li(el.span(one, dir="auto"), class_name="words"),
            ),
            custom_attrs={"data-summary": "points"},
            class_name="mt-3 flex list-disc flex-col gap-2 ps-5 text-15 text-words",
        ),
        rx.cond(
            SUMMARY.left_out > 0,
            el.p(
                "Points that nobody said were left out.",
                class_name="mt-3 text-13 text-warning-text",
            ),
        ),
        rx.cond(
            CONVERSATION & (CONVERSATION.turn != SUMMARY.turn),
            el.div(
                el.p("Something was said since.", class_name="flex-1 text-13 text-warning-text"),
                button("Write it again", glyph="rotate-cw", on_click=do("openSummary")),
                class_name="mt-4 flex flex-wrap items-center gap-2",
            ),
        ),
    )


def _not_written(words: rx.Var[str]) -> rx.Component:
    return el.div(
        el.p(words, role="alert", class_name="text-14 text-warning-text"),
        button("Try again", glyph="rotate-cw", on_click=do("openSummary"), class_name="mt-4"),
    )
