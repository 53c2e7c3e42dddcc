"""Teams and labels: how the hotel sorts its conversations."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.browser.views import COLLEAGUES, FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.chip import label_chip
from hotelbot_ui.components.field import field, select
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section

TEAMS: Final = "teams"
LABELS: Final = "labels"


def teams_section() -> rx.Component:
    return section(
        "Teams",
        "A conversation can be given to a team, so that whoever is there takes it.",
        records(
            TEAMS,
            _team,
            nothing=faces.empty("users", "No teams yet", "Such as Housekeeping or the night desk."),
        ),
        form_sheet(
            TEAMS,
            "Add a team",
            field(
                "name",
                "Name",
                error=error("name"),
                default_value=value("name"),
                required=True,
                auto_focus=True,
            ),
            _members(),
            removed="Team removed",
        ),
        action=_add("Add a team", TEAMS, {"members": []}),
    )


def _team(team: rx.Var[dict[str, Any]]) -> rx.Component:
    members = team["members"].to(list[str])
    return record(
        el.span(team["name"], dir="auto", class_name="min-w-0 flex-1 truncate text-14 font-medium"),
        el.span(
            rx.cond(members.length() == 1, "1 person", members.length().to(str) + " people"),
            class_name="text-13 text-quiet figures",
        ),
        key=team["id"],
        on_click=_edit(TEAMS, team),
    )


def _members() -> rx.Component:
    held = FORM["item"].to(dict[str, Any])["members"]
    return el.fieldset(
        el.legend("People", class_name="mb-1 text-13 font-medium text-quiet"),
        rx.foreach(
            COLLEAGUES,
            lambda person: el.label(
                el.input(
                    type="checkbox",
                    name="members",
                    value=person.id,
                    default_checked=ask("act.includes", held, person.id, kind=bool),
                    custom_attrs={"data-as": "member"},
                ),
                el.span(person.name, dir="auto"),
                key=person.id,
                class_name="flex items-center gap-2 py-1 text-14 pointer-coarse:min-h-11",
            ),
        ),
    )


def labels_section() -> rx.Component:
    return section(
        "Labels",
        "Words of your own to find conversations by.",
        records(
            LABELS, _label, nothing=faces.empty("tag", "No labels yet", "Such as Group or Invoice.")
        ),
        form_sheet(
            LABELS,
            "Add a label",
            field(
                "name",
                "Name",
                error=error("name"),
                default_value=value("name"),
                required=True,
                auto_focus=True,
            ),
            select(
                "colour",
                "Colour",
                list(inbox_copy.COLOURS.items()),
                default_value=value("colour"),
            ),
            removed="Label removed",
        ),
        action=_add("Add a label", LABELS, {"colour": "neutral"}),
    )


def _label(label: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        label_chip(label["name"].to(str), label["colour"].to(str)),
        el.span(class_name="flex-1"),
        key=label["id"],
        on_click=_edit(LABELS, label),
    )


def _edit(name: str, item: rx.Var[dict[str, Any]]) -> rx.Var:
    return do("editAs", Permission.SETTINGS_WRITE.value, name, item)


def _add(words: str, name: str, item: dict[str, Any]) -> rx.Component:
    return rx.cond(
        may(Permission.SETTINGS_WRITE.value),
        button(words, glyph="plus", on_click=do("edit", name, item)),
        el.fragment(),
    )
