"""From the prompt to the JSON the product asked for."""

from dataclasses import dataclass
from typing import Any

from simulators.deepseek.brain import intents, phrases, translation
from simulators.deepseek.brain.helping import help_staff
from simulators.deepseek.brain.judging import JUDGE_TASK, judge
from simulators.deepseek.brain.knowledge import (
    Entry,
    entries_about,
    entries_of,
    entry_sharing_words,
)
from simulators.deepseek.brain.language import detect_first
from simulators.deepseek.brain.phrases import say
from simulators.deepseek.brain.sentiment import Mood, mood_of
from simulators.deepseek.brain.topics import topics_of
from simulators.deepseek.brain.wording import answer_from

MOST_TOPICS = 3
MOOD_TASK = "task: mood"


@dataclass(frozen=True, slots=True)
class Conversation:
    system: str
    burst: str
    earlier: tuple[str, ...]
    """The guest's earlier turns, newest first."""


def respond_to(conversation: Conversation) -> dict[str, Any]:
    if JUDGE_TASK in conversation.system.lower():
        return judge(conversation.burst)
    helped = help_staff(conversation.system, conversation.burst)
    if helped is not None:
        return helped
    if translation.TASK in conversation.system.lower():
        return translation.translate(conversation.system, conversation.burst)
    language = detect_first((conversation.burst, *conversation.earlier))
    mood = mood_of(conversation.burst)
    answer: dict[str, Any] = {
        "language": language,
        "sentiment": {"score": mood.score, "level": mood.level, "rationale": mood.rationale},
    }
    if MOOD_TASK in conversation.system.lower():
        return answer
    return answer | _decide(conversation, mood, language)


def _decide(conversation: Conversation, mood: Mood, language: str) -> dict[str, Any]:
    text = conversation.burst
    if mood.level == "complaint":
        return _hand_over("complaint", phrases.COMPLAINT, language)
    if intents.HUMAN.match(text):
        return _hand_over("asks_for_human", phrases.HUMAN, language)
    if intents.RESTRICTED.match(text):
        return _hand_over("restricted_topic", phrases.RESTRICTED, language)
    topics = topics_of(text)
    known = _known(conversation, topics, language)
    if _is_request(text, topics, known=bool(known)):
        return _hand_over("request_for_staff", phrases.REQUEST, language)
    if known:
        return _informed(conversation, known, mood, language)
    small_talk = _small_talk(text, mood, topics)
    if small_talk is not None:
        return _reply([_sentence(say(small_talk, language))])
    return _hand_over("not_in_knowledge", phrases.UNKNOWN, language)


def _known(
    conversation: Conversation, topics: list[str], language: str
) -> list[tuple[str | None, Entry]]:
    """Entries that answer, with the topic they were found by."""
    entries = entries_of(conversation.system)
    wanted = topics or _topics_of_follow_up(conversation)
    found = [(topic, entries_about(topic, entries, language)) for topic in wanted]
    known: list[tuple[str | None, Entry]] = []
    for topic, entry in found:
        if entry is not None and all(entry.key != other.key for _, other in known):
            known.append((topic, entry))
    if known or topics:
        return known[:MOST_TOPICS]
    shared = entry_sharing_words(conversation.burst, entries)
    return [(None, shared)] if shared else []


def _topics_of_follow_up(conversation: Conversation) -> list[str]:
    """ "And on Sundays?" speaks of what was asked before."""
    first = conversation.burst.strip().lower().partition(" ")[0]
    if first in ("and", "und", "y", "а", "и") and conversation.earlier:
        return topics_of(conversation.earlier[0])
    return []


def _is_request(text: str, topics: list[str], *, known: bool) -> bool:
    services = intents.SERVICES.intersection(topics)
    if not services or not intents.REQUEST.match(text):
        return False
    if intents.BROUGHT.intersection(services):
        return True
    return not (known and intents.asks_whether(text))


def _informed(
    conversation: Conversation, known: list[tuple[str | None, Entry]], mood: Mood, language: str
) -> dict[str, Any]:
    sentences = [
        _sentence(
            answer_from(entry, question=conversation.burst, topic=topic, language=language),
            entry.key,
        )
        for topic, entry in known
    ]
    if mood.level == "negative":
        sentences.insert(0, _sentence(say(phrases.SORRY, language)))
    elif intents.GREETING.match(conversation.burst):
        sentences.insert(0, _sentence(say(phrases.HELLO, language)))
    return _reply(sentences)


def _small_talk(text: str, mood: Mood, topics: list[str]) -> phrases.Phrase | None:
    if topics or "?" in text:
        return None
    if mood.level == "positive":
        return phrases.GLAD
    if not intents.is_small_talk(text):
        return None
    if intents.THANKS.match(text) or intents.CLOSING.match(text):
        return phrases.THANKS
    if intents.GREETING.match(text):
        return phrases.GREETING
    return None


def _reply(sentences: list[dict[str, Any]]) -> dict[str, Any]:
    return {"action": "reply", "sentences": sentences, "hand_over_reason": None}


def _hand_over(reason: str, phrase: phrases.Phrase, language: str) -> dict[str, Any]:
    return {
        "action": "hand_over",
        "sentences": [_sentence(say(phrase, language))],
        "hand_over_reason": reason,
    }


def _sentence(text: str, *sources: str) -> dict[str, Any]:
    return {"text": text, "sources": list(sources)}
