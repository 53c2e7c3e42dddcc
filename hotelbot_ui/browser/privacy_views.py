"""What the browser's store holds for the privacy proof, the cost of the AI and its limits."""

from dataclasses import dataclass

from backend.features.ai_budgets.schemas import AiBudgetView
from backend.features.ai_calls.schemas import DayCost, PurposeCost
from backend.features.disclosures.schemas import DisclosureView
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class Disclosures(Part):
    items: list[DisclosureView]
    conversation_id: str
    guest_name: str
    counts: dict[str, int]
    keep_days: int


@dataclass
class Cost(Part):
    items: list[DayCost]
    purposes: list[PurposeCost]
    cost_usd: float
    calls: int
    tokens: int
    unpriced: int
    busy: bool


@dataclass
class Erasing:
    busy: bool
    error: str


DISCLOSURES = live("disclosures", Disclosures)
COST = live("cost", Cost)
AI_BUDGET = live("ai_budget", AiBudgetView)
AI_BUDGET_ERROR = live("ai_budget_error", str)
ERASING = live("erasing", Erasing)
