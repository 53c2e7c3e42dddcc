"""Every URL of the staff's app."""

from typing import Final

INBOX: Final = "/"
LOGIN: Final = "/login"
INVITATION: Final = "/invitation"
ALERTS: Final = "/alerts"
RECOVERY: Final = "/alerts/recovery"
PROMISES: Final = "/alerts/promises"
SURVEYS: Final = "/alerts/surveys"
DUTY: Final = "/alerts/duty"
CALIBRATION: Final = "/alerts/calibration"
DELIVERY: Final = "/delivery"
STAYS: Final = "/stays"
KNOWLEDGE: Final = "/knowledge"
TEMPLATES: Final = "/templates"
TRIGGERS: Final = "/triggers"
TRIGGER_EDIT: Final = "/triggers/edit"
"""With ?id=…; without it a new one is made, with ?copy=… from another."""
TRIGGER_REHEARSAL: Final = "/triggers/rehearsal"
TRIGGER_LEDGER: Final = "/triggers/ledger"
"""Of everything, or with ?trigger_id=, ?guest_id=, ?stay_id= or ?room= of one."""
SETTINGS: Final = "/settings"
ADMIN: Final = "/admin"

PUBLIC: Final = (LOGIN, INVITATION)
"""Served without a session."""
