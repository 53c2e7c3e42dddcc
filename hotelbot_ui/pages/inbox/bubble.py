"""One message: the guest at the left, ours at the right, each author with a mark of its own."""

from typing import Final

import reflex as rx

from backend.domain.words import AiRung, Author, Direction, MessageStatus
from backend.features.conversations.schemas import MessageView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.views import CONVERSATION, ThreadRow
from hotelbot_ui.components.button import icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts import doubt
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.inbox.day_line import day_line
from hotelbot_ui.pages.inbox.kinds import content
from hotelbot_ui.pages.inbox.marks import author_mark, mood_badge, tick
from hotelbot_ui.pages.inbox.translation import translation_line, words_of
from hotelbot_ui.pages.inbox.wrong import wrong_mark

HELD: Final = [code for code in copy.SENDS if code.startswith("held_")]
WIDTH: Final = "max-w-[85%] tablet:max-w-[44ch]"


@rx.memo
def thread_row(row: rx.Var[ThreadRow]) -> rx.Component:
    message = row["m"]
    return el.div(
        rx.cond(row["day"], day_line(row["day"], "text-faint")),
        rx.cond(row["unread"], day_line("New", "text-accent-text font-medium")),
        rx.cond(message.direction == Direction.IN.value, _theirs(row), _ours(row)),
        class_name=rx.cond(row["first"], "pt-4", "pt-1"),
    )


def _theirs(row: rx.Var[ThreadRow]) -> rx.Component:
    message = row["m"]
    return el.div(
        el.article(
            _quote(row),
            content(message, words_of(row, "text-16 text-words")),
            translation_line(row),
            _marks(message),
            _reactions(message),
            aria_label="Guest",
            custom_attrs={"data-message": message.id},
            class_name=(
                f"relative min-w-0 rounded-panel border border-line bg-surface px-3 py-2 {WIDTH}"
            ),
        ),
        icon_button(
            "corner-up-left",
            "Reply to this",
            on_click=do("quote", message),
            class_name="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 self-center",
        ),
        icon_button(
            "frown",
            "A complaint that nobody was alerted to",
            on_click=do("markMissed", message.id),
            class_name="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 self-center",
        ),
        class_name="group flex items-end gap-1",
    )


def _ours(row: rx.Var[ThreadRow]) -> rx.Component:
    message = row["m"]
    return el.div(
        rx.cond(row["first"], _byline(message)),
        el.article(
            _quote(row),
            content(message, words_of(row, "text-15 text-words")),
            translation_line(row),
            _marks(message),
            _reactions(message),
            aria_label="Ours",
            custom_attrs={"data-message": message.id, "data-author": message.author},
            class_name=rx.cond(
                message.author == Author.STAFF.value, f"{_OURS} bg-pressed", f"{_OURS} bg-selected"
            ),
        ),
        _below(message),
        class_name="flex flex-col items-end",
    )


_OURS: Final = f"relative min-w-0 rounded-panel px-3 py-2 {WIDTH}"


def _byline(message: rx.Var[MessageView]) -> rx.Component:
    named = (message.author == Author.STAFF.value) | (message.author == Author.TRIGGER.value)
    names = {key: words for key, (_, words) in copy.AUTHORS.items()}
    word = el.say(rx.Var.create(names)[message.author.to(str)].to(str))
    return el.div(
        author_mark(message.author.to(str)),
        rx.cond(named & (message.author_name != ""), message.author_name, word),
        rx.cond(
            message.ai_rung == AiRung.HOLDING.value,
            el.span("· asked for patience", class_name="font-regular"),
        ),
        class_name="mb-1 flex items-center gap-1.5 text-12 font-medium text-faint",
    )


def _quote(row: rx.Var[ThreadRow]) -> rx.Component:
    """A click jumps to the message that is quoted, where we have it."""
    message = row["m"]
    as_it_came = el.given(message.quote.text, "A message without words")
    said = rx.cond(row["q"], row["q"], as_it_came)
    look = "mb-1 border-s-2 border-line-strong ps-2 text-start text-13 text-quiet words"
    clamped = el.span(said, dir="auto", class_name="line-clamp-2")
    return rx.cond(
        message.quote,
        rx.cond(
            message.quote.id,
            el.button(
                clamped,
                type="button",
                title="Show this message",
                on_click=do("jumpTo", message.quote.id),
                custom_attrs={"data-quote": message.quote.id},
                class_name=f"block w-full {look} hover:text-words",
            ),
            el.div(clamped, class_name=look),
        ),
    )


