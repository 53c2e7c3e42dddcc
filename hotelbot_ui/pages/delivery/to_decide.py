"""Messages of which nobody knows whether they arrived: what was tried, what was found, and the
two answers of a person."""

import reflex as rx

from backend.domain.words import Author
from backend.features.delivery.schemas import TryView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock
from hotelbot_ui.browser.delivery_views import DOUBTS, Doubt
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy, delivery_copy
from hotelbot_ui.layouts.doubt import NOTHING_TO_DO, TO_DO, answers
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.words import said


def to_decide_section() -> rx.Component:
    rows = el.div(
        el.ul(
            rx.foreach(DOUBTS["items"], _row),
            custom_attrs={"data-doubts": "true"},
            class_name="border-t border-line",
        ),
        more(DOUBTS, "moreDoubts"),
    )
    return section(
        "To decide",
        "WhatsApp gave no clear answer. Its lists are read before anything is sent again.",
        part(DOUBTS, rows, nothing=_nothing(), read="loadDoubts"),
        action=el.fragment(),
        anchor="to-decide",
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "circle-check",
        "No message is in doubt",
        "When WhatsApp does not confirm one, it is looked up in WhatsApp's own lists first. "
        "Only what they cannot answer waits here for you.",
    )


def _row(doubt: rx.Var[Doubt]) -> rx.Component:
    return el.li(
        _head(doubt),
        el.p(doubt.text, dir="auto", class_name="mt-2 max-w-[68ch] text-15 text-words words"),
        rx.cond(doubt.settled, _settled(), el.fragment(_story(doubt), _foot(doubt))),
        key=doubt.message_id,
        custom_attrs={"data-doubt": doubt.message_id, "data-needs": doubt.needs_person},
        class_name="border-b border-line py-5 last:border-b-0",
    )


def _head(doubt: rx.Var[Doubt]) -> rx.Component:
    return el.div(
        el.span(
            el.bdi(
                el.given(doubt.guest_name, "A guest"),
                class_name="text-14 font-semibold",
            ),
            rx.cond(doubt.room, el.span(" · Room ", doubt.room, class_name="text-quiet")),
            class_name="min-w-0",
        ),
        rx.cond(
            doubt.settled,
            el.fragment(),
            rx.cond(
                doubt.needs_person,
                badge("Needs you", glyph="hand", tone="warning"),
                badge("Being looked up", glyph="search"),
            ),
        ),
        rx.cond(
            doubt.first_try_at,
            el.span(
                "in doubt since ",
                clock("moment", doubt.first_try_at),
                " (",
                clock("waited", doubt.first_try_at),
                ")",
                class_name="text-12 text-faint figures tablet:ms-auto",
            ),
        ),
        class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
    )


def _settled() -> rx.Component:
    return el.p(
        icon("circle-check", "small"),
        "Settled. Nothing to do.",
        class_name="mt-2 flex items-center gap-1.5 text-13 text-good-text",
    )


def _story(doubt: rx.Var[Doubt]) -> rx.Component:
    authors = {key: word for key, (_, word) in copy.AUTHORS.items()}
    return el.div(
        el.p(
            "Written by ",
            rx.cond(
                (doubt.author == Author.STAFF.value) & doubt.author_name,
                el.bdi(doubt.author_name),
                el.say(rx.Var.create(authors)[doubt.author].to(str)),
            ),
            ". ",
            _why(doubt),
            " ",
            _looked(doubt),
        ),
        _tries(doubt),
        class_name="mt-2 max-w-[68ch] text-13 text-faint text-pretty",
    )


def _why(doubt: rx.Var[Doubt]) -> rx.Component:
    return rx.cond(
        doubt.reason, el.fragment("In doubt: ", said(copy.SENDS, doubt.reason), "."), el.fragment()
    )


def _looked(doubt: rx.Var[Doubt]) -> rx.Component:
    """Where the reason says what the lists showed, only when they were read."""
    seen = el.span(
        "WhatsApp's lists were read at ", clock("moment", doubt.looked_at), class_name="figures"
    )
    return rx.cond(
        doubt.next_look_at,
        el.fragment(
            rx.cond(
                doubt.looked_at & doubt.look,
                el.fragment(seen, ": ", said(delivery_copy.LOOKS, doubt.look), "."),
                el.say("WhatsApp's lists have not been read yet."),
            ),
            el.span(_next(doubt), class_name="figures"),
        ),
        rx.cond(
            doubt.looked_at,
            el.fragment(seen, " and are not read again."),
            el.say("WhatsApp's lists are not read."),
        ),
    )


def _next(doubt: rx.Var[Doubt]) -> rx.Component:
    return rx.cond(
        clock("past", doubt.next_look_at, kind=bool),
        el.say(" They are read again in a moment."),
        el.fragment(" They are read again at ", clock("moment", doubt.next_look_at), "."),
    )


def _tries(doubt: rx.Var[Doubt]) -> rx.Component:
    count = ask("act.counted", doubt.attempts, "attempt", "attempts")
    return rx.cond(
        doubt.tries.length() > 0,
        el.details(
            el.summary(
                "What was tried: ",
                count,
                class_name="w-fit rounded-control underline underline-offset-2 hover:text-words",
            ),
            el.ol(rx.foreach(doubt.tries, _try), class_name="mt-1 flex flex-col gap-0.5"),
            class_name="mt-1",
        ),
    )


def _try(one: rx.Var[TryView]) -> rx.Component:
    words = rx.cond(
        one.outcome,
        said(delivery_copy.TRIES, one.outcome.to(str)),
        rx.Var.create(delivery_copy.TRIES["under_way"]),
    )
    return el.li(
        clock("moment", one.at),
        ": ",
        words,
        rx.cond(one.http_status, el.fragment(" (HTTP ", one.http_status, ")")),
        rx.cond(one.detail, el.fragment(", ", one.detail.to(str).replace("_", " "))),
        class_name="figures",
    )


def _foot(doubt: rx.Var[Doubt]) -> rx.Component:
    return el.fragment(
        el.p(
            rx.cond(doubt.needs_person, TO_DO, NOTHING_TO_DO),
            rx.cond(
                doubt.never_twice & ~doubt.needs_person,
                " It is never repeated without a person.",
                "",
            ),
            class_name=rx.cond(
                doubt.needs_person,
                "mt-3 text-13 font-medium text-warning-text",
                "mt-3 text-13 text-quiet",
            ),
        ),
        el.div(
            answers(doubt.message_id, doubt.guest_name, doubt.text),
            el.a(
                "Open the conversation",
                href="/?c=" + doubt.conversation_id,
                class_name=(
                    "inline-flex h-8 items-center px-1 text-13 font-medium text-accent-text "
                    "underline-offset-2 hover:underline pointer-coarse:h-10"
                ),
            ),
            class_name="mt-2 flex flex-wrap items-center gap-2",
        ),
    )
