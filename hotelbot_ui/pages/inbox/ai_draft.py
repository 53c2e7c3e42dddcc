"""Above the composer: what the AI would answer. A person sends it, changes it or puts it away."""

import reflex as rx

from backend.features.ai_drafts.schemas import AiDraftView
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.translation_views import READING, TRANSLATED
from hotelbot_ui.browser.views import AI_DRAFT, AI_DRAFT_FAILED
from hotelbot_ui.components.button import button, icon_button, text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.pages.inbox.translation import draft_line


def ai_draft(c: rx.Var[ConversationView]) -> rx.Component:
    """A draft for an earlier turn is out of date and not shown."""
    return rx.cond(
        AI_DRAFT & (AI_DRAFT.turn == c.turn),
        _draft(AI_DRAFT),
        rx.cond(AI_DRAFT_FAILED, _failed()),
    )


def _failed() -> rx.Component:
    return el.p(
        "Whether the AI wrote a draft could not be read.",
        text_button("Try again", on_click=do("reloadAiDraft"), class_name="text-13"),
        role="status",
        class_name="mb-2 flex flex-wrap items-center gap-2 text-13 text-warning-text",
    )


def _draft(draft: rx.Var[AiDraftView]) -> rx.Component:
    t = TRANSLATED[draft.id.to(str)]
    return el.section(
        el.div(
            icon("sparkles", "small", "text-accent-text"),
            el.h3("Draft by the AI", class_name="flex-1 text-13 font-medium"),
            icon_button("x", "Dismiss this draft", on_click=do("dismissAiDraft", draft.id)),
            class_name="flex items-center gap-2",
        ),
        el.p(
            rx.cond(READING.on & t.shown, t.text, draft.text),
            dir="auto",
            class_name="max-h-40 overflow-y-auto text-15 text-words words whitespace-pre-wrap",
        ),
        rx.cond(READING.on, draft_line(t, draft.id)),
        el.div(
            el.p(
                rx.foreach(
                    draft.sources,
                    lambda one: el.a(
                        icon("book-open", "small"),
                        one.title,
                        href=f"{routes.KNOWLEDGE}?open=" + one.id.to(str),
                        key=one.id,
                        class_name=(
                            "inline-flex items-center gap-1 underline-offset-2 hover:underline"
                        ),
                    ),
                ),
                class_name="flex min-w-0 flex-1 flex-wrap gap-x-3 gap-y-1 text-12 text-quiet",
            ),
            button("Edit", glyph="pencil-line", on_click=do("editAiDraft", draft)),
            button(
                "Use",
                variant="primary",
                glyph="send",
                title="Send this draft as it is",
                on_click=do("useAiDraft", draft),
            ),
            class_name="mt-2 flex flex-wrap items-center gap-2",
        ),
        aria_label="Draft by the AI",
        custom_attrs={"data-ai-draft": draft.id},
        class_name=(
            "mb-2 rounded-panel border border-dashed border-line-strong bg-surface px-3 pt-1 pb-3"
        ),
    )
