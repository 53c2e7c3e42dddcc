"""Where staff write. A closed composer says why it is closed and what to do."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import ConversationStatus, InstanceState, Speaker
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put, raw
from hotelbot_ui.browser.views import CHANNELS, COMPOSER_MODE, NAMES, OPEN_ID, QUOTE
from hotelbot_ui.components.button import icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.ai_draft import ai_draft
from hotelbot_ui.pages.inbox.attaching import attach_button, attached_files
from hotelbot_ui.pages.inbox.canned_picker import canned_picker, unfilled_line
from hotelbot_ui.pages.inbox.help import help_box, help_button, help_menu
from hotelbot_ui.pages.inbox.presence import writing_line
from hotelbot_ui.pages.inbox.snoozing import planned_list
from hotelbot_ui.pages.inbox.translation import outgoing
from hotelbot_ui.pages.inbox.words import speaks_now

NOTES = COMPOSER_MODE == "note"


def composer(c: rx.Var[ConversationView]) -> rx.Component:
    return el.footer(
        rx.cond(
            ~may(Permission.INBOX_WRITE.value),
            _closed("Your role reads along. Ask a manager if you should answer guests."),
            rx.cond(
                c.status == ConversationStatus.RESOLVED.value,
                _closed("Resolved.", text_button("Reopen", on_click=do("act", "reopen"))),
                el.fragment(writing_line(c.id), _open(c)),
            ),
        ),
        class_name=(
            "mx-auto w-full max-w-200 px-4 pt-1 "
            "pb-[max(calc(var(--spacing)*3),env(safe-area-inset-bottom))] desk:px-6"
        ),
    )


def _closed(*words: str | rx.Component) -> rx.Component:
    return el.p(
        icon("lock", "small"),
        *words,
        class_name=("flex items-center gap-2 rounded-panel bg-sunken px-4 py-3 text-13 text-quiet"),
    )


def _open(c: rx.Var[ConversationView]) -> rx.Component:
    return el.fragment(
        rx.cond(
            NOTES, el.fragment(), el.fragment(_caution(c), ai_draft(c), help_box(c), outgoing())
        ),
        planned_list(),
        el.div(
            _modes(),
            rx.cond(QUOTE & ~NOTES, _quoted()),
            rx.cond(NAMES.length() > 0, _names()),
            rx.cond(
                NOTES,
                el.fragment(),
                el.fragment(attached_files(), unfilled_line(), canned_picker(), help_menu()),
            ),
            el.div(
                el.textarea(
                    id="composer",
                    rows=1,
                    dir="auto",
                    key=OPEN_ID.to(str) + COMPOSER_MODE.to(str),
                    aria_label=rx.cond(NOTES, "Note to colleagues", "Reply to the guest"),
                    placeholder=rx.cond(
                        NOTES,
                        "Write to colleagues, @ names one of them",
                        rx.cond(
                            speaks_now(c) == Speaker.AI.value,
                            "Write to take over from AI",
                            "Write to the guest",
                        ),
                    ),
                    custom_attrs={"ref": raw("mountComposer")},
                    class_name=(
                        "max-h-60 min-h-10 w-full resize-none bg-transparent px-3 py-2.5 text-15 "
                        "focus-visible:outline-none pointer-coarse:text-16"
                    ),
                ),
                rx.cond(
                    NOTES,
                    _send("lock", "Keep the note (Enter)", "bg-warning"),
                    _reply_buttons(),
                ),
                class_name="flex items-end",
            ),
            custom_attrs={"data-composer": COMPOSER_MODE},
            class_name=rx.cond(
                NOTES,
                f"{_FRAME} border-dashed border-warning-line bg-warning-soft",
                f"{_FRAME} border-line-strong bg-surface focus-within:border-accent",
            ),
        ),
        el.p(
            rx.cond(
                NOTES,
                "A note is for colleagues only: it never reaches the guest",
                "Enter sends, Shift+Enter makes a new line, / offers canned replies",
            ),
            class_name="mt-1 hidden text-12 text-faint desk:block pointer-coarse:hidden",
        ),
    )


def _reply_buttons() -> rx.Component:
    return el.fragment(
        attach_button(),
        help_button(),
        icon_button(
            "calendar-clock", "Send later", on_click=do("askLater"), class_name="m-1 -me-1"
        ),
        _send("send", "Send (Enter)", "bg-accent"),
    )


_FRAME = "relative rounded-panel border transition-colors"


def _send(glyph: str, label: str, tone: str) -> rx.Component:
    return el.button(
        icon(glyph),
        type="button",
        title=label,
        aria_label=label,
        on_click=do("sendDraft"),
        custom_attrs={"data-send": "true"},
        class_name=(
            "m-1 inline-flex size-8 shrink-0 items-center justify-center rounded-control "
            f"text-on-solid hover:brightness-110 pointer-coarse:size-10 {tone}"
        ),
    )


def _modes() -> rx.Component:
    """Two tabs: what the guest reads, and what only colleagues read."""
    return el.div(
        _mode("reply", "Reply", "message-circle"),
        _mode("note", "Note", "lock"),
        role="tablist",
        aria_label="Reply or note",
        class_name="flex gap-1 px-2 pt-1.5",
    )


def _mode(mode: str, words: str, glyph: str) -> rx.Component:
    chosen = COMPOSER_MODE == mode
    shape = (
        "inline-flex h-6 items-center gap-1.5 rounded-control px-2 text-12 font-medium "
        "pointer-coarse:h-10"
    )
    return el.button(
        icon(glyph, "small"),
        words,
        type="button",
        role="tab",
        on_click=do("compose", mode),
        custom_attrs={"data-mode": mode, "aria-selected": rx.cond(chosen, "true", "false")},
        class_name=rx.cond(
            chosen, f"{shape} bg-pressed text-words", f"{shape} text-faint hover:text-words"
        ),
    )


def _names() -> rx.Component:
    """Who may be meant by what was typed behind an @."""
    return el.ul(
        rx.foreach(
            NAMES,
            lambda person: el.li(
                el.button(
                    el.span(person.name, dir="auto"),
                    type="button",
                    on_click=do("nameColleague", person.name),
                    class_name=(
                        "w-full rounded-control px-3 py-1.5 text-start text-13 hover:bg-hover "
                        "pointer-coarse:min-h-11"
                    ),
                ),
                key=person.id,
            ),
        ),
        aria_label="Colleagues",
        custom_attrs={"data-names": "true"},
        class_name=(
            "absolute start-2 bottom-full z-10 mb-1 min-w-48 rounded-panel border border-line "
            "bg-surface p-1 shadow-float"
        ),
    )


def _quoted() -> rx.Component:
    return el.div(
        icon("corner-up-left", "small", "text-faint"),
        el.span(QUOTE.text, dir="auto", class_name="min-w-0 flex-1 truncate"),
        icon_button("x", "Do not quote", on_click=put("quote", None)),
        class_name="flex items-center gap-2 border-b border-line ps-3 text-13 text-quiet",
    )


def _caution(c: rx.Var[ConversationView]) -> rx.Component:
    """What is worth knowing before sending; none of it forbids a human's reply."""
    channel = el.div(
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
    return el.fragment(
        rx.cond(
            c.guest.opted_out,
            _note("This guest asked for no automated messages. A personal reply is still fine."),
        ),
        channel,
    )


def _note(words: str) -> rx.Component:
    return el.p(
        icon("triangle-alert", "small", "mt-0.5"),
        words,
        class_name=(
            "mb-2 flex gap-2 rounded-panel bg-warning-soft px-3 py-2 text-13 text-warning-text"
        ),
    )
