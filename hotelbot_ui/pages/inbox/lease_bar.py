"""Who speaks to the guest now, why and until when; one button to change it."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import AiMode, Speaker
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.views import SESSION
from hotelbot_ui.components.button import button
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.inbox.marks import author_mark
from hotelbot_ui.pages.inbox.words import speaks_now

STAFF, PHONE, NOBODY = Speaker.STAFF.value, Speaker.PHONE.value, Speaker.NOBODY.value


def lease_bar(c: rx.Var[ConversationView]) -> rx.Component:
    holder = speaks_now(c)
    return el.div(
        rx.match(
            holder,
            (STAFF, _says("staff", _colleague(c), " answers", _silence(), _until(c))),
            (PHONE, _says("phone", "Answered on the hotel's phone", _silence(), _until(c))),
            (NOBODY, _says("guest", "Waits for a person")),
            _automatic(c),
        ),
        rx.cond(holder != Speaker.AI.value, _why(c)),
        el.span(class_name="flex-1"),
        rx.cond(may(Permission.INBOX_WRITE.value), _change(holder)),
        custom_attrs={"data-speaker": holder},
        class_name=(
            "flex min-h-12 items-center gap-2 border-b border-line bg-surface px-4 py-1.5 text-13 "
            "text-quiet desk:px-6"
        ),
    )


def _automatic(c: rx.Var[ConversationView]) -> rx.Component:
    """The AI may speak, unless the guest or the hotel said otherwise."""
    return rx.cond(
        c.guest.opted_out,
        _says("guest", "Only people answer: the guest opted out"),
        rx.match(
            # By hotel, guest and stage; backend/domain/ai_modes.py decides.
            ask("act.aiModeOf", SESSION.hotel, c),
            (AiMode.OFF.value, _says("guest", "Only people answer: the AI is off")),
            (AiMode.DRAFT.value, _says("guest", "Only people answer: the AI drafts")),
            _says("ai", "AI answers this guest"),
        ),
    )


def _says(author: str, *words: str | rx.Var | rx.Component) -> rx.Component:
    return el.span(
        author_mark(rx.Var.create(author)),
        el.span(*words, class_name="min-w-0 truncate"),
        class_name="flex min-w-0 items-center gap-2 font-medium",
    )


def _colleague(c: rx.Var[ConversationView]) -> rx.Var[str]:
    return el.given(c.speaker.staff_name, "A colleague")


def _silence() -> rx.Component:
    return el.span(". AI is silent", class_name="hidden tablet:inline")


def _until(c: rx.Var[ConversationView]) -> rx.Component:
    return rx.cond(
        c.speaker.until,
        el.fragment(" until ", clock("moment", c.speaker.until)),
    )


def _why(c: rx.Var[ConversationView]) -> rx.Component:
    reason = said(copy.LEASES, c.speaker.reason.to(str))
    return rx.cond(
        c.speaker.reason,
        rx.cond(
            reason,
            el.span("· ", reason, class_name="hidden min-w-0 truncate text-faint tablet:inline"),
        ),
    )


def _change(holder: rx.Var[str]) -> rx.Component:
    take_over = button("Take over", on_click=do("act", "take-over"))
    give_back = button("Return to AI", glyph="sparkles", on_click=do("act", "return-to-ai"))
    return rx.match(
        holder,
        (Speaker.AI.value, take_over),
        (NOBODY, el.fragment(give_back, take_over)),
        give_back,
    )
