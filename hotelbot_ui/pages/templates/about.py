"""What is known of a template beside its words: where its links lead, where it is used."""

from typing import Any

import reflex as rx

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.template_views import EDITOR
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.pages.templates.marks import link_badge


def links(may_write: rx.Var[bool]) -> rx.Component:
    return _section(
        "Links",
        rx.cond(
            EDITOR.links_error,
            el.p(EDITOR.links_error, role="alert", class_name="text-13 text-danger-text"),
        ),
        rx.cond(
            EDITOR.links.length() > 0,
            el.fragment(
                el.ul(rx.foreach(EDITOR.links, _link), class_name="flex flex-col gap-2"),
                rx.cond(
                    may_write,
                    button(
                        rx.cond(EDITOR.links_busy, "Trying", "Try the links"),
                        glyph="link",
                        disabled=EDITOR.links_busy,
                        on_click=do("tryTemplateLinks"),
                        class_name="mt-2 self-start",
                    ),
                ),
            ),
            el.p("No links in what is saved.", class_name="text-13 text-faint"),
        ),
    )


def _link(link: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.p(link.url, class_name="break-all text-words"),
        el.p(
            rx.cond(
                link.outcome,
                el.fragment(
                    link_badge(link.outcome),
                    rx.cond(link.leads_to, el.fragment(" to ", link.leads_to)),
                    rx.cond(link.status, el.fragment(" · ", link.status)),
                    " · ",
                    clock("moment", link.checked_at),
                ),
                el.say("Not tried yet"),
            ),
            class_name="mt-0.5 text-faint figures",
        ),
        class_name="text-13",
    )


def usage() -> rx.Component:
    template = EDITOR.template
    return rx.cond(
        template,
        _section(
            "Use",
            rx.cond(
                template.used_by.length() > 0,
                el.ul(rx.foreach(template.used_by, _use)),
                el.p("No trigger sends it.", class_name="text-13 text-faint"),
            ),
            el.p(
                rx.cond(
                    template.last_sent_at,
                    el.fragment(
                        "Sent ",
                        template.sent_30_days,
                        rx.cond(template.sent_30_days == 1, " time", " times"),
                        " in 30 days, last ",
                        clock("moment", template.last_sent_at),
                        ".",
                    ),
                    el.say("Never sent."),
                ),
                class_name="text-13 text-quiet figures",
            ),
            el.p(
                rx.cond(
                    template.falls_back_to,
                    el.fragment(
                        "Guests get their own language where it is reviewed, all others ",
                        ask("clock.language", template.falls_back_to),
                        ".",
                    ),
                    el.say("Nothing is reviewed, so nothing is sent."),
                ),
                class_name="text-13 text-quiet text-pretty",
            ),
        ),
    )


def _use(use: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.a(
            icon("zap", "small"),
            el.span(use.name, dir="auto", class_name="truncate"),
            href=f"{routes.TRIGGERS}?open={use.id}",
            class_name=(
                "flex min-w-0 items-center gap-1.5 text-13 font-medium text-accent-text "
                "hover:underline pointer-coarse:min-h-10"
            ),
        ),
        el.span(
            rx.match(
                use.kind,
                ("draft", "in a draft"),
                rx.cond(use.enabled, "on", "off"),
            ),
            class_name="shrink-0 text-12 text-faint",
        ),
        class_name="flex items-center justify-between gap-3 py-0.5",
    )


def _section(title: str, *children: rx.Component) -> rx.Component:
    return el.section(
        el.h3(title, class_name="text-13 font-medium text-quiet"),
        *children,
        class_name="flex flex-col gap-2 border-t border-line pt-3",
    )
