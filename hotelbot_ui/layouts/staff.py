"""The frame of every signed-in screen: the rail, what floats, the live port."""

from typing import Any, Final

import reflex as rx
from reflex.vars import VarData

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, effect, marked, put
from hotelbot_ui.browser.delivery_views import DOUBTS, LETTER_COUNTS
from hotelbot_ui.browser.live_views import UNREAD
from hotelbot_ui.browser.views import ALERTS, COUNTS, SESSION, SHEET
from hotelbot_ui.components.badge import count
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.account_menu import account_menu
from hotelbot_ui.layouts.alert_panel import alert_panel
from hotelbot_ui.layouts.budget_banner import budget_banner
from hotelbot_ui.layouts.connection import connection_line
from hotelbot_ui.layouts.keys import KEYMAP, keys_dialog
from hotelbot_ui.layouts.number_banner import number_banners
from hotelbot_ui.layouts.palette import palette
from hotelbot_ui.layouts.toasts import toasts
from hotelbot_ui.state.live import Live

RAIL: Final = (
    ("inbox", "inbox", "Inbox", routes.INBOX),
    ("delivery", "send", "Delivery", routes.DELIVERY),
    ("stays", "bed-double", "Stays", routes.STAYS),
    ("knowledge", "book-open", "Knowledge", routes.KNOWLEDGE),
    ("templates", "message-square-text", "Templates", routes.TEMPLATES),
    ("triggers", "zap", "Triggers", routes.TRIGGERS),
    ("settings", "settings", "Settings", routes.SETTINGS),
)


def staff(
    name: str,
    *children: rx.Component,
    effects: tuple[VarData | None, ...] = (),
    keymap: dict[str, str] = KEYMAP,
    bare_on_phone: rx.Var[bool] | bool = False,
) -> rx.Component:
    """`bare_on_phone`: the rail makes room, as for an open conversation on a small screen."""
    return el.div(
        _rail(name, bare_on_phone),
        el.main(
            connection_line(),
            number_banners(),
            budget_banner(),
            *children,
            class_name="flex min-h-0 min-w-0 flex-1 flex-col",
        ),
        alert_panel(),
        account_menu(),
        keys_dialog(),
        palette(),
        toasts(),
        custom_attrs={
            "data-page": marked(
                name,
                effect("usePush", Live.last),
                effect("useKeys", keymap),
                effect("useFocus"),
                effect("useTitle"),
                *effects,
            )
        },
        class_name="flex h-dvh flex-col-reverse bg-canvas text-words tablet:flex-row",
    )


def _rail(name: str, bare: rx.Var[bool] | bool) -> rx.Component:
    shape = (
        "z-10 shrink-0 items-center border-line bg-canvas "
        "tablet:flex tablet:h-full tablet:w-14 tablet:flex-col tablet:gap-1 tablet:border-e "
        "tablet:border-t-0 tablet:py-3 tablet:pb-3 "
        "border-t px-2 pb-[env(safe-area-inset-bottom)]"
    )
    return el.nav(
        rx.cond(
            SESSION["hotel"],
            el.fragment(
                _item(name, *RAIL[0], number=COUNTS["waiting"].to(int)),
                _alerts_item(name),
                _item(name, *RAIL[1], number=DOUBTS.asked + LETTER_COUNTS.waiting),
                *[_item(name, *entry) for entry in RAIL[2:]],
            ),
        ),
        rx.cond(
            SESSION["is_platform_admin"],
            _item(name, "admin", "building-2", "Hotels", routes.ADMIN),
        ),
        el.span(class_name="hidden flex-1 tablet:block"),
        _account_item(),
        aria_label="Main",
        class_name=rx.cond(bare, f"{shape} hidden", f"{shape} flex"),
    )


_ITEM: Final = (
    "relative inline-flex h-12 min-w-9 flex-1 items-center justify-center rounded-control "
    "inset-focus tablet:size-10 tablet:flex-none"
)


def _item(
    here: str, name: str, glyph: str, label: str, href: str, *, number: rx.Var[int] | None = None
) -> rx.Component:
    chosen = here == name
    tone = "bg-selected text-words" if chosen else "text-faint hover:bg-hover hover:text-words"
    mark = rx.cond(number > 0, _corner(number)) if number is not None else el.fragment()
    return el.a(
        icon(glyph, "large"),
        mark,
        href=href,
        title=label,
        aria_label=label,
        custom_attrs={"aria-current": "page" if chosen else "false"},
        class_name=f"{_ITEM} {tone}",
    )


def _alerts_item(here: str) -> rx.Component:
    tone = (
        "bg-selected text-words"
        if here == "alerts"
        else "text-faint hover:bg-hover hover:text-words"
    )
    return el.button(
        icon("bell", "large"),
        rx.cond(
            ALERTS.length() > 0,
            _corner(ALERTS.length(), alarming=True),
            rx.cond(UNREAD > 0, _corner(UNREAD)),
        ),
        type="button",
        title="Alerts and what is for you (A)",
        aria_label="Alerts",
        on_click=do("ringBell"),
        custom_attrs={"data-bell": "true"},
        class_name=f"{_ITEM} {tone}",
    )


def _corner(number: rx.Var[Any], *, alarming: bool = False) -> rx.Component:
    return el.span(
        count(number, tone="danger" if alarming else "neutral"),
        class_name="absolute end-1 top-0.5 tablet:-end-1 tablet:-top-1 scale-90",
    )


def _account_item() -> rx.Component:
    return el.button(
        icon("user-round", "large"),
        type="button",
        title="You and your hotels",
        aria_label="You and your hotels",
        on_click=put("sheet", rx.cond(SHEET == "account", "", "account")),
        custom_attrs={"data-account": "true"},
        class_name=f"{_ITEM} text-faint hover:bg-hover hover:text-words",
    )


def page(
    name: str,
    title: str | rx.Var[str] | rx.Component,
    lead: str,
    *children: rx.Component,
    actions: tuple[rx.Component, ...] = (),
    loads: tuple[str, ...] = (),
    starts: tuple[str, ...] = (),
    wide: bool = False,
) -> rx.Component:
    """A plain screen: a heading that says what it is for, then its content.

    `loads`: plain resources to read at first; `starts`: other actions to run then.
    `wide`: with room for two columns.
    """
    return staff(
        name,
        el.div(
            el.div(
                el.header(
                    el.div(
                        rx.cond(
                            SESSION.hotel,
                            el.p(
                                SESSION.hotel.name,
                                dir="auto",
                                class_name="mb-1 text-13 font-medium text-faint",
                            ),
                        )
                        if name != "admin"
                        else el.fragment(),
                        el.h1(title, class_name="text-20 font-semibold"),
                        el.p(lead, class_name="mt-1 max-w-140 text-14 text-faint text-pretty"),
                        class_name="min-w-0 flex-1 basis-44",
                    ),
                    *actions,
                    class_name="flex flex-wrap items-start gap-4 pb-6",
                ),
                *children,
                class_name=(
                    f"mx-auto w-full {'max-w-280' if wide else 'max-w-220'} px-4 py-6 "
                    "tablet:px-8 tablet:py-8"
                ),
            ),
            class_name="min-h-0 flex-1 overflow-y-auto bg-surface",
        ),
        effects=(
            effect("useStart", "boot"),
            *(effect("useStart", "load", resource) for resource in loads),
            *(effect("useStart", action) for action in starts),
        ),
    )
