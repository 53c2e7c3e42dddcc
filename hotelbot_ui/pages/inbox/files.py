"""A file that is not here: on its way, or why it is not and what to do. And the picture viewer."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.conversations.schemas import MessageView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put
from hotelbot_ui.browser.views import PICTURE, SHEET
from hotelbot_ui.components.button import icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.links import SAVES
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said


def absent_file(message: rx.Var[MessageView], glyph: str, name: str) -> rx.Component:
    media = message.media
    return rx.cond(
        media.coming,
        el.p(
            icon(glyph),
            rx.cond(media.trouble, f"{name}: not here yet, tried again", f"{name} is on its way"),
            role="status",
            class_name="flex items-center gap-2 text-14 text-faint",
        ),
        el.div(
            icon(glyph, "regular", "text-faint"),
            el.span(
                f"{name}: ",
                rx.cond(media.trouble, said(copy.FILES, media.trouble.to(str)), copy.NOT_FETCHED),
                class_name="min-w-0 text-quiet",
            ),
            rx.cond(
                media & may(Permission.INBOX_WRITE.value),
                text_button("Try again", on_click=do("fetchFile", message.media.id)),
            ),
            custom_attrs={"data-file": "absent"},
            class_name="flex flex-wrap items-center gap-2 text-14",
        ),
    )


def picture_viewer() -> rx.Component:
    """Escape closes it, the arrows go through the pictures of the conversation."""
    return rx.cond(
        (SHEET == "picture") & PICTURE,
        el.div(
            el.div(
                on_click=put("sheet", None),
                class_name="absolute inset-0 bg-scrim",
            ),
            el.figure(
                el.img(
                    src=PICTURE.media.url.to(str),
                    alt="Picture from the conversation",
                    class_name="max-h-[80dvh] max-w-full object-contain",
                ),
                rx.cond(
                    PICTURE.text,
                    el.figcaption(
                        PICTURE.text, dir="auto", class_name="words px-4 py-2 text-14 text-words"
                    ),
                ),
                el.div(
                    icon_button("chevron-left", "Earlier picture", on_click=do("nextPicture", -1)),
                    icon_button("chevron-right", "Later picture", on_click=do("nextPicture", 1)),
                    el.a(
                        icon("download"),
                        href=PICTURE.media.url.to(str),
                        custom_attrs=SAVES,
                        title="Save the picture",
                        aria_label="Save the picture",
                        class_name="inline-flex size-8 items-center justify-center",
                    ),
                    icon_button("x", "Close", on_click=put("sheet", None)),
                    class_name="flex items-center justify-center gap-1 py-1",
                ),
                class_name=(
                    "relative m-auto flex max-w-full flex-col items-center overflow-hidden "
                    "rounded-panel bg-surface shadow-float"
                ),
            ),
            role="dialog",
            aria_modal="true",
            aria_label="Picture",
            class_name="fixed inset-0 z-40 flex p-4",
        ),
    )
