"""What the browser's store holds of answers that were called wrong."""

from dataclasses import dataclass

from backend.features.wrong_answers.schemas import WrongAnswerView, WrongMark
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class WrongForm:
    message_id: str
    reason: str
    note: str
    marked: bool
    busy: bool
    error: str


@dataclass
class WrongAnswers(Part):
    items: list[WrongAnswerView]
    state: str
    reason: str
    busy: str


WRONG = live("wrong", dict[str, WrongMark])
WRONG_FORM = live("wrong_form", WrongForm)
WRONG_ANSWERS = live("wrong_answers", WrongAnswers)
WRONG_OPEN = live("wrong_open", int)
