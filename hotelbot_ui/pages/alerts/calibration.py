"""How well complaints are found, how many may call somebody, and what was held back or missed."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.alerts.schemas import AlertView
from backend.features.calibration.schemas import LanguageRow, MissedView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, raw
from hotelbot_ui.browser.recovery_views import CALIBRATION
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.field import field
from hotelbot_ui.components.figure import figure
from hotelbot_ui.layouts.alert_tabs import alert_tabs
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.staff import page


def calibration_page() -> rx.Component:
    return page(
        "alerts",
        "Right and wrong",
        "What colleagues said of complaints that were raised, and how many may call somebody.",
        alert_tabs("calibration"),
        part(
            CALIBRATION,
            el.div(_budget(), _rates(), _held(), _missed(), class_name="flex flex-col gap-12"),
            nothing=el.fragment(),
            read="loadCalibration",
            rows=4,
        ),
        starts=("loadCalibration",),
    )


def _budget() -> rx.Component:
    budget = CALIBRATION.budget
    return section(
        "Alert budget",
        "At most so many complaints by mood in eight hours; the threshold follows from those of "
        "the last fourteen days. Keywords, surveys and colleagues call always.",
        el.dl(
            figure(
                "Threshold",
                rx.cond(
                    budget.threshold.is_none(), "none", ask("act.score", budget.threshold, kind=str)
                ),
                "The mildest mood that still calls somebody, from -1 (angry) to 0.",
            ),
            figure("Complaints", budget.complaints, "By mood, in the last fourteen days."),
            figure("Would call", budget.raised, "Of these, with the threshold as it is now."),
            figure(
                "Would be held back", budget.held, "Listed below when it happens; nobody is called."
            ),
            custom_attrs={"data-budget": "figures"},
            class_name="grid grid-cols-2 gap-4 tablet:grid-cols-4",
        ),
        el.form(
            field(
                "budget",
                "Alerts a shift",
                reads_as="number",
                type="number",
                min=1,
                max=200,
                default_value=rx.cond(budget.budget, budget.budget.to(str), ""),
                hint="Empty: every complaint calls somebody.",
                disabled=~may(Permission.SETTINGS_WRITE.value),
            ),
            rx.cond(
                may(Permission.SETTINGS_WRITE.value),
                button("Save", variant="primary", type="submit"),
            ),
            custom_attrs={"onSubmitCapture": raw("onBudget")},
            class_name="mt-6 flex max-w-80 flex-col items-start gap-3",
        ),
        action=el.fragment(),
    )


def _rates() -> rx.Component:
    head = "py-2 pe-4 text-start text-12 font-medium text-faint"
    return section(
        "How well complaints are found",
        "Precision: of the alerts that colleagues judged, how many were right. Recall: of the "
        "complaints that colleagues know of, how many were raised. With their number and interval.",
        el.div(
            el.table(
                el.thead(
                    el.tr(
                        el.th("Language", class_name=head),
                        el.th("Precision", class_name=head),
                        el.th("Recall", class_name=head),
                    )
                ),
                el.tbody(rx.foreach(CALIBRATION["items"].to(list[LanguageRow]), _rate)),
                class_name="w-full text-14 figures",
            ),
            class_name="overflow-x-auto",
        ),
        el.p(
            "Judged: ",
            CALIBRATION.judged,
            ". Not judged yet: ",
            CALIBRATION.not_judged,
            ".",
            class_name="mt-2 text-13 text-faint figures",
        ),
        action=el.fragment(),
    )


def _rate(row: rx.Var[LanguageRow]) -> rx.Component:
    cell = "border-t border-line py-2 pe-4 align-top"
    return el.tr(
        el.td(
            rx.match(
                row.language,
                ("all", "All"),
                ("", "Not known"),
                ask("clock.language", row.language),
            ),
            class_name=cell,
        ),
        el.td(ask("act.rated", row.precision), class_name=cell),
        el.td(ask("act.rated", row.recall), class_name=cell),
        key=row.language,
    )


def _held() -> rx.Component:
    return section(
        "Held back",
        "Complaints below the threshold. A right one counts as missed.",
        rx.cond(
            CALIBRATION.held.length() > 0,
            el.ul(
                rx.foreach(CALIBRATION.held.to(list[AlertView]), _held_row),
                class_name="border-t border-line",
            ),
            faces.empty("bell", "Nothing was held back", "Every complaint called somebody."),
        ),
        action=el.fragment(),
    )


def _held_row(one: rx.Var[AlertView]) -> rx.Component:
    return el.li(
        _where(one.guest_name, one.created_at),
        button("Show", on_click=do("openFromAlert", one.conversation_id)),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            el.div(
                icon_button(
                    "thumbs-up",
                    "Right: it was a complaint",
                    aria_pressed=rx.cond(one.verdict == True, "true", "false"),  # noqa: E712
                    on_click=do("judgeAlert", one.id, True),
                ),
                icon_button(
                    "thumbs-down",
                    "Wrong: no complaint",
                    on_click=do("judgeAlert", one.id, False),
                ),
                class_name="flex",
            ),
        ),
        key=one.id,
        class_name="flex items-center gap-2 border-b border-line py-3 last:border-b-0",
    )


def _missed() -> rx.Component:
    return section(
        "Missed",
        "Messages that a colleague called a complaint and that raised no alert.",
        rx.cond(
            CALIBRATION.missed.length() > 0,
            el.ul(
                rx.foreach(CALIBRATION.missed.to(list[MissedView]), _missed_row),
                class_name="border-t border-line",
            ),
            faces.empty("frown", "None marked", "In a thread, point at a guest's message."),
        ),
        action=el.fragment(),
    )


def _missed_row(one: rx.Var[MissedView]) -> rx.Component:
    return el.li(
        _where(one.guest_name, one.at),
        button("Show", on_click=do("openFromAlert", one.conversation_id)),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            icon_button("x", "Not missed", on_click=do("unmarkMissed", one.message_id)),
        ),
        key=one.message_id,
        class_name="flex items-center gap-2 border-b border-line py-3 last:border-b-0",
    )


def _where(name: rx.Var, at: rx.Var) -> rx.Component:
    return el.div(
        el.p(name, dir="auto", class_name="truncate text-14 font-medium"),
        el.p(clock("moment", at), class_name="text-12 text-faint figures"),
        class_name="min-w-0 flex-1",
    )
