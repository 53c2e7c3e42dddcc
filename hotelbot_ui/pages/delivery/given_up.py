"""Work that was given up after many attempts: why, for whom, and trying again or putting away."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.dead_letters.schemas import AttemptView, DeadLetterView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put
from hotelbot_ui.browser.delivery_views import LETTERS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import delivery_copy
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.words import said, told
from hotelbot_ui.pages.delivery.letter_filters import WORDS, filters, reason_words
from hotelbot_ui.pages.delivery.letter_sheets import DISCARD, REPLAY, waiting_here


def given_up_section() -> rx.Component:
    reads = may(Permission.AUDIT_READ.value)
    return section(
        "Given up",
        "Work that failed again and again. Nothing here is tried by itself any more.",
        rx.cond(
            reads,
            el.fragment(
                filters(),
                _changed(),
                part(LETTERS, _rows(), nothing=_nothing(), read="loadLetters"),
            ),
            el.p(
                icon("lock", "small"),
                "Managers see and repeat given-up work. Guests who wait because of it are in the "
                "inbox, with an alert.",
                class_name="flex items-center gap-2 text-13 text-faint",
            ),
        ),
        action=rx.cond(may(Permission.REPLAY.value) & (LETTERS.face == "ready"), _replay_all()),
        anchor="given-up",
    )


def _rows() -> rx.Component:
    return el.div(
        el.ul(rx.foreach(LETTERS["items"], _row), class_name="border-t border-line"),
        more(LETTERS, "moreLetters"),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        LETTERS.reason,
        faces.empty("filter", "None of these wait", "Choose another reason, or all."),
        faces.empty(
            "circle-check",
            "Nothing was given up",
            "What fails is tried again for hours first. Only then it comes here, with an alert.",
        ),
    )


def _replay_all() -> rx.Component:
    number = ask("act.atOnce", waiting_here(), kind=int)
    return button(
        rx.cond(
            number == waiting_here(),
            rx.cond(number == 1, "Try it again", f"Try all {number} again"),
            f"Try {number} again, oldest first",
        ),
        glyph="rotate-cw",
        disabled=LETTERS.busy != "",
        on_click=put("sheet", REPLAY),
    )


def _changed() -> rx.Component:
    return rx.cond(
        LETTERS.changed,
        el.div(
            button("The list has changed. Show it", glyph="refresh-cw", on_click=do("loadLetters")),
            role="status",
            class_name="pb-3",
        ),
    )


def _row(letter: rx.Var[DeadLetterView]) -> rx.Component:
    return el.li(
        el.div(
            rx.match(
                letter.source,
                *[
                    (key, badge(word, glyph=glyph))
                    for key, (glyph, word) in delivery_copy.SOURCES.items()
                ],
                badge(letter.source, glyph="file-question"),
            ),
            el.span(
                rx.cond(letter.what, told("work", letter.what), el.say("Work that is gone")),
                class_name="text-14 font-medium",
            ),
            el.span(
                "given up ",
                clock("moment", letter.last_at),
                class_name="text-12 text-faint figures tablet:ms-auto",
            ),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
        ),
        el.p(reason_words(letter.reason), ".", class_name="mt-1 text-13 text-danger-text words"),
        _about(letter),
        rx.cond(
            letter.preview,
            el.p(
                letter.preview,
                dir="auto",
                class_name="mt-1 max-w-[68ch] text-15 text-words words",
            ),
        ),
        _history(letter),
        _verbs(letter),
        key=letter.id.to(str),
        custom_attrs={"data-letter": letter.id},
        class_name="border-b border-line py-5 last:border-b-0",
    )


def _about(letter: rx.Var[DeadLetterView]) -> rx.Component:
    return el.p(
        rx.cond(letter.guest_name, el.bdi(letter.guest_name, class_name="text-quiet")),
        rx.cond(letter.room, el.span("Room ", letter.room)),
        rx.cond(letter.channel_name, el.span("Number ", el.bdi(letter.channel_name))),
        class_name="mt-1 flex flex-wrap gap-x-3 text-13 text-faint empty:hidden",
    )


def _history(letter: rx.Var[DeadLetterView]) -> rx.Component:
    attempts = ask("act.counted", letter.attempts, "attempt", "attempts")
    first = el.fragment("First tried ", clock("moment", letter.first_at), ", ", attempts)
    return rx.cond(
        letter.history.length() > 0,
        el.details(
            el.summary(
                first,
                class_name="w-fit rounded-control underline underline-offset-2 hover:text-words",
            ),
            el.ol(rx.foreach(letter.history, _attempt), class_name="mt-1 flex flex-col gap-0.5"),
            class_name="mt-2 text-13 text-faint figures",
        ),
        el.p(first, class_name="mt-2 text-13 text-faint figures"),
    )


def _attempt(one: rx.Var[AttemptView]) -> rx.Component:
    return el.li(
        clock("moment", one.at),
        ": ",
        said({**WORDS, **delivery_copy.TRIES}, one.outcome),
        rx.cond(one.http_status, el.fragment(" (HTTP ", one.http_status, ")")),
    )


def _verbs(letter: rx.Var[DeadLetterView]) -> rx.Component:
    busy = (LETTERS.busy == letter.id.to(str)) | (LETTERS.busy == "all")
    return el.div(
        rx.cond(
            may(Permission.REPLAY.value),
            el.fragment(
                rx.cond(
                    letter.replayable,
                    button(
                        "Try again",
                        glyph="rotate-cw",
                        disabled=busy,
                        on_click=do("replay", letter.id),
                    ),
                    el.span(
                        "Nothing is left to try: put it away.", class_name="text-13 text-faint"
                    ),
                ),
                button("Put away", variant="ghost", on_click=do("edit", DISCARD, letter)),
            ),
            el.span("Your role reads only.", class_name="text-13 text-faint"),
        ),
        rx.cond(
            letter.conversation_id,
            el.a(
                "Open the conversation",
                href="/?c=" + letter.conversation_id.to(str),
                class_name=(
                    "inline-flex h-8 items-center px-1 text-13 font-medium text-accent-text "
                    "underline-offset-2 hover:underline pointer-coarse:h-10"
                ),
            ),
        ),
        class_name="mt-3 flex flex-wrap items-center gap-2",
    )
