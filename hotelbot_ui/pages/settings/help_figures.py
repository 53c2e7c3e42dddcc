"""What colleagues made of the AI's help."""

from typing import Any, Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components import faces
from hotelbot_ui.components.figure import figure
from hotelbot_ui.design import help_copy
from hotelbot_ui.layouts.records import record, records
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.words import said

FIGURES: Final = "help-figures"
_TASKS: Final = {task: words for task, (_, words, _) in help_copy.TASKS.items()}


def help_section() -> rx.Component:
    return section(
        "Help while writing",
        "What the AI wrote for colleagues in the last 30 days, and how much of it they changed.",
        records(
            FIGURES,
            _row,
            nothing=faces.empty(
                "sparkles", "Not asked yet", "The menu stands beside the field for replies."
            ),
        ),
        action=el.fragment(),
    )


def _row(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.p(
            said(_TASKS, one["task"].to(str)), class_name="w-full text-14 font-medium tablet:w-52"
        ),
        el.dl(
            figure("Written", one["written"].to(str), "Texts that were shown to a colleague."),
            figure("Not written", one["failed"].to(str), "The AI was away, or a check refused it."),
            figure("Sent", one["sent"].to(str), "Replies that began as such a text."),
            figure("Unchanged", one["unchanged"].to(str), "Of these, sent as they were."),
            figure(
                "Characters changed",
                rx.cond(
                    one["changed_median"].to_string() == "null",
                    "None sent",
                    one["changed_median"].to(str),
                ),
                "By colleagues before they sent it: half of the replies had fewer.",
            ),
            class_name="grid flex-1 grid-cols-2 gap-4 tablet:grid-cols-5",
        ),
        key=one["task"],
    )
