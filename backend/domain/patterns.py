"""Regular expressions of hotels, matched in bounded time.

Python's own matcher may need years for a careless pattern. This one walks all ways through the
pattern at once (Thompson), so a text costs at most its length times the size of the pattern. It
knows the usual subset; what would need going back (references, lookaround) cannot be saved.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

LONGEST_PATTERN = 200
MOST_STATES = 2000
LONGEST_TEXT = 4000
"""Only the beginning of a longer message is looked at."""

# No stubs know them.
_constants: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")
_Test = Callable[[str], bool]
_WORD_CHARACTER = re.compile(r"\w")


class BadPattern(ValueError):
    """The pattern cannot be used; the message says why, for staff."""


@lru_cache(maxsize=512)
def pattern_of(source: str) -> "Pattern":
    """Raises BadPattern. The same source compiles once."""
    return Pattern(source)


class Pattern:
    """Case does not matter; the whole text need not match."""

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST_PATTERN:
            raise BadPattern(f"is longer than {LONGEST_PATTERN} characters")
        try:
            parsed = _parser.parse(source)
        except (re.error, OverflowError, RecursionError) as error:
            raise BadPattern(f"is no regular expression: {error}") from None
        self._steps: list[tuple[_Test | None, str | None, list[int]]] = []
        """(what the character must be, what the place must be, where to go on)"""
        self._end = self._state(None, None, [])
        self._start = self._sequence(parsed, self._end)

    def search(self, text: str) -> bool:
        text = text[:LONGEST_TEXT].lower()
        active: set[int] = set()
        for place in range(len(text) + 1):
            active = self._reach({*active, self._start}, text, place)
            if self._end in active:
                return True
            if place < len(text):
                active = {
                    after
                    for state in active
                    for test, _, following in (self._steps[state],)
                    if test is not None and test(text[place])
                    for after in following
                }
        return False

    def _reach(self, states: Iterable[int], text: str, place: int) -> set[int]:
        """Every state that these lead to without taking a character."""
        reached: set[int] = set()
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if state in reached:
                continue
            reached.add(state)
            test, anchor, following = self._steps[state]
            if test is None and (anchor is None or _holds(anchor, text, place)):
                waiting.extend(following)
        return reached

    def _state(self, test: _Test | None, anchor: str | None, following: list[int]) -> int:
        if len(self._steps) >= MOST_STATES:
            raise BadPattern("is too large when its repeats are written out")
        self._steps.append((test, anchor, following))
        return len(self._steps) - 1

    def _sequence(self, parsed: Iterable[tuple[Any, Any]], after: int) -> int:
        for operation, argument in reversed(list(parsed)):
            after = self._one(str(operation), argument, after)
        return after

    def _one(self, operation: str, argument: Any, after: int) -> int:
        match operation:
            case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                return self._state(_test(operation, argument), None, [after])
            case "BRANCH":
                ways = [self._sequence(way, after) for way in argument[1]]
                return self._state(None, None, ways)
            case "SUBPATTERN":
                return self._sequence(argument[3], after)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, repeated = argument
                return self._repeat(least, most, repeated, after)
            case "AT":
                return self._state(None, str(argument), [after])
        raise BadPattern(f"uses {operation.lower().replace('_', ' ')}, which is not supported")

    def _repeat(self, least: int, most: Any, parsed: Any, after: int) -> int:
        if most is _constants.MAXREPEAT:
            loop = self._state(None, None, [after])
            self._steps[loop][2].append(self._sequence(parsed, loop))
            after = loop
        else:
            for _ in range(int(most) - least):
                after = self._state(None, None, [self._sequence(parsed, after), after])
        for _ in range(least):
            after = self._sequence(parsed, after)
        return after


def _test(operation: str, argument: Any) -> _Test:
    match operation:
        case "LITERAL":
            return _letter(argument)
        case "NOT_LITERAL":
            letter = _letter(argument)
            return lambda char: not letter(char)
        case "ANY":
            return lambda char: char != "\n"
    negated = bool(argument) and str(argument[0][0]) == "NEGATE"
    tests = [_member(str(kind), value) for kind, value in argument[negated:]]
    return lambda char: any(test(char) for test in tests) is not negated


def _member(kind: str, value: Any) -> _Test:
    match kind:
        case "LITERAL":
            return _letter(value)
        case "RANGE":
            return lambda char: any(value[0] <= ord(one) <= value[1] for one in _cases(char))
        case "CATEGORY":
            return _category(str(value))
    raise BadPattern(f"uses {kind.lower()}, which is not supported")


def _letter(code: int) -> _Test:
    wanted = chr(code).lower()
    return lambda char: char == wanted


def _cases(char: str) -> tuple[str, ...]:
    upper = char.upper()
    return (char, upper) if len(upper) == 1 else (char,)


def _category(name: str) -> _Test:
    negated = "_NOT_" in name
    if name.endswith("DIGIT"):
        return lambda char: char.isdecimal() is not negated
    if name.endswith("SPACE"):
        return lambda char: char.isspace() is not negated
    return lambda char: _is_word(char) is not negated


def _is_word(char: str) -> bool:
    return _WORD_CHARACTER.match(char) is not None


def _holds(anchor: str, text: str, place: int) -> bool:
    before = place > 0 and _is_word(text[place - 1])
    behind = place < len(text) and _is_word(text[place])
    match anchor:
        case "AT_BOUNDARY":
            return before is not behind
        case "AT_NON_BOUNDARY":
            return before is behind
        case "AT_BEGINNING" | "AT_BEGINNING_STRING":
            return place == 0
    return place == len(text)
