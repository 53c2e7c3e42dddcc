"""The one e-mail about what no page has shown: how often, and how the last one ended."""

from typing import Final, get_args

import reflex as rx

from backend.domain.digests import EveryMinutes
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, raw
from hotelbot_ui.browser.live_views import DIGEST, NOTIFY
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import alert_copy
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.words import said

EVERY: Final = {15: "At most every 15 minutes", 60: "At most once an hour"}
assert set(EVERY) == set(get_args(EveryMinutes))


def digest() -> rx.Component:
    return el.div(
        el.label(
            "By e-mail, what no page has shown you",
            html_for="own-digest",
            class_name="mb-1 block text-13 font-medium text-quiet",
        ),
        el.select(
            el.option("No e-mail", value=""),
            *[el.option(words, value=str(minutes)) for minutes, words in EVERY.items()],
            id="own-digest",
            value=rx.cond(NOTIFY.mail_minutes, NOTIFY.mail_minutes.to_string(), ""),
            custom_attrs={"onChange": raw("onDigest")},
            class_name=f"h-9 pointer-coarse:h-11 tablet:max-w-80 {CONTROL}",
        ),
        el.p(
            "One mail with counts and links, without a guest's words or name; never in your quiet "
            "hours. Alerts do not wait for it.",
            class_name="mt-1 max-w-140 text-12 text-faint text-pretty",
        ),
        el.a(
            "Whom alerts tell",
            href=routes.DUTY,
            class_name=(
                "inline-block py-1 text-12 font-medium text-accent-text hover:underline "
                "underline-offset-2 pointer-coarse:py-3"
            ),
        ),
        part(DIGEST, _state(), nothing=el.fragment(), read="loadDigest", rows=1),
    )


def _state() -> rx.Component:
    return rx.cond(
        ~DIGEST.can_mail,
        _line(
            "mail-x",
            "warning",
            el.span("No mail leaves this installation: its operator has set no mail server."),
            state="no_server",
        ),
        rx.cond(NOTIFY.mail_minutes, _how_it_goes()),
    )


def _how_it_goes() -> rx.Component:
    reason = said(alert_copy.OUTCOMES, DIGEST.trouble.to(str))
    to = DIGEST.address.to(str)
    return rx.cond(
        DIGEST.trouble,
        _line(
            "mail-x",
            "warning",
            el.span("The last mail could not be sent: ", reason, "."),
            " ",
            rx.cond(
                DIGEST.next_at,
                el.span("Next attempt: ", clock("ahead", DIGEST.next_at), "."),
                el.span("It is tried again with the next news."),
            ),
            state="trouble",
        ),
        rx.cond(
            DIGEST.next_at,
            _line(
                "clock",
                "calm",
                el.span("Next mail to ", to, ": ", clock("ahead", DIGEST.next_at), "."),
                state="planned",
            ),
            rx.cond(
                DIGEST.sent_at,
                _line(
                    "mail-check",
                    "calm",
                    el.span("Last mail to ", to, ": ", clock("moment", DIGEST.sent_at), "."),
                    state="sent",
                ),
                _line(
                    "mail",
                    "calm",
                    el.span("Nothing had to be sent so far. Mail goes to ", to, "."),
                    state="none",
                ),
            ),
        ),
    )


def _line(glyph: str, tone: str, *words: rx.Component | str, state: str) -> rx.Component:
    colour = "text-warning-text" if tone == "warning" else "text-quiet"
    return el.p(
        icon(glyph, "small", "mt-0.5 shrink-0"),
        el.span(*words, class_name="min-w-0"),
        role="status",
        custom_attrs={"data-digest": state},
        class_name=f"mt-2 flex gap-2 text-13 figures {colour}",
    )
