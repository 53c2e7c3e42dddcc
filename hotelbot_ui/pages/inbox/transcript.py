"""What is said in a voice note: below its player, and the question for it."""

from dataclasses import dataclass

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.conversations.schemas import MessageView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, live, put
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import CONTROL, form_error
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.records import may


@dataclass
class TranscriptForm:
    id: str
    text: str
    busy: bool
    error: str


FORM = live("transcript", TranscriptForm)


def transcript(message: rx.Var[MessageView]) -> rx.Component:
    media = message.media
    said = el.div(
        el.p(media.transcript, dir="auto", class_name="words text-14"),
        el.p(
            rx.cond(media.by_machine, "Machine transcript", "Written down"),
            " (",
            el.span(media.transcript_by, dir="auto"),
            ")",
            class_name="text-12 text-faint",
        ),
        custom_attrs={"data-transcript": True},
        class_name="mt-1 border-s-2 border-line ps-2",
    )
    return el.div(
        rx.cond(media.transcript, said),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            text_button(
                rx.cond(media.transcript, "Change", "Write down what is said"),
                on_click=do("openTranscript", message),
                class_name="text-12",
            ),
        ),
    )


def transcript_dialog() -> rx.Component:
    return rx.cond(
        SHEET == "transcript",
        dialog(
            "What is said in it",
            el.div(
                el.textarea(
                    id="transcript-text",
                    default_value=FORM.text,
                    key=FORM.id,
                    max_length=4_000,
                    auto_focus=True,
                    dir="auto",
                    aria_label="What is said in it",
                    class_name=f"min-h-32 resize-y py-2 {CONTROL}",
                ),
                el.p(
                    "Colleagues read it below the recording. The guest is not told.",
                    class_name="pt-1 text-12 text-faint",
                ),
                form_error(FORM.error),
                el.div(
                    button(
                        "Save", variant="primary", disabled=FORM.busy, on_click=do("saveTranscript")
                    ),
                    button("Cancel", variant="ghost", on_click=put("sheet", None)),
                    class_name="flex flex-wrap items-center gap-2 pt-4",
                ),
                custom_attrs={"data-question": "transcript"},
                class_name="flex flex-col px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )
