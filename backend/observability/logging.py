"""One JSON object per log line, without secrets and without guests' words.

Values are masked by the name of their key. What a person typed never gets into a log on purpose;
this is the net below.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

MASK = "***"
_SECRET = re.compile(
    r"password|secret|token|api_?key|authorization|cookie|credential|phone|chat_id|sender"
    r"|^text$|^body$|^name$|email|guest_name",
    re.IGNORECASE,
)
# A value must not begin a line of its own, nor colour a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DEPTH = 6
EventDict = MutableMapping[str, Any]


def configure_logging(level: str, form: Literal["json", "console"]) -> None:
    """For the whole process, once, before anything logs."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    as_text: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, as_text],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("httpx", "httpcore", "sqlalchemy.engine", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def redact(_: Any, __: str, event: EventDict) -> EventDict:
    return {key: _safe(key, value) for key, value in event.items()}


def _safe(key: str, value: Any, depth: int = 0) -> Any:
    if key not in ("event", "exception") and _SECRET.search(key):
        return MASK if value else value
    if depth > _DEPTH:
        return MASK
    if isinstance(value, dict):
        return {inner: _safe(str(inner), held, depth + 1) for inner, held in value.items()}
    if isinstance(value, list | tuple):
        return [_safe("", held, depth + 1) for held in value]
    if isinstance(value, str) and key != "exception":
        return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", value)
    return value
