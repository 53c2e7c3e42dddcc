"""Addresses in a text: whether they are written right. Where they lead is asked outside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

MOST_LINKS = 20
"""Of one template that are tried; more is not a message any more."""
_LINK = re.compile(r"\b[hH][tT][tT][pP][sS]?:/{0,2}[^\s{}<>\"]*")
_AFTER = ".,;:!?)]'\"»”"
_LABEL = re.compile(r"[^\W_-][\w-]{0,62}")
LONGEST_HOST = 253


class LinkOutcome(StrEnum):
    """Where an address in a template leads."""

    OK = "ok"
    REDIRECTS = "redirects"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    """Its server answers, but not with a page: it asks for a password, or is broken."""
    UNREACHABLE = "unreachable"
    PRIVATE_ADDRESS = "private_address"
    """It leads into a private network, where no guest can follow and we do not call."""


@dataclass(frozen=True, slots=True)
class Link:
    start: int
    end: int
    url: str

    @property
    def is_whole(self) -> bool:
        """It has a host that could be one."""
        try:
            parts = urlsplit(self.url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        return "://" in self.url and port != 0 and _is_name(host)

    @property
    def is_plain(self) -> bool:
        """Not encrypted: phones warn of it."""
        return self.url.lower().startswith("http:")


def links_in(text: str) -> Iterator[Link]:
    for found in _LINK.finditer(text):
        url = found[0].rstrip(_AFTER)
        # Where a variable follows, the whole address is known only when it is sent.
        if not text.startswith("{{", found.end()):
            yield Link(found.start(), found.start() + len(url), url)


def _is_name(host: str) -> bool:
    """Of several labels, the last one beginning with a letter: `linden.example`."""
    if len(host) > LONGEST_HOST:
        return False
    labels = host.split(".")
    last = labels[-1]
    whole = all(_LABEL.fullmatch(label) and not label.endswith("-") for label in labels)
    return whole and len(labels) > 1 and len(last) > 1 and last[0].isalpha()
