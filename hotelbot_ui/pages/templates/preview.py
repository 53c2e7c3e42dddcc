"""The text as the guest's phone shows it, for a real stay or an invented one."""

from typing import Any

import reflex as rx

from backend.domain.words import FactClass
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.template_views import EDITOR
from hotelbot_ui.components import faces
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon


def preview() -> rx.Component:
    return el.section(
        el.label(
            "Preview for",
            html_for="template-stay",
            class_name="mb-1 block text-13 font-medium text-quiet",
        ),
        el.select(
            el.option("An invented guest", value=""),
            rx.foreach(
                EDITOR.stays,
                lambda one: el.option(
                    ask(
                        "act.stayLabel",
                        one.guest_name,
                        one.room,
                        ask("clock.span", one.arrival, one.departure),
                    ),
                    value=one.external_id,
                ),
            ),
            id="template-stay",
            value=EDITOR.stay,
            custom_attrs={"onChange": raw("onTemplateStay")},
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
        rx.cond(
            EDITOR.stays_error,
            el.p(
                "The stays could not be read. ",
                EDITOR.stays_error,
                role="status",
                class_name="mt-1 text-12 text-warning-text",
            ),
        ),
        rx.match(
            EDITOR.preview.face,
            ("failed", faces.failed(EDITOR.preview.error, do("askPreview"))),
            ("loading", faces.loading_rows(1)),
            _bubble(),
        ),
        class_name="min-w-0",
    )


def _bubble() -> rx.Component:
    shown = EDITOR.preview
    return el.fragment(
        el.div(
            el.p(
                rx.foreach(shown.pieces, _piece),
                rx.cond(
                    shown.pieces.length() == 0,
                    el.span("Nothing is written yet.", class_name="text-faint"),
                ),
                dir="auto",
                lang=EDITOR.language,
                class_name="whitespace-pre-wrap words text-15",
            ),
            aria_label="Preview",
            role="figure",
            class_name=(
                "ms-auto mt-3 w-fit min-w-16 max-w-full rounded-panel bg-good-soft px-3 py-2"
            ),
        ),
        rx.cond(
            shown.missing.length() > 0,
            el.p(
                icon("circle-slash", "small", "mt-0.5"),
                el.span(
                    "It would not be sent: not known is ",
                    shown.missing.join(", "),
                    ".",
                    class_name="words",
                ),
                role="status",
                class_name="mt-2 flex gap-2 text-13 text-danger-text",
            ),
        ),
    )


def _piece(piece: rx.Var[Any]) -> rx.Component:
    tones = [
        ("value", "font-medium"),
        ("fallback", "underline decoration-dotted underline-offset-2"),
        ("missing", "rounded-control bg-danger-soft text-danger-text underline"),
        ("secret", "font-medium text-warning-text"),
    ]
    said = {
        "value": "",
        "fallback": "Not known: this is what is said instead",
        "missing": "Not known",
        FactClass.SECRET.value: "There is one. It leaves only for the guest verified in the house",
    }
    return rx.cond(
        piece.source == "words",
        el.span(piece.text),
        el.span(
            piece.text,
            title=f"{piece.variable} {rx.Var.create(said)[piece.source.to(str)]}",
            custom_attrs={"data-source": piece.source},
            class_name=rx.match(piece.source, *tones, ""),
        ),
    )
