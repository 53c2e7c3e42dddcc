"""A number that cannot send says so above every screen: which, since when, what it means, what
to do."""

import reflex as rx

from backend.domain.channel_state import is_of_state
from backend.domain.words import InstanceState
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock
from hotelbot_ui.browser.views import CHANNELS, Channel
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy

STARTING = InstanceState.STARTING.value
QUIET_MINUTES = 2
"""A restart shorter than this is nobody's business; some numbers do it ten times a day."""


def number_banners() -> rx.Component:
    return rx.foreach(CHANNELS, _banner)


def _banner(channel: rx.Var[Channel]) -> rx.Component:
    slow_start = (channel["state"] == STARTING) & clock(
        "lasts", channel["state_at"], QUIET_MINUTES, kind=bool
    )
    reason = channel["pause_reason"].to(str)
    return rx.cond(
        rx.Var.create(list(copy.PAUSES)).contains(reason),
        _line(channel, reason, since=channel["paused_at"], tone=_DANGER),
        rx.cond(
            slow_start, _line(channel, rx.Var.create(STARTING), channel["state_at"], tone=_WARNING)
        ),
    )


def _line(
    channel: rx.Var[Channel], reason: rx.Var[str], since: rx.Var, *, tone: str
) -> rx.Component:
    def words(part: int) -> rx.Var[str]:
        known = {key: said[part] for key, said in {**copy.PAUSES, **copy.WAITS}.items()}
        return rx.Var.create(known)[reason].to(str)

    return el.div(
        icon("unplug", class_name="mt-0.5"),
        el.p(
            el.strong(
                "WhatsApp number ",
                el.bdi(rx.cond(channel["name"], channel["name"], channel["id_instance"])),
                " ",
                words(0),
                ".",
                class_name="font-semibold",
            ),
            rx.cond(since, el.span(" Since ", clock("moment", since), ".", class_name="figures")),
            " ",
            words(1),
            " ",
            words(2),
            _tried_again(channel, reason),
            class_name="max-w-280 text-pretty",
        ),
        role="alert",
        key=channel["id"],
        custom_attrs={"data-number": channel["id"], "data-reason": reason},
        class_name=f"flex gap-2 border-b px-4 py-2 text-13 {tone}",
    )


def _tried_again(channel: rx.Var[Channel], reason: rx.Var[str]) -> rx.Component:
    """A pause with a time; one that has passed waits for a message to try with."""
    until = channel["paused_until"]
    return rx.cond(
        rx.Var.create(list(_WITH_A_TIME)).contains(reason),
        rx.cond(
            clock("past", until, kind=bool),
            el.say(" The next message tries again."),
            el.span(
                " Sending is tried again at ", clock("moment", until), ".", class_name="figures"
            ),
        ),
        el.fragment(),
    )


_WITH_A_TIME = tuple(reason for reason in copy.PAUSES if not is_of_state(reason))
_DANGER = "border-danger-line bg-danger-soft text-danger-text"
_WARNING = "border-warning-line bg-warning-soft text-warning-text"
