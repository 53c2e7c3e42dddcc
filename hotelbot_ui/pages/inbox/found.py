"""What a search found: guests as rows of the list, and messages with the words marked."""

from typing import Final

import reflex as rx

from backend.domain.words import Author
from backend.features.search.schemas import FoundMessage
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, raw
from hotelbot_ui.browser.views import FOUND, OPEN_ID
from hotelbot_ui.components import faces
from hotelbot_ui.layouts.snippet import snippet
from hotelbot_ui.pages.inbox.conversation_row import conversation_row
from hotelbot_ui.pages.inbox.marks import author_mark
from hotelbot_ui.pages.inbox.presence import people_at


def found_rows() -> rx.Component:
    return rx.match(
        FOUND.face,
        ("loading", faces.loading_rows(7)),
        ("failed", faces.failed("The search did not answer.", do("find"))),
        rx.cond(
            (FOUND.guests.length() > 0) | (FOUND.messages.length() > 0),
            el.div(
                rx.cond(FOUND.guests.length() > 0, _guests()),
                rx.cond(FOUND.messages.length() > 0, _messages()),
                id="found",
                custom_attrs={"onScroll": raw("onFoundScroll")},
                class_name="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4",
            ),
            faces.empty("search", "Nothing found", "No guest, room or message matches."),
        ),
    )


def _guests() -> rx.Component:
    return el.section(
        el.h2("Guests", class_name=_HEADING),
        rx.foreach(
            FOUND.guests,
            lambda c: conversation_row(
                c=c,
                chosen=OPEN_ID == c.id.to(str),
                picked=False,
                picking=False,
                people=people_at(c.id),
                gap=0,
                at=0,
                of=0,
                stop=True,
                key=c.id,
            ),
        ),
    )


def _messages() -> rx.Component:
    return el.section(el.h2("Messages", class_name=_HEADING), rx.foreach(FOUND.messages, _message))


def _message(m: rx.Var[FoundMessage]) -> rx.Component:
    return el.button(
        el.div(
            el.span(m.guest_name, dir="auto", class_name="truncate text-14 font-medium"),
            rx.cond(m.room, el.span(m.room, class_name="shrink-0 text-12 text-faint figures")),
            el.span(
                clock("stamp", m.sent_at),
                class_name="ms-auto ps-2 text-12 text-faint figures shrink-0",
            ),
            class_name="flex items-center gap-1.5",
        ),
        el.div(
            rx.cond(m.author != Author.GUEST.value, author_mark(m.author.to(str))),
            el.span(snippet(m.parts), dir="auto", class_name="line-clamp-2"),
            class_name="mt-0.5 flex items-start gap-1.5 text-13 text-quiet",
        ),
        type="button",
        on_click=do("openMessage", m.conversation_id, m.id),
        key=m.id,
        custom_attrs={"data-found": m.id},
        class_name="block w-full px-6 py-3 text-start inset-focus hover:bg-hover",
    )


_HEADING: Final = "px-6 pt-4 pb-1 text-12 font-medium text-faint"
