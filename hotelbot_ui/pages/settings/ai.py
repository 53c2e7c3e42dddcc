"""What the AI may do for this hotel."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import AiMode
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.views import SESSION
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.section import section
from hotelbot_ui.pages.settings.ai_rules import ai_rules

MODES: Final = (
    (AiMode.AUTO.value, "Answers guests", "From the knowledge, and hands over what it cannot say."),
    (AiMode.DRAFT.value, "Drafts for staff", "People send each answer, as it is or changed."),
    (AiMode.OFF.value, "Says nothing", "People answer everything. Moods are still noticed."),
)


def ai_section() -> rx.Component:
    return section(
        "AI",
        "A colleague can take over any conversation at any time.",
        el.div(
            *[_mode(*mode) for mode in MODES],
            role="radiogroup",
            aria_label="What the AI may do",
            class_name="grid gap-3 tablet:grid-cols-3",
        ),
        rx.cond(SESSION.hotel.ai_mode != AiMode.OFF.value, ai_rules()),
        action=link_button("Cost and budget", routes.COST, glyph="wallet"),
    )


def _mode(mode: str, title: str, text: str) -> rx.Component:
    chosen = SESSION.hotel.ai_mode == mode
    shape = "flex flex-col rounded-panel border px-4 py-3 text-start transition-colors"
    return el.button(
        el.span(
            el.span(title, class_name="flex-1 font-medium"),
            rx.cond(chosen, icon("check", "regular", "text-accent-text")),
            class_name="flex items-center text-14",
        ),
        el.span(text, class_name="mt-0.5 text-13 text-faint"),
        type="button",
        role="radio",
        aria_checked=rx.cond(chosen, "true", "false"),
        disabled=~may(Permission.SETTINGS_WRITE.value),
        on_click=do("patchHotel", {"ai_mode": mode}),
        class_name=rx.cond(
            chosen, f"{shape} border-accent bg-accent-soft", f"{shape} border-line hover:bg-hover"
        ),
    )
