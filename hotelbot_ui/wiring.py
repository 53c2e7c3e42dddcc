"""Builds the Reflex app from an API and the services; no screen is drawn here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import reflex as rx
from reflex_base.environment import environment

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.gate import Gate
from hotelbot_ui.layouts.broken import boundary
from hotelbot_ui.layouts.language import blank_until_read, words
from hotelbot_ui.pages.admin.page import admin_page
from hotelbot_ui.pages.alerts.calibration import calibration_page
from hotelbot_ui.pages.alerts.duty import duty_page
from hotelbot_ui.pages.alerts.page import alerts_page
from hotelbot_ui.pages.alerts.promises import promises_page
from hotelbot_ui.pages.alerts.recovery import recovery_page
from hotelbot_ui.pages.alerts.surveys import surveys_page
from hotelbot_ui.pages.cost.page import cost_page
from hotelbot_ui.pages.delivery.page import delivery_page
from hotelbot_ui.pages.inbox.page import inbox_page
from hotelbot_ui.pages.invitation.page import invitation_page
from hotelbot_ui.pages.knowledge.page import knowledge_page
from hotelbot_ui.pages.login.page import login_page
from hotelbot_ui.pages.privacy.page import privacy_page
from hotelbot_ui.pages.settings.page import settings_page
from hotelbot_ui.pages.stays.page import stays_page
from hotelbot_ui.pages.templates.page import templates_page
from hotelbot_ui.pages.triggers.builder import builder_page
from hotelbot_ui.pages.triggers.ledger import ledger_page
from hotelbot_ui.pages.triggers.page import triggers_page
from hotelbot_ui.pages.triggers.rehearsal import rehearsal_page
from hotelbot_ui.services import Services, provide
from hotelbot_ui.state.failures import on_backend_error
from hotelbot_ui.state.live import Live, hub_life, serve

PAGES: tuple[tuple[str, Callable[[], rx.Component]], ...] = (
    (routes.INBOX, inbox_page),
    (routes.ALERTS, alerts_page),
    (routes.RECOVERY, recovery_page),
    (routes.PROMISES, promises_page),
    (routes.SURVEYS, surveys_page),
    (routes.DUTY, duty_page),
    (routes.CALIBRATION, calibration_page),
    (routes.DELIVERY, delivery_page),
    (routes.STAYS, stays_page),
    (routes.KNOWLEDGE, knowledge_page),
    (routes.TEMPLATES, templates_page),
    (routes.TRIGGERS, triggers_page),
    (routes.TRIGGER_EDIT, builder_page),
    (routes.TRIGGER_REHEARSAL, rehearsal_page),
    (routes.TRIGGER_LEDGER, ledger_page),
    (routes.PRIVACY, privacy_page),
    (routes.COST, cost_page),
    (routes.SETTINGS, settings_page),
    (routes.ADMIN, admin_page),
)


HEARTBEAT = timedelta(seconds=15)
"""A dead connection is noticed within two of these."""


def build(api: Any, services: Services) -> rx.App:
    provide(services)
    environment.REFLEX_SOCKET_INTERVAL.set(HEARTBEAT)
    environment.REFLEX_SOCKET_TIMEOUT.set(HEARTBEAT)
    app = rx.App(
        api_transformer=[api, Gate],
        stylesheets=["/tokens.css", "/app.css"],
        backend_exception_handler=on_backend_error,
        app_wraps={
            (55, "ErrorBoundary"): lambda _: boundary(),
            (50, "Words"): lambda _: words(),
        },
        toaster=None,
        html_lang="en",
        head_components=[
            blank_until_read(),
            el.meta(name="viewport", content="width=device-width, viewport-fit=cover"),
            el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        ],
    )
    app.add_page(login_page, route=routes.LOGIN, title="Sign in · Hotelbot")
    app.add_page(invitation_page, route=routes.INVITATION, title="Welcome · Hotelbot")
    for route, page in PAGES:
        app.add_page(page, route=route, title="Hotelbot", on_load=Live.join)
    serve(app)
    app.register_lifespan_task(hub_life)
    return app
