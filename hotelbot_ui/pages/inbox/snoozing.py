"""Putting a conversation off, and a message: the choices with the moments they mean now."""

import reflex as rx

from backend.domain.inbox_words import SnoozeChoice
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put, raw
from hotelbot_ui.browser.live_views import MOMENTS_FACE, PLANNED_FACE
from hotelbot_ui.browser.translation_views import OUTGOING
from hotelbot_ui.browser.views import LATER, MOMENTS, OPEN_ID, PLANNED, SHEET, Moment, Planned
from hotelbot_ui.components.button import button, icon_button, text_button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.pages.inbox.translation import PLANNING, line, outgoing_later

CUSTOM = SnoozeChoice.CUSTOM.value
NEXT_REPLY = SnoozeChoice.NEXT_REPLY.value


def snooze_choice(id_: str = "snooze", class_name: str = "w-26 wide:w-34") -> rx.Component:
    return choice(
        "Snooze (Alt M)",
        el.option("Snooze", value=""),
        rx.match(
            MOMENTS_FACE,
            ("failed", el.option("Try again to load the moments", value="again")),
            ("loading", el.option("Loading", value="", disabled=True)),
            rx.foreach(MOMENTS, _option),
        ),
        el.option(inbox_copy.SNOOZES[CUSTOM], value=CUSTOM),
        id=id_,
        value="",
        custom_attrs={"onChange": raw("onSnooze"), "data-work": "snooze"},
        class_name=class_name,
    )


def _option(moment: rx.Var[Moment]) -> rx.Component:
    words = rx.Var.create(inbox_copy.SNOOZES)[moment.choice].to(str)
    when = rx.cond(moment.until, " · " + clock("ahead", moment.until).to(str), "").to(str)
    return rx.cond(
        moment.refusal,
        el.fragment(),
        el.option(words + when, value=moment.choice, key=moment.choice),
    )


def rests_until(until: rx.Var) -> rx.Component:
    return rx.cond(
        until,
        el.span("until ", clock("ahead", until)),
        el.span("until the guest writes"),
    )


def snooze_dialog() -> rx.Component:
    return rx.cond(
        SHEET == "snooze",
        dialog(
            "Snooze until",
            el.form(
                _moment_field(""),
                button("Snooze", variant="primary", type="submit"),
                custom_attrs={"onSubmitCapture": raw("onSnoozeAt")},
                class_name="flex flex-col items-start gap-5 px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )


def later_dialog() -> rx.Component:
    """When to send, and whether an earlier word of the guest makes it needless; then, to a guest of
    another language, what he will get."""
    return rx.cond(
        SHEET == "later",
        dialog(
            rx.cond(LATER.id, "Change the planned message", "Send later"),
            rx.cond(OUTGOING & PLANNING, outgoing_later(), _when()),
            on_close=put("sheet", None),
        ),
    )


def _when() -> rx.Component:
    return el.fragment(
        rx.cond(LATER.id, el.fragment(), _quick()),
        el.form(
            rx.cond(LATER.id, _words()),
            _moment_field(LATER.on_clock, id="later-moment"),
            _unless(),
            button(
                rx.cond(LATER.id, "Save", "Send at this time"), variant="primary", type="submit"
            ),
            custom_attrs={"onSubmitCapture": raw("onLater")},
            class_name="flex flex-col items-start gap-4 px-6 pb-6",
        ),
    )


def _quick() -> rx.Component:
    return el.div(
        rx.foreach(
            MOMENTS,
            lambda m: rx.cond(
                m.until,
                button(
                    rx.Var.create(inbox_copy.SNOOZES)[m.choice].to(str)
                    + " · "
                    + clock("ahead", m.until).to(str),
                    on_click=do("planAt", m.choice),
                    key=m.choice,
                ),
            ),
        ),
        class_name="flex flex-wrap gap-2 px-6 pb-4",
    )


def _words() -> rx.Component:
    return el.textarea(
        name="text",
        aria_label="Message",
        default_value=LATER.written,
        dir="auto",
        class_name=f"min-h-24 resize-y py-2 {CONTROL}",
    )


def _moment_field(given: rx.Var | str, **attrs: str) -> rx.Component:
    return el.label(
        el.span(
            "Day and time, on the hotel's clock",
            class_name="mb-1 block text-13 font-medium text-quiet",
        ),
        el.input(
            type="datetime-local",
            name="on_clock",
            required=True,
            default_value=given,
            **attrs,
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
        class_name="w-full",
    )


def _unless() -> rx.Component:
    return el.label(
        el.input(
            type="checkbox",
            name="unless_reply",
            id="unless-reply",
            default_checked=LATER.unless_reply,
        ),
        "Not if the guest writes first",
        class_name="flex items-center gap-2 text-13",
    )


def planned_list() -> rx.Component:
    """Above the composer: what will be sent in this conversation by itself."""
    return rx.cond(
        PLANNED_FACE == "failed",
        el.p(
            "Planned messages could not be loaded. ",
            text_button("Try again", on_click=do("loadPlanned", OPEN_ID)),
            role="alert",
            class_name="mb-2 text-13 text-warning-text",
        ),
        _planned_list(),
    )


def _planned_list() -> rx.Component:
    return rx.cond(
        PLANNED.length() > 0,
        el.ul(
            rx.foreach(PLANNED, _planned),
            aria_label="Planned messages",
            class_name="mb-2 rounded-panel border border-line bg-surface px-3 py-1",
        ),
    )


def _planned(message: rx.Var[Planned]) -> rx.Component:
    return el.li(
        el.div(
            icon("calendar-clock", "small", "text-notice-text"),
            el.span(
                clock("ahead", message.due_at), class_name="shrink-0 font-medium text-words figures"
            ),
            el.span(
                rx.cond(
                    message.flipped,
                    "",
                    rx.cond(message.original, message.original, message.text),
                ),
                dir="auto",
                class_name="min-w-0 flex-1 truncate text-quiet",
            ),
            rx.cond(
                message.unless_reply,
                el.span("unless they reply", class_name="hidden text-faint tablet:inline"),
            ),
            text_button("Change", on_click=do("changePlanned", message)),
            icon_button("x", "Cancel this message", on_click=do("cancelPlanned", message.id)),
            class_name="flex items-center gap-2 text-13",
        ),
        rx.cond(message.original, _translated(message)),
        key=message.id,
        custom_attrs={"data-planned": message.id},
    )


def _translated(message: rx.Var[Planned]) -> rx.Component:
    language = ask("act.languageName", message.language)
    return el.div(
        # The whole of it: its reader may not have seen it before.
        rx.cond(
            message.flipped,
            el.p(
                message.text,
                dir="auto",
                class_name="max-h-40 overflow-y-auto text-13 words whitespace-pre-wrap",
            ),
        ),
        line(
            "languages",
            rx.cond(
                message.language,
                el.span("Will be sent in ", language),
                el.span("Will be sent in translation"),
            ),
            text_button(
                rx.cond(message.flipped, "Show what was written", "Show what will be sent"),
                on_click=do("flipPlanned", message.id),
                class_name="text-12",
            ),
        ),
        class_name="ps-6 pb-1",
    )
