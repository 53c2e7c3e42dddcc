"""How Reflex builds and serves the staff's app. Migrations belong to alembic: no db_url here."""

import reflex as rx

from backend.settings import get_settings

settings = get_settings()

config = rx.Config(
    app_name="hotelbot_ui",
    telemetry_enabled=False,
    state_manager_mode="memory",
    # Baked into the bundle: the address the browser opens its socket to.
    api_url=settings.public_url,
    deploy_url=settings.public_url,
    backend_port=settings.port,
    frontend_port=settings.port,
    cors_allowed_origins=[settings.public_url],
    frontend_packages=["@fontsource-variable/inter@5.3.0"],
    frontend_compression_formats=["brotli", "gzip"],
    show_built_with_reflex=False,
    plugins=[
        rx.plugins.TailwindV4Plugin({"darkMode": "class", "theme": {}, "plugins": []}),
    ],
    disable_plugins=[rx.plugins.RadixThemesPlugin, rx.plugins.SitemapPlugin],
)
