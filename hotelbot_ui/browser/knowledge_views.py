"""What the browser's store holds for the knowledge screen; the rest are the API's own schemas."""

from dataclasses import dataclass

from backend.features.candidates.schemas import CandidateView
from backend.features.contradictions.schemas import ContradictionView, ScanView
from backend.features.knowledge.schemas import ChangesView, KnowledgeSummary, VersionView
from backend.features.knowledge_imports.schemas import IntakeView, ProposalView
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class Filter:
    shown: str
    q: str
    language: str
    category: str


@dataclass
class Versions(Part):
    items: list[VersionView]


@dataclass
class Intakes(Part):
    items: list[IntakeView]


@dataclass
class Proposals(Part):
    items: list[ProposalView]


@dataclass
class Clashes(Part):
    items: list[ContradictionView]
    busy: str
    state: str


@dataclass
class Candidates(Part):
    items: list[CandidateView]
    busy: str
    refused: str
    """The one that the model did not word, with why."""
    outcome: str
    detail: str


CANDIDATES = live("candidates", Candidates)
TAB = live("knowledge_tab", str)
FILTER = live("knowledge_filter", Filter)
SUMMARY = live("knowledge_summary", KnowledgeSummary)
FACT_VERSIONS = live("fact_versions", Versions)
FACT_CHANGES = live("fact_changes", ChangesView)
INTAKES = live("intakes", Intakes)
INTAKE = live("intake", IntakeView)
INTAKE_ERROR = live("intake_error", str)
INTAKE_BUSY = live("intake_busy", bool)
PROPOSALS = live("proposals", Proposals)
CLASHES = live("clashes", Clashes)
SCAN = live("clash_scan", ScanView)
