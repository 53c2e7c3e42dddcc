"""Who else is at a conversation, and who of them writes."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.browser.live_views import PRESENCE, Present
from hotelbot_ui.components.icon import icon

_FACE = (
    "inline-flex size-5 shrink-0 items-center justify-center rounded-full text-12 font-medium "
    "ring-1 ring-surface"
)


def people_at(conversation_id: rx.Var) -> rx.Var[list[Present]]:
    return ask("act.peopleAt", PRESENCE, conversation_id, kind=list[Present])


def faces_of(people: rx.Var[list[Present]]) -> rx.Component:
    """Small, overlapping; a pen and the accent while somebody writes."""
    return rx.cond(
        people.length() > 0,
        el.span(
            rx.foreach(people, _face),
            custom_attrs={"data-present": people.length()},
            class_name="inline-flex shrink-0 -space-x-1",
        ),
    )


def _face(one: rx.Var[Present]) -> rx.Component:
    says = rx.cond(one.writes, f"{one.name} is writing here", f"{one.name} is looking at this")
    return el.span(
        rx.cond(one.writes, icon("pencil", "small"), ask("act.initials", one.name)),
        title=says,
        role="img",
        aria_label=says,
        key=one.id,
        class_name=rx.cond(
            one.writes,
            f"{_FACE} bg-accent text-on-solid",
            f"{_FACE} bg-notice-soft text-notice-text",
        ),
    )


def writing_line(conversation_id: rx.Var) -> rx.Component:
    """Above the composer; its room is always there, so that nothing moves when somebody begins."""
    writers = ask("act.writersAt", PRESENCE, conversation_id)
    return el.p(
        rx.cond(
            writers,
            el.fragment(icon("pencil", "small"), el.span(f"{writers} is writing a reply")),
        ),
        role="status",
        custom_attrs={"data-writing": writers},
        class_name="flex h-5 items-center gap-1.5 text-12 text-notice-text",
    )
