"""Messages in the reader's language with the words as they came one click away, and a reply in the
guest's before it is sent."""

import reflex as rx
from reflex.vars import FunctionVar

from backend.domain.translating import TranslationState
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.translation_views import OUTGOING, READING, Said
from hotelbot_ui.browser.views import CONVERSATION, ThreadRow
from hotelbot_ui.components.button import button, icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design.translation_copy import REASONS
from hotelbot_ui.layouts.words import said

PLANNING = OUTGOING.plan.bool()


def translation_switch() -> rx.Component:
    """In the head of the conversation, unless the guest is known to speak the reader's language."""
    spoken = CONVERSATION.guest.language
    same = spoken & (spoken.to(str)[:2] == READING.language)
    on = READING.on
    return rx.cond(
        READING & READING.language & (~same | on),
        el.div(
            icon_button(
                "languages",
                rx.cond(on, "Read as it came", "Translate this conversation"),
                on_click=do("switchTranslation"),
                custom_attrs={
                    "aria-pressed": rx.cond(on, "true", "false"),
                    "data-translation": rx.cond(on, "on", "off"),
                },
                class_name=rx.cond(on, "text-accent-text bg-pressed", ""),
            ),
        ),
    )


def words_of(row: rx.Var[ThreadRow], text_class: str) -> rx.Component:
    """What the message says, in the language that is chosen."""
    message, t = row["m"], row["t"]
    return rx.cond(
        message.text,
        el.p(
            rx.cond(t & t.shown, t.text, message.text),
            dir="auto",
            class_name=f"words {text_class}",
        ),
    )


def translation_line(row: rx.Var[ThreadRow]) -> rx.Component:
    """Where the words come from, and the way to the others."""
    message = row["m"]
    return _origin(row["t"], message.id, message.client_id, again=do("translateAgain", message.id))


def draft_line(t: rx.Var[Said], draft_id: rx.Var) -> rx.Component:
    """The same below what the AI wrote for staff."""
    return _origin(t, draft_id, draft_id, again=do("translateDraftAgain"))


def _origin(t: rx.Var[Said], *keys: rx.Var, again: FunctionVar) -> rx.Component:
    return rx.cond(
        t,
        rx.match(
            t.state,
            ("asked", line("languages", "Translating")),
            (TranslationState.TRANSLATED.value, _translated(t, *keys)),
            (TranslationState.NOT_TRANSLATED.value, _untranslated(t, again)),
            el.fragment(),
        ),
    )


def _translated(t: rx.Var[Said], *keys: rx.Var) -> rx.Component:
    language = ask("act.languageName", t.spoken)
    from_guest = rx.cond(
        t.shown,
        rx.cond(t.spoken, el.span("Translated from ", language), el.span("Translated")),
        rx.cond(t.spoken, el.span("Original, in ", language), el.span("Original")),
    )
    by_colleague = rx.cond(t.spoken, el.span("Sent in ", language), el.span("Sent in translation"))
    return el.fragment(
        line(
            "languages",
            rx.cond(t.by_person, by_colleague, from_guest),
            text_button(
                rx.cond(
                    t.by_person,
                    rx.cond(t.shown, "Show what was sent", "Show what was written"),
                    rx.cond(t.shown, "Show original", "Show translation"),
                ),
                on_click=do("flipTranslation", *keys),
                custom_attrs={"data-flip": keys[0]},
                class_name="text-12",
            ),
        ),
        rx.cond(t.shown, _doubtful(t.doubtful)),
    )


def _untranslated(t: rx.Var[Said], again: FunctionVar) -> rx.Component:
    return line(
        "languages",
        el.span("Not translated: ", said(REASONS, t.reason.to(str))),
        _fact(t.fact),
        text_button("Try again", on_click=again, class_name="text-12"),
    )


def _fact(fact: rx.Var[str]) -> rx.Component:
    """What was lost or added, as it was written."""
    return rx.cond(fact, el.span("(", fact, ")", dir="auto"))


def _doubtful(words: rx.Var[list[str]]) -> rx.Component:
    """What code cannot tell: a person compares it with the original."""
    return rx.cond(
        words.length() > 0,
        line("eye", el.span("Compare with the original: ", words.join(", ")), tone="text-quiet"),
    )


