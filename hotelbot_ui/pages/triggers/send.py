"""SEND: the template, and in which languages it is there."""

from typing import Final

import reflex as rx

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.trigger_views import BUILDER, TEMPLATES
from hotelbot_ui.pages.triggers.controls import block, choose, sentence, wrong

_LINK: Final = "text-13 font-medium text-accent-text underline underline-offset-2"


def send_block() -> rx.Component:
    draft = BUILDER.draft
    return block(
        "Send",
        sentence(
            "the template",
            choose(
                "template_id",
                rx.cond(draft.template_id, draft.template_id, ""),
                el.fragment(
                    el.option(
                        rx.cond(
                            draft.actions.length() > 0,
                            "None: it only acts",
                            "Choose a template",
                        ),
                        value="",
                    ),
                    rx.foreach(TEMPLATES, lambda one: el.option(one.name, value=one.id)),
                ),
                label="Template",
                reads_as="nullable",
            ),
            "in the guest's language",
        ),
        rx.foreach(
            TEMPLATES,
            lambda one: rx.cond(
                one.id == draft.template_id,
                rx.cond(
                    one.spoken.length() > 0,
                    el.p(
                        "There are reviewed words in ",
                        one.spoken.join(", ").upper(),
                        ". Guests of another language get ",
                        one.falls_back_to.upper(),
                        ".",
                        class_name="text-12 text-faint",
                    ),
                    el.a(
                        "None of its texts is reviewed, so nothing would be sent. Review one.",
                        href=routes.TEMPLATES,
                        class_name=_LINK,
                    ),
                ),
            ),
        ),
        rx.cond(
            TEMPLATES.length() == 0,
            el.a(
                "There is no template yet. Write one first.",
                href=routes.TEMPLATES,
                class_name=_LINK,
            ),
        ),
        wrong("template_id"),
    )
