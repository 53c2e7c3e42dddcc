"""What happens when a handler fails: a log line with an incident id, and words for the person."""

import secrets

import structlog

log = structlog.get_logger()


def on_backend_error(exception: Exception) -> None:
    """The id in the log is what staff read out to support; the words of the error stay here."""
    incident = secrets.token_hex(4)
    log.error(
        "screen.failed", incident=incident, error=type(exception).__name__, exc_info=exception
    )
