"""Answers of the AI that colleagues called wrong, each with what it stood on and how to mend it."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.wrong_answers.schemas import WrongAnswerView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.wrong_views import WRONG_ANSWERS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import help_copy
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said


def wrong_answers() -> rx.Component:
    return el.section(
        el.p(
            "What colleagues marked in the inbox. Mend the entry an answer stood on, then say so.",
            class_name="mb-4 text-13 text-faint text-pretty",
        ),
        chips(
            *[
                chip(
                    words,
                    chosen=WRONG_ANSWERS.state == state,
                    on_click=do("showWrong", {"state": state}),
                )
                for state, words in (("open", "Open"), ("handled", "Handled"))
            ],
            label="Which answers",
        ),
        chips(
            *[
                chip(
                    words,
                    chosen=WRONG_ANSWERS.reason == reason,
                    on_click=do("showWrong", {"reason": reason}),
                )
                for reason, words in (("", "Every reason"), *help_copy.WRONG.items())
            ],
            label="What was wrong",
        ),
        part(
            WRONG_ANSWERS,
            el.ul(rx.foreach(WRONG_ANSWERS["items"], _row), class_name="border-t border-line"),
            nothing=faces.empty(
                "circle-check", "Nothing here", "No answer of the AI was marked like this."
            ),
            read="loadWrong",
        ),
        more(WRONG_ANSWERS, "moreWrong"),
        aria_label="Wrong answers",
    )


def _row(one: rx.Var[WrongAnswerView]) -> rx.Component:
    return el.li(
        el.div(
            el.p(
                badge(said(help_copy.WRONG, one.reason.to(str)), glyph="circle-x", tone="warning"),
                el.span(one.guest_name, dir="auto", class_name="font-medium text-words"),
                el.span(
                    "marked by ",
                    one.marked_by,
                    ", ",
                    clock("moment", one.marked_at),
                ),
                class_name="flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-faint figures",
            ),
            el.p(one.question, dir="auto", class_name="mt-2 line-clamp-3 text-14 text-quiet words"),
            el.p(
                one.answer,
                dir="auto",
                class_name="mt-1 line-clamp-4 border-s-2 border-line ps-3 text-14 text-words words",
            ),
            rx.cond(
                one.note,
                el.p(
                    el.span("Right would be: ", class_name="text-faint"),
                    el.span(one.note, dir="auto"),
                    class_name="mt-1 text-14 text-words words",
                ),
            ),
            _links(one),
            rx.cond(
                one.handled_at,
                el.p(
                    "Handled by ",
                    one.handled_by,
                    ", ",
                    clock("moment", one.handled_at),
                    class_name="mt-1 text-13 text-faint figures",
                ),
            ),
            class_name="min-w-0 flex-1 basis-72",
        ),
        rx.cond(may(Permission.CONTENT_WRITE.value), _handle(one)),
        key=one.message_id,
        custom_attrs={"data-wrong-answer": one.message_id},
        class_name="flex flex-wrap items-start gap-4 border-b border-line py-4 last:border-b-0",
    )


def _links(one: rx.Var[WrongAnswerView]) -> rx.Component:
    look = "inline-flex items-center gap-1 underline-offset-2 hover:underline"
    return el.p(
        el.a(
            icon("message-circle", "small"),
            "Conversation",
            href=f"{routes.INBOX}?c=" + one.conversation_id.to(str),
            class_name=look,
        ),
        rx.foreach(
            one.sources,
            lambda source: el.a(
                icon("pencil-line", "small"),
                el.span("Mend the entry: ", el.span(source.title, dir="auto")),
                href=f"{routes.KNOWLEDGE}?open=" + source.id.to(str),
                custom_attrs={"reloadDocument": True},
                key=source.id,
                class_name=look,
            ),
        ),
        class_name="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-13 text-accent-text",
    )


def _handle(one: rx.Var[WrongAnswerView]) -> rx.Component:
    busy = WRONG_ANSWERS.busy == one.message_id
    return rx.cond(
        one.handled_at,
        button("Open again", disabled=busy, on_click=do("handleWrong", one.message_id, "reopen")),
        button(
            "Handled",
            glyph="check",
            disabled=busy,
            on_click=do("handleWrong", one.message_id, "handle"),
        ),
    )
