"""Hints that work is waiting. Losing one costs time, never work: the sweep finds the rows."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol


class WorkKind(StrEnum):
    INTAKE = "intake"
    TURNS = "turns"
    SENDS = "sends"
    STAYS = "stays"
    """Files to import, and what a PMS told us."""
    TRIGGERS = "triggers"
    """Planned occurrences whose time has come."""
    MEDIA = "media"
    """Files of guests' messages that are still at the provider."""
    ALARMS = "alarms"
    """Alerts that climb, and colleagues who are to be told of them."""
    KNOWLEDGE = "knowledge"
    """Pages and files from which entries are to be proposed."""
    GOLDEN = "golden"
    """Golden questions that are to be asked."""
    ACTIONS = "actions"
    """What triggers that fired do beside sending."""


class Waker(Protocol):
    async def wake(self, kinds: Iterable[WorkKind]) -> None:
        """Never raises: a failure is logged, counted and left to the sweep."""
