"""The command palette: everything that can be done, and every guest, by typing a few letters."""

from typing import Final

import reflex as rx

from backend.features.conversations.schemas import ConversationView
from backend.features.search.schemas import FoundMessage
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.views import PALETTE, SHEET
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.keys import EVERYWHERE, KEYS, key_cap
from hotelbot_ui.layouts.snippet import snippet

ANYWHERE: Final = EVERYWHERE - {"back", "palette"}
IN_LIST: Final = {"next", "previous", "guest", "next_view"}
# Once each, by the first of its keys.
COMMANDS: Final = list(
    {
        name: {
            "name": name,
            "words": words,
            "shown": shown,
            "needs": "" if name in ANYWHERE else "list" if name in IN_LIST else "open",
        }
        for _, shown, name, words in reversed(KEYS)
        if name not in ("back", "palette", "search")
    }.values()
)[::-1]


def palette() -> rx.Component:
    return rx.cond(
        SHEET == "palette",
        el.div(
            el.div(on_click=do("closePalette"), class_name="absolute inset-0 bg-scrim"),
            el.section(
                _field(),
                el.div(
                    _guests(),
                    _commands(),
                    class_name="min-h-0 flex-1 overflow-y-auto p-2",
                ),
                role="dialog",
                aria_modal="true",
                aria_label="Commands",
                class_name=(
                    "relative mx-auto mt-[10dvh] flex max-h-[70dvh] w-full max-w-140 flex-col "
                    "overflow-hidden rounded-panel bg-surface shadow-float"
                ),
            ),
            class_name="fixed inset-0 z-50 flex items-start p-4",
        ),
    )


def _field() -> rx.Component:
    return el.div(
        icon("search", class_name="text-faint"),
        el.input(
            id="palette",
            auto_focus=True,
            auto_complete="off",
            aria_label="Search guests and commands",
            placeholder="A guest, a room, a word, or what to do",
            custom_attrs={"onInput": raw("onPalette"), "onKeyDown": raw("onPaletteKey")},
            class_name="h-12 w-full bg-transparent text-15 focus-visible:outline-none",
        ),
        class_name="flex items-center gap-3 border-b border-line px-4",
    )


def _guests() -> rx.Component:
    return el.fragment(
        rx.foreach(PALETTE.found, _guest),
        rx.foreach(PALETTE.said, _said),
        rx.cond(
            PALETTE.failed,
            el.p(
                "The search did not answer. Type on to ask again.",
                role="alert",
                class_name="px-3 py-2 text-13 text-danger-text",
            ),
        ),
    )


def _guest(c: rx.Var[ConversationView], place: rx.Var[int]) -> rx.Component:
    return el.button(
        icon("message-circle", class_name="text-faint"),
        el.span(c.guest.name, dir="auto", class_name="font-medium truncate"),
        el.span(rx.cond(c.stay, c.stay.room, ""), class_name="shrink-0 text-13 text-faint figures"),
        el.span(c.last_message.text, dir="auto", class_name="truncate text-13 text-faint"),
        type="button",
        on_click=do("openFound", c.id),
        key=c.id,
        custom_attrs={"data-choice": c.id},
        class_name=_lit(place),
    )


def _said(m: rx.Var[FoundMessage], place: rx.Var[int]) -> rx.Component:
    return el.button(
        icon("text-search", class_name="shrink-0 text-faint"),
        el.span(m.guest_name, dir="auto", class_name="max-w-40 shrink-0 truncate font-medium"),
        el.span(snippet(m.parts), dir="auto", class_name="truncate text-13 text-faint"),
        type="button",
        on_click=do("openSaid", m.conversation_id, m.id),
        key=m.id,
        custom_attrs={"data-choice": m.id},
        class_name=_lit(place + PALETTE.found.length()),
    )


def _commands() -> rx.Component:
    shown = ask("act.matching", COMMANDS, PALETTE.query, kind=list[dict[str, str]])
    return el.fragment(
        rx.foreach(
            shown,
            lambda command, place: el.button(
                icon("corner-down-right", class_name="text-faint"),
                command["words"],
                el.span(key_cap(command["shown"]), class_name="ms-auto"),
                type="button",
                on_click=do("runCommand", command["name"]),
                key=command["name"],
                custom_attrs={"data-choice": command["name"]},
                class_name=_lit(place + PALETTE.found.length() + PALETTE.said.length()),
            ),
        ),
        rx.cond(
            (shown.length() == 0) & (PALETTE.found.length() == 0) & (PALETTE.said.length() == 0),
            el.p("Nothing has these letters.", class_name="px-3 py-4 text-13 text-faint"),
        ),
    )


_LINE: Final = (
    "flex w-full items-center gap-3 rounded-control px-3 py-2 text-start text-14 inset-focus "
    "pointer-coarse:min-h-11"
)


def _lit(place: rx.Var[int]) -> rx.Var:
    return rx.cond(PALETTE.at == place, f"{_LINE} bg-selected", f"{_LINE} hover:bg-hover")
