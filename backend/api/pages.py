"""The shape of every list."""

from typing import Generic, TypeVar

from pydantic import BaseModel

from backend.kit.pagination import BadCursor, Page, decode_cursor, encode_cursor

Item = TypeVar("Item")


class PageOf(BaseModel, Generic[Item]):
    items: list[Item]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Item]) -> "PageOf[Item]":
        return cls(items=list(page.items), next_cursor=page.next_cursor)

    @classmethod
    def part(cls, items: list[Item], *, cursor: str | None, limit: int) -> "PageOf[Item]":
        """A page of a list that is short enough to be read whole. Raises BadCursor."""
        start = decode_cursor(cursor, 1)[0] if cursor else 0
        if not isinstance(start, int) or start < 0:
            raise BadCursor("the cursor belongs to another list")
        end = start + limit
        following = encode_cursor(end) if len(items) > end else None
        return cls(items=items[start:end], next_cursor=following)

    @classmethod
    def whole(cls, items: list[Item]) -> "PageOf[Item]":
        """A list that is short by its nature, in one page."""
        return cls(items=items, next_cursor=None)
