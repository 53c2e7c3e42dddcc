"""The question before a second answer: what was said meanwhile, and what to do about it."""

import reflex as rx

from backend.domain.words import Author
from backend.features.presence.schemas import NewsView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, put
from hotelbot_ui.browser.live_views import SECOND
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.button import button
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.pages.inbox.marks import author_mark


def second_dialog() -> rx.Component:
    return rx.cond(
        SHEET == "second",
        dialog(
            "Something was said meanwhile",
            el.div(
                el.p(
                    "Your reply was not sent. It still stands where you wrote it.",
                    class_name="text-13 text-quiet",
                ),
                el.ul(
                    rx.foreach(SECOND.news, _news),
                    class_name="max-h-60 overflow-y-auto border-y border-line",
                ),
                el.div(
                    button("Look", variant="primary", on_click=do("lookFirst"), auto_focus=True),
                    button("Send anyway", glyph="send", on_click=do("sendAnyway")),
                    class_name="flex flex-wrap gap-2",
                ),
                custom_attrs={"data-question": "second"},
                class_name="flex flex-col gap-4 px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )


def _news(one: rx.Var[NewsView]) -> rx.Component:
    return el.li(
        el.p(
            author_mark(one.author.to(str)),
            el.span(
                rx.match(
                    one.author,
                    (Author.STAFF.value, _colleague(one)),
                    (Author.AI.value, "AI answered"),
                    (Author.GUEST.value, "The guest wrote"),
                    (Author.PHONE.value, "Answered on the hotel's phone"),
                    "An automatic message was sent",
                ),
                class_name="font-medium text-words",
            ),
            el.time(clock("ago", one.sent_at), class_name="ms-auto text-faint figures"),
            class_name="flex items-center gap-2 text-13",
        ),
        el.p(one.text, dir="auto", class_name="mt-1 text-14 text-words words"),
        key=one.id,
        class_name="border-b border-line py-3 last:border-b-0",
    )


def _colleague(one: rx.Var[NewsView]) -> rx.Var:
    return rx.cond(one.author_name, f"{one.author_name} answered", "A colleague answered")
