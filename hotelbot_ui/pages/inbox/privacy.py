"""What a guest may ask for: what left the building, a copy, and that it goes; a part of the
panel."""

import reflex as rx

from backend.domain.erasure import ErasureReason
from backend.domain.permissions import Permission
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, put, raw
from hotelbot_ui.browser.privacy_views import ERASING
from hotelbot_ui.browser.views import CONVERSATION, SHEET
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import form_error, select
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.links import SAVES
from hotelbot_ui.layouts.records import may

REASONS = (
    (ErasureReason.GUEST_ASKED, "The guest asked for it"),
    (ErasureReason.NO_LONGER_NEEDED, "It is no longer needed"),
    (ErasureReason.WRONG_PERSON, "It belongs to somebody else"),
    (ErasureReason.COURT_OR_AUTHORITY, "A court or an authority asked for it"),
)
_LINK = (
    "inline-flex min-h-6 items-center gap-1.5 text-13 text-quiet underline-offset-2 hover:underline"
)


def privacy_section() -> rx.Component:
    guest = CONVERSATION.guest.id
    return rx.cond(
        may(Permission.PRIVACY_READ.value),
        el.section(
            el.h3("Privacy", class_name="mb-2 text-12 font-medium text-faint"),
            el.a(
                icon("shield-check", "small"),
                "What left the building",
                href=f"{routes.PRIVACY}?c=" + CONVERSATION.id.to(str),
                class_name=_LINK,
            ),
            el.a(
                icon("download", "small"),
                "A copy of what is kept",
                href=ask("act.guestCopy", guest),
                custom_attrs=SAVES,
                class_name=_LINK,
            ),
            rx.cond(
                may(Permission.GUEST_ERASE.value),
                text_button("Delete this guest", on_click=do("askErasure"), class_name="text-13"),
            ),
            aria_label="Privacy",
            class_name="flex flex-col items-start gap-1",
        ),
    )


def erasure_dialog() -> rx.Component:
    return rx.cond(
        SHEET == "erase",
        dialog(
            "Delete this guest",
            el.form(
                el.p(
                    el.bdi(CONVERSATION.guest.name, class_name="text-14 font-semibold"),
                    el.bdi(CONVERSATION.guest.phone, class_name="ms-2 text-13 text-quiet figures"),
                ),
                el.p(
                    "Messages, files, notes, alerts and the guest's name and number go for good. "
                    "Stays remain as rooms and nights without a name, and what the AI cost stays.",
                    class_name="text-13 text-quiet",
                ),
                el.p(
                    "A PMS that still knows the guest may bring the reservation back.",
                    class_name="text-13 text-quiet",
                ),
                select(
                    "reason",
                    "Why",
                    [
                        ("", "Choose a reason"),
                        *[(reason.value, words) for reason, words in REASONS],
                    ],
                    required=True,
                ),
                form_error(ERASING.error),
                el.div(
                    button(
                        rx.cond(ERASING.busy, "Deleting", "Delete for good"),
                        variant="danger",
                        type="submit",
                        disabled=ERASING.busy,
                    ),
                    button("Cancel", variant="ghost", on_click=put("sheet", None)),
                    class_name="flex gap-2 pt-2",
                ),
                custom_attrs={"onSubmitCapture": raw("onErase")},
                class_name="flex flex-col gap-4 px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )
