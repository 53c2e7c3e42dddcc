"""Every URL of the staff's app."""

from typing import Final

INBOX: Final = "/"
LOGIN: Final = "/login"
INVITATION: Final = "/invitation"
ALERTS: Final = "/alerts"
DELIVERY: Final = "/delivery"
STAYS: Final = "/stays"
KNOWLEDGE: Final = "/knowledge"
TEMPLATES: Final = "/templates"
TRIGGERS: Final = "/triggers"
SETTINGS: Final = "/settings"
ADMIN: Final = "/admin"

PUBLIC: Final = (LOGIN, INVITATION)
"""Served without a session."""
