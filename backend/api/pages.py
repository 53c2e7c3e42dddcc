"""The shape of every list."""

from typing import Generic, TypeVar

from pydantic import BaseModel

from backend.kit.pagination import Page

Item = TypeVar("Item")


class PageOf(BaseModel, Generic[Item]):
    items: list[Item]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Item]) -> "PageOf[Item]":
        return cls(items=list(page.items), next_cursor=page.next_cursor)

    @classmethod
    def whole(cls, items: list[Item]) -> "PageOf[Item]":
        """A list that is short by its nature, in one page."""
        return cls(items=items, next_cursor=None)
