"""A sentence or two from a knowledge entry, in the guest's language."""

import re

from simulators.deepseek.brain import phrases
from simulators.deepseek.brain.facts import Facts, Price, facts_of
from simulators.deepseek.brain.knowledge import Entry
from simulators.deepseek.brain.phrases import say
from simulators.deepseek.brain.topic_names import TOPIC_NAMES
from simulators.deepseek.brain.topics import NARROWER, TOPICS, topics_of
from simulators.deepseek.brain.words import words_of

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zа-я])")
LONGEST_WHOLE = 280
MOST_SENTENCES = 3
MIXED = 2


def answer_from(entry: Entry, *, question: str, topic: str | None, language: str) -> str:
    if entry.language == language:
        return _own_words(entry, question, topic)
    carried = _around_facts(entry, topic, language)
    if carried or not entry.language:
        # Too few words to tell the entry's language: mostly names, hours and codes.
        return carried or _own_words(entry, question, topic)
    return say(phrases.QUOTED, language, text=_own_words(entry, question, topic))


def _own_words(entry: Entry, question: str, topic: str | None) -> str:
    """The whole entry when short, else the sentences that speak of the question."""
    if len(entry.text) <= LONGEST_WHOLE:
        return entry.text
    sentences = SENTENCE.split(entry.text)
    asked = {word[:5] for word in words_of(question) if len(word) > 3}

    def relevance(sentence: str) -> int:
        shared = sum(word[:5] in asked for word in words_of(sentence))
        return shared + (2 if topic and TOPICS[topic].match(sentence) else 0)

    best = sorted(sentences, key=relevance, reverse=True)[:MOST_SENTENCES]
    return " ".join(sentence for sentence in sentences if sentence in best)


def _around_facts(entry: Entry, topic: str | None, language: str) -> str:
    """Empty when no sentence of ours can carry the entry's facts."""
    facts = facts_of(_part_about(entry, topic))
    if topic == "wifi" and facts.secret:
        return _wifi(facts, language)
    prices = ", ".join(_in_words(price, language) for price in facts.prices)
    hours = " / ".join(facts.hours)
    if topic in phrases.HOURS and hours:
        parts = [say(phrases.HOURS[topic], language, hours=hours)]
    elif topic in phrases.PRICED and prices:
        parts, prices = [say(phrases.PRICED[topic], language, prices=prices)], ""
    elif topic in TOPIC_NAMES and (hours or prices):
        named = say(TOPIC_NAMES[topic], language)
        parts, prices = [f"{named}: {', '.join(filter(None, (hours, prices)))}."], ""
    else:
        return ""
    if prices:
        parts.append(say(phrases.PRICE, language, prices=prices))
    if facts.phone:
        parts.append(say(phrases.PHONE, language, phone=facts.phone))
    return " ".join(parts)


def _part_about(entry: Entry, topic: str | None) -> str:
    """An entry on check-out may speak of the late one too: facts must not mix."""
    if len(entry.topics) < MIXED and topic in entry.topics and not _speaks_of_several(entry):
        return entry.text
    sentences = SENTENCE.split(entry.text)
    fitting = [_clause_about(one, topic) for one in sentences if topic in topics_of(one)]
    return " ".join(fitting) or entry.text


def _clause_about(sentence: str, topic: str | None) -> str:
    """Of "check-in from 15:00, check-out until 11:00" the half that is asked about."""
    clauses = sentence.split(", ")
    fitting = [one for one in clauses if topic in topics_of(one)]
    others = [one for one in clauses if set(topics_of(one)) - {topic}]
    return ", ".join(fitting) if fitting and others else sentence


def _speaks_of_several(entry: Entry) -> bool:
    return len(set(topics_of(entry.text)) & set(NARROWER) | set(entry.topics)) >= MIXED


def _in_words(price: Price, language: str) -> str:
    return (
        f"{price.amount} {say(phrases.UNITS[price.unit], language)}" if price.unit else price.amount
    )


def _wifi(facts: Facts, language: str) -> str:
    if facts.network and facts.network != facts.secret:
        return say(phrases.WIFI, language, network=facts.network, secret=facts.secret)
    return say(phrases.WIFI_SECRET, language, secret=facts.secret)
