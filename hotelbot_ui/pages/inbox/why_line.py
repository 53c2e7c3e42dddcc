"""Below the thread: why a guest who waits was not answered by itself. One line, for staff."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.browser.views import CONVERSATION, LEDGER
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.words import said


def why_line() -> rx.Component:
    code = ask("act.whyNot", LEDGER, CONVERSATION)
    topic = ask("act.topicOf", LEDGER)
    return rx.cond(
        code,
        el.p(
            icon("info", "small", "shrink-0"),
            el.span("Not answered by itself:", class_name="shrink-0"),
            el.span(said(inbox_copy.WHY_NOT, code), class_name="min-w-0"),
            rx.cond(topic, el.bdi(topic, class_name="min-w-0 font-medium")),
            custom_attrs={"data-why": code},
            class_name=(
                "mx-auto flex w-full max-w-200 flex-wrap items-center gap-x-1.5 px-4 pb-1 text-12 "
                "text-faint desk:px-6"
            ),
        ),
    )
