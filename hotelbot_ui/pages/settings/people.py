"""Who works here and what they may do."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import Role
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, select
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section

NAME: Final = "staff"
ADDED: Final = "staff-added"
ROLES: Final = [
    (Role.MANAGER.value, "Manager: everything"),
    (Role.AGENT.value, "Agent: answers guests"),
    (Role.VIEWER.value, "Viewer: reads along"),
]
WORDS: Final = {
    Role.MANAGER.value: "Manager",
    Role.AGENT.value: "Agent",
    Role.VIEWER.value: "Viewer",
}


def people_section() -> rx.Component:
    return section(
        "People",
        "Everybody signs in with their own e-mail.",
        records(NAME, _row, nothing=faces.empty("users", "Nobody yet", "Add the first colleague.")),
        _form(),
        _added(),
        action=rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            button(
                "Add a person",
                glyph="plus",
                on_click=do("edit", NAME, {"role": Role.AGENT.value}),
            ),
        ),
    )


def _row(person: rx.Var[dict[str, Any]]) -> rx.Component:
    off = person["disabled_at"].bool()
    return record(
        el.div(
            el.p(person["name"], dir="auto", class_name="text-14 font-medium"),
            el.p(person["email"], class_name="truncate text-13 text-faint"),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(off, badge("Switched off", glyph="ban")),
        el.span(rx.Var.create(WORDS)[person["role"].to(str)], class_name="text-13 text-quiet"),
        rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            button(
                rx.cond(off, "Switch on", "Switch off"),
                variant="ghost",
                on_click=do("change", NAME, person["id"], {"disabled": ~off}),
            ),
        ),
        key=person["id"],
    )


def _form() -> rx.Component:
    return form_sheet(
        NAME,
        "Add a person",
        field(
            "name",
            "Name",
            error=error("name"),
            default_value=value("name"),
            hint="Colleagues see it beside every reply.",
            required=True,
            auto_focus=True,
        ),
        field(
            "email",
            "E-mail",
            type="email",
            error=error("email"),
            default_value=value("email"),
            required=True,
        ),
        select("role", "Role", ROLES, default_value=value("role")),
        field(
            "password",
            "Password",
            type="password",
            reads_as="nullable",
            error=error("password"),
            hint="Leave it empty to get an invitation link instead.",
            auto_complete="new-password",
        ),
        then=ADDED,
        save="Add",
    )


def _added() -> rx.Component:
    person = FORM["item"].to(dict[str, Any])
    return rx.cond(
        FORM["name"] == ADDED,
        dialog(
            "Added",
            el.div(
                rx.cond(
                    person["invitation"],
                    el.fragment(
                        el.p(
                            "Pass this invitation on. It is shown this once.",
                            class_name="text-14 text-quiet",
                        ),
                        el.code(
                            ask("act.invitationLink", person["invitation"]),
                            class_name="mt-3 block rounded-control bg-sunken p-3 text-13 break-all",
                        ),
                    ),
                    el.p(person["name"], " can sign in now.", class_name="text-14 text-quiet"),
                ),
                el.div(
                    button("Done", variant="primary", on_click=do("closeForm")), class_name="mt-6"
                ),
                class_name="px-6 pb-6",
            ),
            on_close=do("closeForm"),
        ),
    )
