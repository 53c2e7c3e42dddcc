"""The hotel's knowledge entries, as the prompt lists them, and the search among them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from simulators.deepseek.brain.language import detect
from simulators.deepseek.brain.topics import TOPICS, topics_of
from simulators.deepseek.brain.words import words_of

# "[k1] Title: text", the text may run over several lines; "(de)" after the title is a language.
ENTRY = re.compile(r"^\s*\[(k[\w-]*)\]\s*(.*)$")
TITLE = re.compile(
    r"^(?P<title>[^:]{1,120}?)\s*(?:\((?P<language>[a-z]{2})\))?\s*:\s+(?P<text>.*)$"
)
SHARED_STEM = 5
ENOUGH_SHARED_WORDS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    title: str
    text: str
    language: str
    topics: frozenset[str]
    """Topics of the title; those of the text when the title names none."""


def entries_of(prompt: str) -> list[Entry]:
    found: list[tuple[str, list[str]]] = []
    open_entry = False
    for line in prompt.splitlines():
        match = ENTRY.match(line)
        if match:
            found.append((match[1], [match[2]]))
            open_entry = True
        elif open_entry and line.strip() and not line.lstrip().startswith(("<", "[", "#", "```")):
            found[-1][1].append(line.strip())
        else:
            open_entry = False
    return [_entry(key, " ".join(lines)) for key, lines in found]


def entries_about(topic: str, entries: list[Entry], language: str) -> Entry | None:
    """The best entry on a topic, in the guest's language when there is one."""
    matching = [entry for entry in entries if topic in entry.topics]
    matching = matching or [entry for entry in entries if TOPICS[topic].match(entry.text)]
    return next((e for e in matching if e.language == language), matching[0] if matching else None)


def entry_sharing_words(question: str, entries: list[Entry]) -> Entry | None:
    """For questions outside the topic table: the entry with most words of the question."""
    asked = _stems(question)
    scored = [(len(asked & _stems(f"{entry.title} {entry.text}")), entry) for entry in entries]
    titled = [(score + 2 * len(asked & _stems(entry.title)), entry) for score, entry in scored]
    best = max(titled, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= ENOUGH_SHARED_WORDS else None


# A hotel's entries come with every prompt and hardly ever change.
@lru_cache(maxsize=5_000)
def _entry(key: str, line: str) -> Entry:
    match = TITLE.match(line)
    title, text = (match["title"], match["text"]) if match else ("", line)
    language = (match["language"] if match else None) or detect(f"{title} {text}") or ""
    topics = topics_of(title) or topics_of(text)
    return Entry(key, title.strip(), text.strip(), language, frozenset(topics))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:SHARED_STEM] for word in words_of(text) if len(word) >= SHARED_STEM)
