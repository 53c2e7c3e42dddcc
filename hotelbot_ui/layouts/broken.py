"""What is shown when drawing a screen fails in the browser: words and a way on."""

import reflex as rx
from reflex_components_core.base.error_boundary import (  # type: ignore[import-untyped]
    ErrorBoundary,
)

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.components import faces


def boundary() -> rx.Component:
    return ErrorBoundary.create(
        on_error=rx.noop(),
        fallback_render=el.main(
            faces.failed(
                "This screen could not be shown. Nothing is lost: what guests wrote is stored, and "
                "so is what you sent.",
                do("reload"),
            ),
            class_name="flex h-dvh bg-canvas text-words",
        ),
    )
