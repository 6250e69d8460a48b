"""The books of whoever is no gateway: the worker that answers late, the console that explains an answer."""

import threading
from datetime import datetime
from typing import Final

from django.conf import settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplate_of
from zhijian.rooms.answers.book import Book


class Bookshelf:
    """The book opened last: questions about one account come in crowds, and opening takes seconds."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, datetime], tuple[int, Book]] = {}
        self._one_at_a_time = threading.Lock()

    def of(self, account: Account) -> Book:
        """The account's book at the revision it had when it was fetched, or at a later one."""
        with self._one_at_a_time:
            # By when it was made, too: a number may come again, in a database put back from a backup.
            key = (account.pk, account.made_at)
            revision, book = self._open.get(key, (0, None))
            if book is None:
                book = Book.load(doorplate_of(account), public_url=settings.ZHIJIAN_PUBLIC_URL)
            elif revision != account.revision:
                book = book.renewed(doorplate_of(account))
            self._open = {key: (account.revision, book)}  # one at a time bounds the memory
            return book


BOOKS: Final = Bookshelf()
