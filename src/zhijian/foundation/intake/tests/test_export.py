import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhijian.foundation.intake.arrivals import spool_name
from zhijian.foundation.intake.export import Exported, exported
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.test_services import store

pytestmark = pytest.mark.django_db(databases="__all__")


def numbers(objects: Iterator[Exported]) -> list[str | int]:
    return [one["msg_id"] for one in objects]


def test_a_row_as_an_object(spool: Spool) -> None:
    (id_,) = store(an_arrival(1, type="event", event="CLICK", event_key="菜单"))

    assert [json.loads(json.dumps(one)) for one in exported(account_id=7, spool=spool)] == [
        {
            "id": str(id_),
            "account": "qinghe",
            "received_at": "2026-01-01T00:00:00.250+00:00",
            "msg_id": "1",
            "from": "oMei",
            "created_at": 1_767_225_600,
            "type": "event",
            "event": "CLICK",
            "event_key": "菜单",
            "raw": "<xml><Content>你好</Content></xml>",
        }
    ]


def test_bytes_that_are_no_text_stand_beside_what_can_be_shown(spool: Spool) -> None:
    store(an_arrival(1, raw=b"<xml>\xff</xml>"))

    (one,) = exported(account_id=7, spool=spool)

    assert (one["raw"], base64.b64decode(str(one["raw_base64"]))) == ("<xml>\ufffd</xml>", b"<xml>\xff</xml>")


def test_only_the_accounts_own(spool: Spool) -> None:
    store(an_arrival(1), an_arrival(2, account_id=8))
    spool.keep([an_arrival(3), an_arrival(4, account_id=8)])

    assert numbers(exported(account_id=7, spool=spool)) == ["1", "3"]


def test_a_file_whose_row_is_stored_already_is_not_printed_again(spool: Spool) -> None:
    store(an_arrival(1))
    spool.keep([an_arrival(1), an_arrival(2)])

    found = list(exported(account_id=7, spool=spool))

    assert [(one["msg_id"], str(one["id"])[:5]) for one in found][1:] == [("2", "spool")]
    assert [one["msg_id"] for one in found] == ["1", "2"]


@pytest.mark.parametrize("taken_in_after", [0, 1, 2, 3])
def test_taking_in_meanwhile_neither_loses_nor_doubles(spool: Spool, taken_in_after: int) -> None:
    store(an_arrival(1))
    spool.keep([an_arrival(2), an_arrival(3)])
    found = []
    for position, one in enumerate(exported(account_id=7, spool=spool)):
        found.append(one["msg_id"])
        if position == taken_in_after:
            _take_in(spool)

    assert sorted(map(str, found)) == ["1", "2", "3"]


def test_many_rows_go_page_by_page(spool: Spool) -> None:
    store(*(an_arrival(number) for number in range(1100)))

    assert numbers(exported(account_id=7, spool=spool)) == [str(number) for number in range(1100)]


def _take_in(spool: Spool) -> None:
    for arrival in list(spool.arrivals()):
        if not ArrivalRow.objects.filter(dedupe=arrival.dedupe).exists():
            store(arrival)
        Path(spool.folder, f"{spool_name(arrival.key)}.json").unlink()
