"""What the AI may answer from: the hotel's entries, their sources, their contradictions."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.golden_views import GATE
from hotelbot_ui.browser.knowledge_views import SCAN, SUMMARY, TAB
from hotelbot_ui.browser.wrong_views import WRONG_OPEN
from hotelbot_ui.components.button import button
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.knowledge.candidates import candidates
from hotelbot_ui.pages.knowledge.contradictions import contradictions
from hotelbot_ui.pages.knowledge.entries import entries
from hotelbot_ui.pages.knowledge.form import NAME, entry_form
from hotelbot_ui.pages.knowledge.gaps import GAPS, gaps
from hotelbot_ui.pages.knowledge.golden import golden
from hotelbot_ui.pages.knowledge.held import held_changes
from hotelbot_ui.pages.knowledge.history import fact_history
from hotelbot_ui.pages.knowledge.imports import imports
from hotelbot_ui.pages.knowledge.wrong import wrong_answers

ENTRIES: Final = "entries"


def knowledge_page() -> rx.Component:
    return page(
        NAME,
        "Knowledge",
        "The facts the AI answers from. What is not here, it does not say: it asks a colleague.",
        held_changes(),
        chips(
            chip(
                "Entries",
                chosen=TAB == ENTRIES,
                on_click=do("showKnowledge", ENTRIES),
                number=SUMMARY["entries"].to(int),
            ),
            chip("Import", chosen=TAB == "import", on_click=do("showIntakes")),
            chip(
                "Contradictions",
                chosen=TAB == "contradictions",
                on_click=do("showKnowledge", "contradictions"),
                number=SCAN.open,
            ),
            chip(
                "Wrong answers",
                chosen=TAB == "wrong",
                on_click=do("showKnowledge", "wrong"),
                number=WRONG_OPEN,
            ),
            chip(
                "Golden questions",
                chosen=TAB == "golden",
                on_click=do("showGolden"),
                number=GATE.approved,
            ),
            label="Parts of the knowledge",
        ),
        rx.match(
            TAB,
            ("import", imports()),
            ("contradictions", contradictions()),
            ("wrong", wrong_answers()),
            ("golden", golden()),
            el.fragment(entries(), gaps(), candidates()),
        ),
        entry_form(),
        fact_history(),
        actions=(_add(),),
        loads=(GAPS,),
        starts=("startKnowledge",),
    )


def _add() -> rx.Component:
    add = do("edit", NAME, {"language": "en"})
    return rx.cond(
        may(Permission.CONTENT_WRITE.value),
        button("Add an entry", variant="primary", glyph="plus", on_click=add),
    )
