"""A model that translates by a book of phrases, for tests."""

import re
from collections.abc import Mapping
from typing import Any

from backend.ports.ai import AiFailure, AiRequest
from tests.fakes.ai import FakeAi, Responder

_TEXT = re.compile(r"^(\d+): ⟦(.*?)⟧$", re.MULTILINE | re.DOTALL)


def texts_of(request: AiRequest) -> list[str]:
    """What was to be translated, as it left the house."""
    return [text for _, text in _TEXT.findall(request.messages[-1].content)]


def book(phrases: Mapping[str, str], *, spoken: str = "de") -> Responder:
    """A text that is not in the book comes back as it is."""

    def respond(request: AiRequest) -> dict[str, Any]:
        listed = [
            {"n": number, "language": spoken, "text": phrases.get(text, text)}
            for number, text in enumerate(texts_of(request), start=1)
        ]
        return {"translations": listed}

    return respond


def translator_of(phrases: Mapping[str, str], *, spoken: str = "de") -> FakeAi:
    return FakeAi(respond=book(phrases, spoken=spoken))


def away(_request: AiRequest) -> AiFailure:
    return AiFailure.OVERLOADED
