"""The privacy proof: what of a conversation left the building, in the words that were sent."""

from typing import Final

import reflex as rx

from backend.features.disclosures.schemas import DisclosureView, Placeholder
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock
from hotelbot_ui.browser.privacy_views import DISCLOSURES
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.design import privacy_copy
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import said

CHECK: Final = "{ printf '%s\\n' <first hash>; cat words.txt; } | sha256sum"


def privacy_page() -> rx.Component:
    return page(
        "inbox",
        "What left the building",
        "Every call to the outside that carried something of this conversation, newest first.",
        rx.cond(DISCLOSURES.face == "ready", _summary()),
        part(
            DISCLOSURES,
            el.div(
                el.ul(rx.foreach(DISCLOSURES["items"], _call), class_name="border-t border-line"),
                more(DISCLOSURES, "moreDisclosures"),
            ),
            nothing=rx.cond(
                DISCLOSURES.conversation_id,
                faces.empty(
                    "shield-check",
                    "Nothing has left the building",
                    "A line appears with each question to the AI, each message and each alert.",
                ),
                faces.empty(
                    "shield-check",
                    "No conversation is chosen",
                    "Open one in the inbox, and then this page from the guest's panel.",
                ),
            ),
            read="loadDisclosures",
            rows=4,
        ),
        actions=(
            rx.cond(
                DISCLOSURES.conversation_id,
                link_button(
                    "Back to the conversation",
                    f"{routes.INBOX}?c=" + DISCLOSURES.conversation_id.to(str),
                    glyph="arrow-left",
                ),
                link_button("Inbox", routes.INBOX, glyph="arrow-left"),
            ),
            rx.cond(DISCLOSURES.face == "ready", _file()),
        ),
        starts=("startPrivacy",),
    )


def _file() -> rx.Component:
    to = ask("act.disclosuresFile", DISCLOSURES.conversation_id)
    return link_button("As a file", to, glyph="download", saves=True)


def _summary() -> rx.Component:
    return el.div(
        el.dl(
            *[
                rx.cond(
                    DISCLOSURES.counts[kind].to(int) > 0,
                    el.div(
                        el.dt(word, class_name="text-12 text-faint"),
                        el.dd(
                            DISCLOSURES.counts[kind].to(int),
                            class_name="text-16 font-semibold figures",
                        ),
                    ),
                )
                for kind, (_, word) in privacy_copy.KINDS.items()
            ],
            class_name="flex flex-wrap gap-x-8 gap-y-3",
        ),
        el.p(
            f"Days until what the AI was told is deleted: {DISCLOSURES.keep_days}. "
            "The hashes stay after that.",
            class_name="mt-3 text-13 text-faint",
        ),
        el.details(
            el.summary("How to check a hash yourself", class_name="text-13 font-medium"),
            el.p(
                "Save the words of a call as words.txt, without a line break at the end, and run "
                "the line below with its first hash. The first hash stands for the instructions "
                "and fact sheets, which are the same for every guest.",
                class_name="mt-2 max-w-140 text-13 text-quiet",
            ),
            el.code(
                CHECK,
                dir="auto",
                class_name="mt-2 block overflow-x-auto rounded-control bg-sunken p-2 text-12",
            ),
            class_name="mt-3",
        ),
        class_name="mb-6 rounded-panel border border-line bg-canvas p-4",
    )


def _call(one: rx.Var[DisclosureView]) -> rx.Component:
    kinds = [(kind, badge(word, glyph=glyph)) for kind, (glyph, word) in privacy_copy.KINDS.items()]
    return el.li(
        el.div(
            rx.match(one.kind.to(str), *kinds, el.fragment()),
            el.span(said(privacy_copy.TASKS, one.task.to(str)), class_name="text-13 text-quiet"),
            el.span(one["to"].to(str), dir="auto", class_name="text-13 text-faint words"),
            el.time(
                clock("moment", one.at.to(str)),
                class_name="text-13 text-faint figures tablet:ms-auto",
            ),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
        ),
        el.p(said(privacy_copy.CARRIED, one.kind.to(str)), class_name="mt-2 text-13 text-quiet"),
        el.p(
            "Outcome: ",
            said({"ok": "answered"}, one.outcome.to(str)),
            class_name="mt-1 text-13 text-faint",
        ),
        rx.cond(
            one.placeholders.length() > 0,
            el.ul(
                rx.foreach(one.placeholders, _placeholder),
                aria_label="Replaced before it was sent",
                class_name="mt-2 flex flex-wrap gap-1.5",
            ),
        ),
        rx.cond(one.payload, _words(one)),
        rx.cond(one.sha256, _hashes(one)),
        key=one.id,
        custom_attrs={"data-disclosure": one.kind.to(str)},
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _placeholder(one: rx.Var[Placeholder]) -> rx.Component:
    return el.li(
        said(privacy_copy.REPLACED, one.kind),
        " × ",
        one.times,
        key=one.kind,
        class_name=(
            "inline-flex h-5 items-center rounded-full bg-good-soft px-2 text-12 text-good-text "
            "figures"
        ),
    )


def _words(one: rx.Var[DisclosureView]) -> rx.Component:
    return el.details(
        el.summary("The words that were sent", class_name="text-13 font-medium"),
        el.pre(
            one.payload,
            dir="auto",
            custom_attrs={"data-payload": "true", "tabIndex": "0"},
            class_name=(
                "mt-2 max-h-96 overflow-auto whitespace-pre-wrap rounded-control bg-sunken p-3 "
                "text-12 text-words words"
            ),
        ),
        class_name="mt-2",
    )


def _hashes(one: rx.Var[DisclosureView]) -> rx.Component:
    marks = [
        (mark, badge(word, glyph=glyph, tone=tone))
        for mark, (glyph, word, tone) in privacy_copy.MARKS.items()
    ]
    line = "block break-all text-12 text-faint"
    return el.div(
        el.span(
            rx.match(one.mark.to(str), *marks, el.fragment()),
            custom_attrs={"data-mark": one.mark.to(str)},
        ),
        el.details(
            el.summary("Hashes", class_name="text-12 text-faint"),
            rx.cond(
                one.stable_sha256,
                el.code("First: ", one.stable_sha256, dir="ltr", class_name=line),
            ),
            el.code("SHA-256: ", one.sha256, dir="ltr", class_name=line),
        ),
        class_name="mt-2 flex flex-col gap-1 items-start",
    )
