"""What the browser's store holds for complaints, calibration and the ladder."""

from dataclasses import dataclass

from backend.features.alerts.schemas import AlertView
from backend.features.calibration.schemas import BudgetView, LanguageRow, MissedView
from backend.features.complaints.schemas import ComplaintView
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class Complaints(Part):
    items: list[ComplaintView]
    closed: bool
    """Whether the closed ones are shown."""
    busy: str


@dataclass
class Calibration(Part):
    items: list[LanguageRow]
    judged: int
    not_judged: int
    missed: list[MissedView]
    held: list[AlertView]
    budget: BudgetView


@dataclass
class Ladder(Part):
    items: list[int]
    """Minutes, ascending."""


COMPLAINTS = live("complaints", Complaints)
CALIBRATION = live("calibration", Calibration)
LADDER = live("ladder", Ladder)
