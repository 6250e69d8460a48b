"""The books of whoever is no gateway: the worker that answers late, the console that explains an answer."""

import threading
from datetime import datetime
from typing import Final

from django.conf import settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplate_of
from zhijian.rooms.answers.book import Book

MOST_KEYWORDS: Final = 200_000  # some hundred megabytes


class Bookshelf:
    """The books opened last: questions about one account come in crowds, and opening takes up to seconds."""

    def __init__(self, *, most_keywords: int = MOST_KEYWORDS) -> None:
        self._most_keywords = most_keywords
        self._open: dict[tuple[int, datetime], tuple[int, Book]] = {}  # the one asked last stands last
        self._one_at_a_time = threading.Lock()

    def of(self, account: Account) -> Book:
        """The account's book at the revision it had when it was fetched."""
        # By when it was made, too: a number may come again, in a database put back from a backup.
        key = (account.pk, account.made_at)
        with self._one_at_a_time:
            revision, book = self._open.pop(key, (0, None))
            if book is None:
                book = Book.load(doorplate_of(account), public_url=settings.ZHIJIAN_PUBLIC_URL)
            elif revision != account.revision:
                book = book.renewed(doorplate_of(account))
            self._open[key] = (account.revision, book)
            self._put_away()
            return book

    def _put_away(self) -> None:
        """The one just asked for stays, however thick it is."""
        while len(self._open) > 1 and self._thickness() > self._most_keywords:
            del self._open[next(iter(self._open))]

    def _thickness(self) -> int:
        return sum(len(book.contents.matcher) for _, book in self._open.values())


BOOKS: Final = Bookshelf()
