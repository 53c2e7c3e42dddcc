"""Where an invited colleague chooses a password, and is signed in with it."""

from typing import Any

import reflex as rx

from backend.domain.passwords import SHORTEST
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import effect, raw
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, form_error
from hotelbot_ui.layouts.public import public


def invitation_page() -> rx.Component:
    email = FORM.item.to(dict[str, Any])["email"]
    return public(
        "invitation",
        el.h1("Welcome to Hotelbot", class_name="text-20 font-semibold"),
        rx.cond(
            email,
            el.p("Choose a password for ", email, ".", class_name="mt-1 mb-6 text-14 text-faint"),
            el.p("", class_name="mb-6"),
        ),
        el.form(
            rx.cond(
                email,
                field(
                    "password",
                    "Password",
                    type="password",
                    required=True,
                    auto_focus=True,
                    auto_complete="new-password",
                    hint=f"At least {SHORTEST} characters, none of the common ones.",
                ),
            ),
            form_error(FORM.error),
            rx.cond(
                email,
                button(
                    "Set the password",
                    variant="primary",
                    type="submit",
                    disabled=FORM.busy,
                    class_name="h-10 w-full text-14",
                ),
            ),
            method="post",
            custom_attrs={"onSubmitCapture": raw("onInvitation")},
            class_name="flex flex-col gap-4",
        ),
        effects=(effect("useStart", "readInvitation"),),
    )
