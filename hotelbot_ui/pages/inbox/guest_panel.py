"""The guest: who, which stay, which night, what they agreed to, earlier stays."""

import reflex as rx

from backend.features.conversations.schemas import StayView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put
from hotelbot_ui.browser.live_views import GUEST_MORE
from hotelbot_ui.browser.views import CONVERSATION, GUEST, IDENTITY, LEDGER, Decision
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.coming import coming_section
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.inbox.merging import merges_section
from hotelbot_ui.pages.inbox.mood_line import mood_line
from hotelbot_ui.pages.inbox.privacy import privacy_section
from hotelbot_ui.pages.inbox.words import dates, standing_of
from hotelbot_ui.pages.inbox.work_panel import work_panel


def guest_panel() -> rx.Component:
    c = CONVERSATION
    return el.aside(
        el.div(
            icon_button("x", "Close", on_click=put("panel", False)),
            class_name="flex justify-end px-2 pt-2 wide:hidden",
        ),
        rx.cond(
            c,
            el.div(
                _who(),
                work_panel(),
                _which(),
                _stay(),
                _mood(),
                _automatic(),
                _coming(),
                _consents(),
                _earlier(),
                merges_section(),
                privacy_section(),
                class_name=_INSIDE,
            ),
        ),
        aria_label="Guest",
        class_name="h-full overflow-y-auto bg-surface",
    )


_INSIDE = "flex flex-col gap-8 px-6 pt-5 pb-8 wide:pt-5"


def _who() -> rx.Component:
    guest = CONVERSATION.guest
    return el.div(
        el.h2(guest.name, dir="auto", class_name="w-fit text-16 font-semibold words"),
        rx.cond(
            guest.phone,
            el.a(
                guest.phone,
                href="tel:" + guest.phone.to(str),
                dir="ltr",
                class_name="text-13 text-quiet figures hover:underline underline-offset-2",
            ),
        ),
        el.div(
            rx.cond(guest.vip, badge("VIP", glyph="crown", tone="warning")),
            rx.cond(guest.language, badge(language_name(guest.language), glyph="languages")),
            rx.cond(guest.opted_out, badge("Opted out", glyph="bell-off", tone="warning")),
            class_name="mt-2 flex flex-wrap gap-1.5 empty:hidden",
        ),
    )


def language_name(code: rx.Var) -> rx.Var[str]:
    return ask("clock.language", code)


def _section(title: str, *children: rx.Component) -> rx.Component:
    return el.section(
        el.h3(title, class_name="mb-2 text-12 font-medium text-faint"),
        *children,
    )


def _fact(name: str, value: rx.Var | rx.Component) -> rx.Component:
    return el.div(
        el.dt(name, class_name="text-faint"),
        el.dd(value, dir="auto", class_name="min-w-0 text-end text-words words"),
        class_name="flex justify-between gap-4 py-1",
    )


def _stay() -> rx.Component:
    stay = CONVERSATION.stay
    facts = el.dl(
        _fact("Dates", dates(stay)),
        _fact("Status", standing_of(stay)),
        rx.cond(stay.room_type, _fact("Type", stay.room_type)),
        rx.cond(stay.source, _fact("Booked by", stay.source)),
        _fact("Reservation", stay.external_id),
        class_name="text-13",
    )
    known = el.fragment(
        el.div(
            el.span(el.given(stay.room, "No room yet"), class_name="text-28 font-semibold"),
            rx.cond(
                stay.night,
                el.span(f"night {stay.night} of {stay.nights}", class_name="text-13 text-quiet"),
            ),
            class_name="flex items-baseline gap-3 figures",
        ),
        rx.cond(stay.night, _nights(stay)),
        el.div(facts, class_name="mt-2"),
        rx.cond(
            stay.note,
            el.p(
                stay.note,
                dir="auto",
                class_name="mt-2 rounded-control bg-sunken px-3 py-2 text-13 text-words words",
            ),
        ),
    )
    unknown = el.p("No reservation has this guest's phone number.", class_name="text-13 text-faint")
    return _section("Stay", rx.cond(stay, known, unknown))


def _which() -> rx.Component:
    """Several stays have this number: nobody guesses, a colleague may say which it is."""
    return rx.cond(
        IDENTITY.state == "ambiguous",
        el.section(
            el.h3(
                icon("circle-help", "small"),
                f"Ambiguous: {IDENTITY.candidates.length()} stays",
                class_name="flex items-center gap-1.5 text-13 font-medium",
            ),
            el.p(
                "They have the same number. Until you choose, the AI tells nothing of either.",
                class_name="mt-1 text-13",
            ),
            el.ul(rx.foreach(IDENTITY.candidates, _candidate), class_name="mt-2"),
            aria_label="Which stay",
            class_name="rounded-control bg-warning-soft px-3 py-2 text-warning-text",
        ),
        rx.cond(
            IDENTITY.why == "chosen_by_staff",
            el.p(
                "A colleague chose this stay. ",
                text_button("Take it back", on_click=do("chooseStay", None)),
                class_name="text-13 text-quiet",
            ),
        ),
    )


