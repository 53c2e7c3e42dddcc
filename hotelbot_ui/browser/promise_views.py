"""What the browser's store holds of promises."""

from dataclasses import dataclass

from backend.features.promises.schemas import PromiseView
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class PromiseList(Part):
    items: list[PromiseView]
    closed: bool
    """Whether the closed ones are shown."""


PROMISES = live("promises", list[PromiseView])
"""The open ones of the open conversation."""
PROMISES_FACE = live("promises_face", str)
PROMISE_LIST = live("promise_list", PromiseList)
