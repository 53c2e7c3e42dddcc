"""Signing in. The form posts to the API, which sets the cookie; then the page loads anew."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import raw
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, form_error
from hotelbot_ui.layouts.language import language_choice
from hotelbot_ui.layouts.public import public


def login_page() -> rx.Component:
    return public(
        "login",
        el.h1("Hotelbot", class_name="text-20 font-semibold"),
        el.p("Sign in to your hotel's messages.", class_name="mt-1 mb-6 text-14 text-faint"),
        el.form(
            field(
                "email",
                "E-mail",
                type="email",
                required=True,
                auto_focus=True,
                auto_complete="username",
            ),
            field(
                "password",
                "Password",
                type="password",
                required=True,
                auto_complete="current-password",
            ),
            form_error(FORM["error"]),
            button(
                rx.cond(FORM["busy"], "Signing in", "Sign in"),
                variant="primary",
                type="submit",
                disabled=FORM["busy"],
                class_name="mt-2 h-10 w-full text-14",
            ),
            method="post",
            custom_attrs={"onSubmitCapture": raw("onLogin")},
            class_name="flex flex-col gap-4",
        ),
        language_choice("mt-8 -ms-1"),
    )
