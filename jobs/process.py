"""What worker and scheduler have in common as processes."""

from prometheus_client import start_http_server

from backend.settings import Settings


def show_metrics(settings: Settings) -> None:
    """On 127.0.0.1 only; nothing without HOTELBOT_METRICS_PORT."""
    if settings.metrics_port is not None:
        start_http_server(settings.metrics_port, addr="127.0.0.1")
