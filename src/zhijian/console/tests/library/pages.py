"""The pages of the library as its tests open and read them."""

import re
from typing import Any

from django.test import Client

from zhijian.foundation.library.models import Item

LIST = "/console/library/"


def address_of(item: Item, end: str = "") -> str:
    return f"{LIST}items/{item.code}/{end}"


def titles(page: str) -> list[str]:
    rows = page[page.index('id="items"') :].partition("</ul>")[0]
    return re.findall(r'<span class="grow"><b>(.*?)</b>', rows)


def shown(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def form_of(item: Item, **changed: Any) -> dict[str, Any]:
    return {
        "title": item.title,
        "summary": item.summary,
        "body": item.body,
        "is_findable": "on",
        "version": item.version,
        **changed,
    }
