"""Who is called when an alert climbs: the ladder, shifts, holidays and ways to each person."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.recovery_views import LADDER
from hotelbot_ui.browser.views import COLLEAGUES, FORM, TEAMS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.field import CONTROL, field
from hotelbot_ui.design import alert_copy
from hotelbot_ui.layouts.alert_tabs import alert_tabs
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.staff import page

SHIFTS: Final = "shifts"
HOLIDAYS: Final = "holidays"
CONTACTS: Final = "duty-contacts"
WRITE: Final = Permission.SETTINGS_WRITE.value


def duty_page() -> rx.Component:
    return page(
        "alerts",
        "On duty",
        "Whom an alert tells that nobody has seen. Without anybody on duty, the managers.",
        alert_tabs("duty"),
        el.div(
            _ladder(),
            _shifts(),
            _holidays(),
            _contacts(),
            class_name="flex flex-col gap-12",
        ),
        loads=(SHIFTS, HOLIDAYS, CONTACTS),
        starts=("loadLadder",),
    )


def _ladder() -> rx.Component:
    minutes = LADDER["items"].to(list[int])
    return section(
        "Ladder",
        "At once and at the first rung, whoever is on duty; then the managers too; at last "
        "everybody who answers guests.",
        part(
            LADDER,
            el.form(
                *[
                    field(
                        f"rung{number}",
                        f"Rung {number + 1}, minutes",
                        reads_as="number",
                        type="number",
                        min=1,
                        max=1440,
                        default_value=rx.cond(
                            minutes.length() > number, minutes[number].to(str), ""
                        ),
                        disabled=~may(WRITE),
                    )
                    for number in range(3)
                ],
                rx.cond(
                    may(WRITE),
                    button(
                        "Save", variant="primary", type="submit", class_name="justify-self-start"
                    ),
                ),
                custom_attrs={"onSubmitCapture": raw("onLadder")},
                class_name="grid grid-cols-2 items-end gap-4 tablet:grid-cols-4",
            ),
            nothing=el.fragment(),
            read="loadLadder",
            rows=1,
        ),
        action=el.fragment(),
    )


def _shifts() -> rx.Component:
    return section(
        "Shifts",
        "Week by week, on the hotel's clock. An end not after the beginning is on the next day.",
        records(
            SHIFTS,
            _shift,
            nothing=faces.empty("clock", "No shift yet", "Until there is one, managers are told."),
        ),
        form_sheet(
            SHIFTS,
            "Add a shift",
            _whose("staff_id", "Person", COLLEAGUES, "Choose a person or a team"),
            _whose("team_id", "Team", TEAMS, "No team"),
            _weekdays(),
            _time("starts", "Begins"),
            _time("ends", "Ends"),
            _check("on_holidays", "On holidays too"),
            removed="Shift removed",
        ),
        action=_add("Add a shift", SHIFTS, {"weekdays": [0, 1, 2, 3, 4], "starts": "07:00"}),
    )


def _shift(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.div(
            el.p(one["name"], dir="auto", class_name="truncate text-14 font-medium"),
            el.p(
                *[
                    rx.cond(
                        ask("act.worksOn", one["weekdays"], day, kind=bool),
                        el.span(name, class_name="me-1.5"),
                    )
                    for day, name in enumerate(alert_copy.DAYS)
                ],
                class_name="flex flex-wrap text-13 text-faint",
            ),
            rx.cond(
                one["on_holidays"],
                el.div(badge("holidays too", glyph="party-popper"), class_name="mt-1"),
            ),
            class_name="min-w-0 flex-1",
        ),
        el.span(
            ask("act.clockOf", one["starts"]),
            " to ",
            ask("act.clockOf", one["ends"]),
            class_name="text-14 figures",
        ),
        key=one["id"],
        on_click=do("editAs", WRITE, SHIFTS, one),
    )


def _whose(name: str, label: str, options: rx.Var, nobody: str) -> rx.Component:
    return el.div(
        el.label(
            label, html_for=f"field-{name}", class_name="mb-1 block text-13 font-medium text-quiet"
        ),
        el.select(
            el.option(nobody, value=""),
            rx.foreach(options, lambda one: el.option(one.name, value=one.id, key=one.id)),
            id=f"field-{name}",
            name=name,
            default_value=value(name),
            custom_attrs={"data-as": "nullable"},
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
    )


def _weekdays() -> rx.Component:
    held = FORM["item"].to(dict[str, Any])["weekdays"]
    return el.fieldset(
        el.legend("Begins on", class_name="mb-1 text-13 font-medium text-quiet"),
        el.div(
            *[
                el.label(
                    el.input(
                        type="checkbox",
                        name="weekdays",
                        value=str(day),
                        default_checked=ask("act.worksOn", held, day, kind=bool),
                        custom_attrs={"data-as": "member"},
                        class_name="size-4 accent-accent",
                    ),
                    name,
                    class_name="flex items-center gap-1.5 text-14 pointer-coarse:min-h-11",
                )
                for day, name in enumerate(alert_copy.DAYS)
            ],
            class_name="flex flex-wrap gap-x-4 gap-y-1",
        ),
    )


def _time(name: str, label: str) -> rx.Component:
    return field(
        name,
        label,
        type="time",
        error=error(name),
        default_value=ask("act.clockOf", value(name)),
        required=True,
    )


def _check(name: str, words: str) -> rx.Component:
    return el.label(
        el.input(
            type="checkbox",
            name=name,
            default_checked=FORM["item"].to(dict[str, bool])[name],
            class_name="size-4 accent-accent",
        ),
        words,
        class_name="flex items-center gap-2 text-14 pointer-coarse:min-h-11",
    )


def _holidays() -> rx.Component:
    return section(
        "Holidays",
        "On these days only shifts that say so are worked.",
        records(
            HOLIDAYS,
            _holiday,
            nothing=faces.empty("party-popper", "No holiday yet", "Such as 25 December."),
        ),
        form_sheet(
            HOLIDAYS,
            "Add a holiday",
            field("day", "Day", type="date", error=error("day"), required=True),
            field("name", "Name", error=error("name"), required=True),
        ),
        action=_add("Add a holiday", HOLIDAYS, {}),
    )


def _holiday(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.span(one["name"], dir="auto", class_name="min-w-0 flex-1 truncate text-14"),
        el.span(ask("act.holidayDay", one["day"]), class_name="text-13 text-quiet figures"),
        rx.cond(
            may(WRITE),
            icon_button(
                "trash-2",
                "Remove this holiday",
                on_click=do("removeForGood", HOLIDAYS, one["id"], "Holiday removed"),
            ),
        ),
        key=one["id"],
    )


def _contacts() -> rx.Component:
    return section(
        "People",
        "How each is told beside the screen.",
        records(
            CONTACTS,
            _contact,
            nothing=faces.empty("users", "Nobody yet", "Add people in settings."),
        ),
        form_sheet(
            CONTACTS,
            "Person",
            _check("email", "By e-mail, to the address of the sign-in"),
            field(
                "phone",
                "WhatsApp",
                reads_as="nullable",
                type="tel",
                error=error("phone"),
                default_value=value("phone"),
                hint="With its country code. Written to from the hotel's number.",
            ),
            field(
                "webhook_url",
                "Webhook",
                reads_as="nullable",
                type="url",
                error=error("webhook_url"),
                default_value=value("webhook_url"),
                hint="https. Gets ids, codes and times, no guest's words.",
            ),
        ),
        action=el.fragment(),
    )


def _contact(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.div(
            el.p(one["name"], dir="auto", class_name="truncate text-14 font-medium"),
            el.p(
                rx.cond(one["email"], one["address"], "No e-mail"),
                class_name="truncate text-13 text-faint",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(one["phone"], badge("WhatsApp", glyph="smartphone")),
        rx.cond(one["webhook_url"], badge("Webhook", glyph="webhook")),
        rx.cond(one["on_duty"], badge("on duty", glyph="circle-check", tone="good")),
        key=one["id"],
        on_click=do("editAs", WRITE, CONTACTS, one),
    )


def _add(words: str, name: str, item: dict[str, Any]) -> rx.Component:
    return rx.cond(may(WRITE), button(words, glyph="plus", on_click=do("edit", name, item)))