def _marks(message: rx.Var[MessageView]) -> rx.Component:
    """Time, edits and ticks, at the end of the last line as in WhatsApp."""
    return el.div(
        mood_badge(message.sentiment.level.to(str)),
        rx.cond(message.late, _late(message)),
        rx.cond(message.edited_at, el.span("edited ·")),
        el.time(clock("time", message.sent_at), class_name="figures"),
        rx.cond(message.direction == Direction.OUT.value, tick(message.status.to(str))),
        class_name="mt-0.5 flex items-center justify-end gap-1 text-12 text-faint",
    )


def _late(message: rx.Var[MessageView]) -> rx.Component:
    delay = ask("clock.delay", message.sent_at, message.received_at)
    return el.span("arrived late, ", delay, " ·", custom_attrs={"data-mark": "late"})


def _reactions(message: rx.Var[MessageView]) -> rx.Component:
    return rx.cond(
        message.reactions.length() > 0,
        el.div(
            rx.foreach(message.reactions, lambda r: el.span(r["emoji"], title=r["author"])),
            class_name=(
                "absolute -bottom-3 start-3 flex rounded-full border border-line bg-surface px-1.5 "
                "text-13"
            ),
        ),
    )


def _below(message: rx.Var[MessageView]) -> rx.Component:
    held = (message.status == MessageStatus.QUEUED.value) & rx.Var.create(HELD).contains(
        message.status_reason.to(str)
    )
    not_sent = rx.Var.create(list(copy.NOT_SENT)).contains(message.status.to(str))
    uploading = message.content.to(dict[str, str])["uploading"]
    return el.fragment(
        rx.cond(uploading, _uploading(uploading)),
        rx.cond(
            message.author == Author.AI.value,
            el.fragment(_sources(message), wrong_mark(message)),
        ),
        rx.cond(message.status == MessageStatus.UNCERTAIN.value, _uncertain(message)),
        rx.cond(not_sent, _failed(message)),
        rx.cond(held, _held(message)),
    )


def _uploading(share: rx.Var[str]) -> rx.Component:
    return el.p(
        "Uploading, ",
        share,
        role="status",
        custom_attrs={"data-uploading": "true"},
        class_name="mt-1 text-12 text-faint figures",
    )


def _sources(message: rx.Var[MessageView]) -> rx.Component:
    """Of a hand-over too: what was left out shows why a colleague was called."""
    return el.div(
        icon("book-open", "small"),
        text_button("Sources", on_click=do("openEvidence", message.id), class_name="text-12"),
        rx.foreach(message.ai_sources, lambda s: el.span(s["title"])),
        class_name=(
            f"mt-1 flex flex-wrap items-center justify-end gap-x-2 text-12 text-faint {WIDTH}"
        ),
    )


def _uncertain(message: rx.Var[MessageView]) -> rx.Component:
    """The delivery screen asks the same in the same words (layouts/doubt.py)."""
    long = clock("lasts", message.sent_at, doubt.LONG_MINUTES, kind=bool)
    asked = rx.Var.create(list(doubt.ASKED)).contains(message.status_reason.to(str)) | long
    guest = rx.cond(CONVERSATION, CONVERSATION.guest.name, "").to(str)
    return el.div(
        el.p(
            "WhatsApp did not confirm this message",
            rx.cond(
                message.status_reason,
                el.fragment(": ", said(copy.SENDS, message.status_reason.to(str))),
            ),
            ". ",
            rx.cond(asked, doubt.TO_DO, doubt.NOTHING_TO_DO),
            class_name="text-13 text-warning-text",
        ),
        el.div(
            doubt.answers(message.id, guest, message.text),
            class_name="mt-2 flex flex-wrap justify-end gap-2",
        ),
        role="group",
        custom_attrs={"data-question": "uncertain"},
        class_name=f"mt-1 rounded-panel bg-warning-soft px-3 py-2 {WIDTH}",
    )


def _held(message: rx.Var[MessageView]) -> rx.Component:
    return el.p(
        icon("hourglass", "small", "mt-0.5"),
        el.span("Held back: ", said(copy.SENDS, message.status_reason.to(str)), "."),
        class_name=f"mt-1 flex items-start gap-1 text-13 text-faint {WIDTH}",
    )


def _failed(message: rx.Var[MessageView]) -> rx.Component:
    reason = message.status_reason.to(str)
    words = {status: words for status, (_, words, _) in copy.TICKS.items()}
    return el.div(
        icon("circle-alert", "small", "mt-0.5"),
        el.span(
            rx.Var.create(words)[message.status.to(str)].to(str),
            rx.cond(message.status_reason, el.fragment(": ", said(copy.SENDS, reason))),
        ),
        text_button(
            "Try again", on_click=do("settle", message.id, "retry"), class_name="ms-1 shrink-0"
        ),
        role="alert",
        class_name=f"mt-1 flex items-start gap-1 text-13 text-danger-text {WIDTH}",
    )
