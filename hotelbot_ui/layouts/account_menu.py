"""Who is signed in, which hotel, light or dark, and the way out."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put
from hotelbot_ui.browser.views import SESSION, SHEET, SOUND, HotelChoice
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.language import language_choice


def account_menu() -> rx.Component:
    return rx.cond(
        SHEET == "account",
        el.div(
            el.div(on_click=put("sheet", None), class_name="absolute inset-0"),
            el.section(
                el.div(
                    el.p(SESSION["name"], class_name="truncate text-14 font-medium"),
                    el.p(SESSION["email"], class_name="truncate text-13 text-faint"),
                    class_name="px-3 pt-2 pb-3",
                ),
                rx.cond(SESSION["hotels"].length() > 1, _hotels()),
                _switches(),
                role="dialog",
                aria_label="You and your hotels",
                class_name=(
                    "absolute end-2 bottom-16 w-72 rounded-panel border border-line bg-surface p-1 "
                    "shadow-float tablet:start-16 tablet:end-auto tablet:bottom-3"
                ),
            ),
            class_name="fixed inset-0 z-40",
        ),
    )


_LINE = (
    "flex w-full items-center gap-3 rounded-control px-3 h-9 text-start text-14 text-words "
    "hover:bg-hover inset-focus pointer-coarse:h-11"
)


def _hotels() -> rx.Component:
    return el.div(
        el.p("Hotels", class_name="px-3 pb-1 text-12 text-faint"),
        el.div(rx.foreach(SESSION["hotels"], _hotel), class_name="max-h-64 overflow-y-auto"),
        class_name="border-t border-line py-2",
    )


def _hotel(hotel: rx.Var[HotelChoice]) -> rx.Component:
    here = SESSION["hotel"]["id"] == hotel["id"]
    return el.button(
        el.span(hotel["name"], dir="auto", class_name="min-w-0 flex-1 truncate"),
        rx.cond(here, icon("check")),
        type="button",
        key=hotel["id"],
        on_click=do("chooseHotel", hotel["id"]),
        class_name=_LINE,
    )


def _switches() -> rx.Component:
    return el.div(
        el.button(
            rx.color_mode_cond(light=icon("moon"), dark=icon("sun")),
            rx.color_mode_cond(light="Dark", dark="Light"),
            type="button",
            on_click=rx.toggle_color_mode,
            class_name=_LINE,
        ),
        el.button(
            rx.cond(SOUND, icon("volume-2"), icon("volume-off")),
            rx.cond(SOUND, "Alert sound is on", "Alert sound is off"),
            type="button",
            on_click=do("toggleSound"),
            class_name=_LINE,
        ),
        el.button(
            icon("keyboard"),
            "Keys",
            type="button",
            on_click=put("sheet", "keys"),
            class_name=f"{_LINE} pointer-coarse:hidden",
        ),
        el.button(
            icon("log-out"), "Sign out", type="button", on_click=do("logout"), class_name=_LINE
        ),
        language_choice("border-t border-line mt-1 ps-3 pt-1"),
        class_name="border-t border-line pt-1",
    )
