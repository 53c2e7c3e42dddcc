"""How the person who looks is told of things: kind by kind, and when not aloud."""

from typing import Final

import reflex as rx

from backend.domain.notifying import MAILED, NotifyChannel, NotifyKind
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.live_views import DESKTOP, NOTIFY, NOTIFY_ERROR, NOTIFY_FACE
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.section import section
from hotelbot_ui.pages.settings.digest import digest

KINDS: Final = (
    (NotifyKind.ASSIGNED.value, "A conversation is given to me"),
    (NotifyKind.MENTION.value, "A note names me"),
    (NotifyKind.MESSAGE.value, "A guest writes in a conversation of mine"),
    (NotifyKind.PARTICIPATING.value, "A colleague writes where I took part"),
    (NotifyKind.CONVERSATION_CREATED.value, "A new conversation begins"),
    (NotifyKind.ALERT.value, "An alert is raised"),
)
WAYS: Final = (
    (NotifyChannel.LIST.value, "List"),
    (NotifyChannel.DESKTOP.value, "Desktop"),
    (NotifyChannel.SOUND.value, "Sound"),
    (NotifyChannel.EMAIL.value, "Mail"),
)


def notifications_section() -> rx.Component:
    return section(
        "Your notifications",
        "For you alone. Whatever you missed is one line when you are back.",
        rx.match(
            NOTIFY_FACE,
            (
                "ready",
                el.div(_table(), digest(), _desktop(), _quiet(), class_name="flex flex-col gap-6"),
            ),
            (
                "nobody",
                el.p(
                    "You have no place of your own in this hotel.",
                    class_name="text-13 text-faint",
                ),
            ),
            ("failed", faces.failed(NOTIFY_ERROR, do("loadNotify"))),
            faces.loading_rows(3),
        ),
        action=button("Send me a test", glyph="bell-ring", on_click=do("tryNotify")),
        anchor="notifications",
    )


def _table() -> rx.Component:
    return el.table(
        el.thead(
            el.tr(
                el.th("When", scope="col", class_name="py-2 text-start font-medium"),
                *[
                    el.th(words, scope="col", class_name="w-14 py-2 font-medium tablet:w-20")
                    for _, words in WAYS
                ],
                class_name="border-b border-line text-12 text-faint",
            )
        ),
        el.tbody(*[_line(kind, words) for kind, words in KINDS]),
        class_name="w-full text-14",
    )


def _line(kind: str, words: str) -> rx.Component:
    return el.tr(
        el.th(words, scope="row", class_name="py-1 pe-2 text-start font-regular"),
        *[_cell(kind, words, way, name) for way, name in WAYS],
        class_name="border-b border-line last:border-b-0",
    )


def _cell(kind: str, words: str, way: str, name: str) -> rx.Component:
    """Alerts have a list and a ladder of their own, whatever is chosen here."""
    if kind == NotifyKind.ALERT.value and way == NotifyChannel.LIST.value:
        return el.td(icon("check", "small", "mx-auto text-faint"))
    if kind not in MAILED and way == NotifyChannel.EMAIL.value:
        return el.td()
    box = el.input(
        type="checkbox",
        checked=ask("act.notifies", NOTIFY, kind, way, kind=bool),
        on_change=do("toggleNotify", kind, way),
        aria_label=f"{words}: {name}",
        disabled=~NOTIFY.mail_minutes.bool() if way == NotifyChannel.EMAIL.value else False,
        custom_attrs={"data-notify": f"{kind}:{way}"},
        class_name="size-4 accent-accent",
    )
    return el.td(
        el.label(box, class_name="flex h-8 items-center justify-center pointer-coarse:h-11"),
        class_name="text-center",
    )


def _desktop() -> rx.Component:
    return el.p(
        icon("monitor", "small", "mt-0.5 shrink-0"),
        rx.match(
            DESKTOP,
            ("granted", el.span("This browser may show notifications on the desktop.")),
            (
                "denied",
                el.span(
                    "This browser was told not to show notifications. "
                    "Allow them beside the address of this page, then load it again."
                ),
            ),
            (
                "default",
                el.span(
                    "This browser has not been asked yet. ",
                    text_button("Allow on the desktop", on_click=do("allowDesktop")),
                ),
            ),
            el.span("This browser has no desktop notifications."),
        ),
        custom_attrs={"data-desktop": DESKTOP},
        class_name="flex gap-2 text-13 text-quiet",
    )


def _quiet() -> rx.Component:
    return el.form(
        el.p("Quiet when off shift", class_name="text-13 font-medium text-quiet"),
        el.p(
            "On the hotel's clock. The list goes on; desktop, sound and mail are silent.",
            class_name="mb-2 text-12 text-faint",
        ),
        el.div(
            _hour("from", "From", NOTIFY.quiet_from),
            _hour("until", "Until", NOTIFY.quiet_until),
            button("Save", type="submit"),
            class_name="flex flex-wrap items-end gap-3",
        ),
        key=f"{NOTIFY.quiet_from}-{NOTIFY.quiet_until}",
        custom_attrs={"onSubmitCapture": raw("onQuiet")},
    )


def _hour(name: str, label: str, value: rx.Var) -> rx.Component:
    return el.label(
        el.span(label, class_name="mb-1 block text-12 text-faint"),
        el.input(
            type="time",
            name=name,
            default_value=rx.cond(value, value.to(str)[:5], ""),
            class_name=f"h-9 w-32 pointer-coarse:h-11 {CONTROL}",
        ),
    )
