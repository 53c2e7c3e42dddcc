"""An answer of the AI is called wrong: the mark below it, and the question for the reason."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.conversations.schemas import MessageView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.browser.wrong_views import WRONG, WRONG_FORM
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import CONTROL, form_error
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.design import help_copy
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said


def wrong_mark(message: rx.Var[MessageView]) -> rx.Component:
    mark = WRONG[message.id]
    return el.div(
        rx.cond(
            mark,
            el.p(
                icon("circle-x", "small", "mt-0.5"),
                el.span(
                    said(help_copy.WRONG, mark.reason.to(str)),
                    rx.cond(mark.note, el.fragment(": ", el.span(mark.note, dir="auto"))),
                    " (",
                    el.span(mark.marked_by, dir="auto"),
                    ")",
                    class_name="words",
                ),
                rx.cond(mark.handled_at, el.span("· handled")),
                custom_attrs={"data-wrong": mark.reason.to(str)},
                class_name="flex items-start gap-1 text-12 text-warning-text",
            ),
        ),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            text_button(
                rx.cond(mark, "Change", "Wrong answer"),
                on_click=do("openWrong", message.id),
                class_name="text-12",
            ),
        ),
        class_name="mt-0.5 flex max-w-[85%] flex-wrap items-center justify-end gap-x-2",
    )


def wrong_dialog() -> rx.Component:
    return rx.cond(
        SHEET == "wrong",
        dialog(
            "What was wrong with this answer?",
            el.div(
                chips(
                    *[
                        chip(
                            words,
                            chosen=WRONG_FORM.reason == reason,
                            on_click=do("chooseWrong", reason),
                        )
                        for reason, words in help_copy.WRONG.items()
                    ],
                    label="What was wrong",
                ),
                el.label(
                    "What would have been right",
                    html_for="wrong-note",
                    class_name="text-13 font-medium",
                ),
                el.textarea(
                    id="wrong-note",
                    default_value=WRONG_FORM.note,
                    key=WRONG_FORM.message_id,
                    max_length=500,
                    dir="auto",
                    class_name=f"mt-1 min-h-20 resize-y py-2 {CONTROL}",
                ),
                form_error(WRONG_FORM.error),
                el.div(
                    button(
                        "Mark as wrong",
                        variant="primary",
                        disabled=WRONG_FORM.busy,
                        on_click=do("saveWrong"),
                    ),
                    button("Cancel", variant="ghost", on_click=put("sheet", None)),
                    el.span(class_name="flex-1"),
                    rx.cond(
                        WRONG_FORM.marked,
                        button(
                            "Take it back",
                            glyph="undo-2",
                            disabled=WRONG_FORM.busy,
                            on_click=do("takeBackWrong"),
                        ),
                    ),
                    class_name="flex flex-wrap items-center gap-2 pt-4",
                ),
                custom_attrs={"data-question": "wrong"},
                class_name="flex flex-col px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )
