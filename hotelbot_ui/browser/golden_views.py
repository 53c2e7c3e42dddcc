"""What the browser's store holds of golden questions; the rest are the API's own schemas."""

from dataclasses import dataclass

from backend.features.golden.schemas import (
    AgreementView,
    GateView,
    HeldChangeView,
    RateView,
    ResultView,
    RunView,
)
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class Held(Part):
    items: list[HeldChangeView]


@dataclass
class Report(Part):
    items: list[ResultView]
    run: RunView
    rates: list[RateView]
    rules: AgreementView
    judge: AgreementView


GATE = live("golden_gate", GateView)
STATE = live("golden_state", str)
BUSY = live("golden_busy", str)
HELD = live("held", Held)
REPORT = live("golden_report", Report)