def line(glyph: str, *words: rx.Component | str, tone: str = "text-faint") -> rx.Component:
    """Small, below the words of which it says something."""
    return el.div(
        icon(glyph, "small", "mt-0.5 shrink-0"),
        el.p(
            *[el.span(one) if isinstance(one, str) else one for one in words],
            class_name="flex min-w-0 flex-wrap items-center gap-x-1.5",
        ),
        custom_attrs={"data-translated": "true"},
        class_name=f"mt-1 flex items-start gap-1.5 text-12 {tone}",
    )


def outgoing() -> rx.Component:
    """Above the composer, from the moment somebody sends until they decide."""
    return rx.cond(
        OUTGOING & ~PLANNING,
        _preview(
            class_name=(
                "mb-2 rounded-panel border border-dashed border-line-strong bg-surface px-3 pt-1 "
                "pb-3"
            )
        ),
    )


def outgoing_later() -> rx.Component:
    """In the dialog that asked for the moment, with what was written above it."""
    return el.div(
        el.p(
            OUTGOING.original,
            dir="auto",
            custom_attrs={"data-written": "true"},
            class_name=(
                "mb-3 max-h-40 overflow-y-auto border-s-2 border-line-strong ps-3 text-15 words "
                "whitespace-pre-wrap"
            ),
        ),
        _preview(class_name=""),
        class_name="px-6 pb-6",
    )


def _preview(class_name: str) -> rx.Component:
    return el.section(
        rx.match(
            OUTGOING.face,
            ("loading", line("languages", "Translating")),
            ("failed", _failed()),
            _ready(),
        ),
        aria_label="Before it is sent",
        role="status",
        custom_attrs={"data-outgoing": OUTGOING.face},
        class_name=class_name,
    )


def _ready() -> rx.Component:
    return el.fragment(
        el.div(
            icon("languages", "small", "text-accent-text"),
            el.h3(
                "Will be sent in ",
                ask("act.languageName", OUTGOING.language),
                class_name="flex-1 text-13 font-medium",
            ),
            _back(),
            class_name="flex items-center gap-2",
        ),
        el.textarea(
            id="outgoing",
            rows=3,
            dir="auto",
            default_value=OUTGOING.text,
            key=OUTGOING.text,
            aria_label="What the guest will read",
            custom_attrs={"ref": raw("mountOutgoing")},
            class_name=(
                "field-sizing-content max-h-60 min-h-10 w-full resize-none rounded-control border "
                "border-line bg-transparent px-2 py-1.5 text-15 pointer-coarse:text-16"
            ),
        ),
        _doubtful(OUTGOING.doubtful),
        el.div(
            _without_translation(),
            rx.cond(
                PLANNING,
                _decide("Plan translation", "Plan translation (Enter)", "calendar-clock"),
                _decide("Send translation", "Send translation (Enter)", "send"),
            ),
            class_name="mt-2 flex flex-wrap items-center justify-end gap-2",
        ),
    )


def _decide(words: str, title: str, glyph: str) -> rx.Component:
    return button(words, variant="primary", glyph=glyph, title=title, on_click=do("sendTranslated"))


def _back() -> rx.Component:
    def leave(glyph: str) -> rx.Component:
        return icon_button(glyph, "Back to what was written", on_click=do("leaveOutgoing"))

    # The dialog itself is closed by an X.
    return rx.cond(PLANNING, leave("arrow-left"), leave("x"))


def _failed() -> rx.Component:
    """The original can always go."""
    return el.fragment(
        el.div(
            icon("triangle-alert", "small", "mt-0.5 shrink-0"),
            el.p(
                el.span("Not translated: ", said(REASONS, OUTGOING.reason.to(str))),
                " ",
                _fact(OUTGOING.fact),
                class_name="flex-1",
            ),
            # Above the composer the field itself is the way back.
            rx.cond(PLANNING, el.span(_back(), class_name="-my-1.5")),
            class_name="flex gap-2 pt-2 text-13 text-warning-text",
        ),
        el.div(
            _without_translation(),
            button("Try again", variant="primary", on_click=do("outgoingAgain")),
            class_name="mt-2 flex flex-wrap items-center justify-end gap-2",
        ),
    )


def _without_translation() -> rx.Component:
    return el.fragment(
        text_button(
            "Do not translate here", on_click=do("writeUntranslated"), class_name="me-auto text-13"
        ),
        button(rx.cond(PLANNING, "Plan original", "Send original"), on_click=do("sendOriginal")),
    )
