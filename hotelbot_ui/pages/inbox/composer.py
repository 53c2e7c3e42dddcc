"""Where staff write. A closed composer says why it is closed and what to do."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import ConversationStatus, InstanceState, Speaker
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui.browser.bridge import do, put, raw
from hotelbot_ui.browser.views import CHANNELS, OPEN_ID, QUOTE
from hotelbot_ui.components.button import icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.words import speaks_now


def composer(c: rx.Var[ConversationView]) -> rx.Component:
    return rx.el.footer(
        rx.cond(
            ~may(Permission.INBOX_WRITE.value),
            _closed("Your role reads along. Ask a manager if you should answer guests."),
            rx.cond(
                c.status == ConversationStatus.RESOLVED.value,
                _closed("Resolved.", text_button("Reopen", on_click=do("act", "reopen"))),
                _open(c),
            ),
        ),
        class_name=(
            "mx-auto w-full max-w-200 px-4 pt-1 "
            "pb-[max(calc(var(--spacing)*3),env(safe-area-inset-bottom))] desk:px-6"
        ),
    )


def _closed(*words: str | rx.Component) -> rx.Component:
    return rx.el.p(
        icon("lock", "small"),
        *words,
        class_name=("flex items-center gap-2 rounded-panel bg-sunken px-4 py-3 text-13 text-quiet"),
    )


def _open(c: rx.Var[ConversationView]) -> rx.Component:
    return rx.fragment(
        _caution(c),
        rx.el.div(
            rx.cond(QUOTE, _quoted()),
            rx.el.div(
                rx.el.textarea(
                    id="composer",
                    rows=1,
                    dir="auto",
                    key=OPEN_ID,
                    aria_label="Reply to the guest",
                    placeholder=rx.cond(
                        speaks_now(c) == Speaker.AI.value,
                        "Write to take over from AI",
                        "Write to the guest",
                    ),
                    custom_attrs={"ref": raw("mountComposer")},
                    class_name=(
                        "max-h-60 min-h-10 w-full resize-none bg-transparent px-3 py-2.5 text-15 "
                        "focus-visible:outline-none pointer-coarse:text-16"
                    ),
                ),
                rx.el.button(
                    icon("send"),
                    type="button",
                    title="Send (Enter)",
                    aria_label="Send",
                    on_click=do("sendDraft"),
                    custom_attrs={"data-send": "true"},
                    class_name=(
                        "m-1 inline-flex size-8 shrink-0 items-center justify-center "
                        "rounded-control bg-accent text-on-solid hover:brightness-110 "
                        "pointer-coarse:size-10"
                    ),
                ),
                class_name="flex items-end",
            ),
            class_name=(
                "rounded-panel border border-line-strong bg-surface transition-colors "
                "focus-within:border-accent"
            ),
        ),
        rx.el.p(
            "Enter sends, Shift+Enter makes a new line",
            class_name="mt-1 hidden text-12 text-faint desk:block pointer-coarse:hidden",
        ),
    )


def _quoted() -> rx.Component:
    return rx.el.div(
        icon("corner-up-left", "small", "text-faint"),
        rx.el.span(QUOTE.text, dir="auto", class_name="min-w-0 flex-1 truncate"),
        icon_button("x", "Do not quote", on_click=put("quote", None)),
        class_name="flex items-center gap-2 border-b border-line ps-3 text-13 text-quiet",
    )


def _caution(c: rx.Var[ConversationView]) -> rx.Component:
    """What is worth knowing before sending; none of it forbids a human's reply."""
    channel = rx.el.div(
        rx.foreach(
            CHANNELS,
            lambda ch: rx.cond(
                (ch["id"] == c.channel_id.to(str))
                & (
                    rx.Var.create(list(copy.PAUSES)).contains(ch["pause_reason"].to(str))
                    | (ch["state"] == InstanceState.STARTING.value)
                ),
                _note("The number sends nothing now: your reply waits until it does."),
            ),
        )
    )
    return rx.fragment(
        rx.cond(
            c.guest.opted_out,
            _note("This guest asked for no automated messages. A personal reply is still fine."),
        ),
        channel,
    )


def _note(words: str) -> rx.Component:
    return rx.el.p(
        icon("triangle-alert", "small", "mt-0.5"),
        words,
        class_name=(
            "mb-2 flex gap-2 rounded-panel bg-warning-soft px-3 py-2 text-13 text-warning-text"
        ),
    )