def _candidate(stay: rx.Var[StayView]) -> rx.Component:
    return el.li(
        el.span(el.given(stay.room, "no room"), class_name="w-12 shrink-0 font-semibold"),
        el.span(stay.guest_name, dir="auto", class_name="min-w-0 flex-1 truncate"),
        text_button("It is this one", on_click=do("chooseStay", stay.id), class_name="shrink-0"),
        key=stay.id,
        class_name="flex items-center gap-2 py-1 text-13 figures",
    )


def _nights(stay: rx.Var[StayView]) -> rx.Component:
    """One short bar per night, filled up to tonight."""
    return el.div(
        rx.foreach(
            rx.Var.range(1, stay.nights.to(int) + 1),
            lambda n: el.span(
                class_name=rx.cond(
                    n <= stay.night.to(int),
                    "h-1 flex-1 rounded-full bg-quiet",
                    "h-1 flex-1 rounded-full bg-pressed",
                )
            ),
        ),
        aria_hidden="true",
        class_name="mt-2 flex gap-1",
    )


def _mood() -> rx.Component:
    sentiment = CONVERSATION.sentiment
    return rx.cond(
        sentiment.rationale.bool() | (GUEST_MORE.moods.length() > 1),
        _section(
            "Mood",
            mood_line(),
            el.p(sentiment.rationale, dir="auto", class_name="text-13 text-words words"),
        ),
    )


METHODS = (
    ("staff", "noted by a colleague"),
    ("keyword", "written by the guest"),
    ("import", "from a file of reservations"),
)


def _consents() -> rx.Component:
    said_no = "Asked for no automated messages"
    return rx.cond(
        GUEST.consents.length() > 0,
        _section(
            "Consent",
            el.dl(
                rx.foreach(
                    GUEST.consents,
                    lambda event: el.div(
                        el.dt(
                            rx.cond(event.kind == "opt_out", said_no, "Wants messages again"),
                            el.span(
                                rx.match(event.method, *METHODS, event.method),
                                class_name="block text-faint",
                            ),
                            class_name="text-words",
                        ),
                        el.dd(clock("moment", event.at), class_name="shrink-0 text-faint figures"),
                        class_name="flex justify-between gap-4 py-1 text-13",
                    ),
                )
            ),
        ),
    )


def _automatic() -> rx.Component:
    """What went out by itself, and what did not, each with its reason."""
    return rx.cond(
        LEDGER.length() > 0,
        _section("Sent by itself", el.ul(rx.foreach(LEDGER, _decision))),
    )


def _coming() -> rx.Component:
    guest = CONVERSATION.guest.id
    return coming_section("To come", f"{routes.TRIGGER_LEDGER}?guest_id={guest}")


def _decision(decision: rx.Var[Decision]) -> rx.Component:
    marks = [
        (outcome, el.span(icon(glyph, "small"), title=word, class_name="mt-0.5 text-faint"))
        for outcome, (glyph, word) in copy.OUTCOMES.items()
    ]
    words = {outcome: word for outcome, (_, word) in copy.OUTCOMES.items()}
    reason = said(copy.DECISIONS, decision.reason)
    return el.li(
        rx.match(decision.outcome, *marks, el.fragment()),
        el.div(
            el.p(
                el.given(decision.trigger_name, "AI answer"),
                class_name="text-words",
            ),
            el.p(
                said(words, decision.outcome),
                rx.cond(reason, el.fragment(": ", reason)),
                class_name="text-faint",
            ),
            class_name="min-w-0 flex-1",
        ),
        el.span(clock("stamp", decision.decided_at), class_name="shrink-0 text-faint figures"),
        key=decision.id,
        class_name="flex gap-2 py-1 text-13",
    )


def _earlier() -> rx.Component:
    return rx.cond(
        GUEST["stays"].length() > 1,
        _section(
            "Other stays",
            el.ul(
                rx.foreach(
                    GUEST["stays"],
                    lambda stay: rx.cond(
                        stay.id.to(str) != CONVERSATION.stay.id.to(str),
                        el.li(
                            el.span(dates(stay), class_name="text-words figures"),
                            el.span(
                                el.given(stay.room, "no room"),
                                class_name="text-faint figures",
                            ),
                            class_name="flex justify-between py-1 text-13",
                        ),
                    ),
                )
            ),
        ),
    )
