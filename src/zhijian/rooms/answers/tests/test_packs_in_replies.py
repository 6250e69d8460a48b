"""What a pack and media kept for good are in a reply."""

import math

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.tests.builders import (
    a_large_page,
    a_pack,
    a_recording,
    a_talking_point,
    an_article,
    an_image,
)
from zhijian.rooms.answers.parts import Card, Media, Text
from zhijian.rooms.answers.reading import Replies
from zhijian.rooms.answers.tests.builders import PUBLIC, a_rule

pytestmark = pytest.mark.django_db


def reply_to(account: Account, rule_id: int) -> list[object]:
    reply = Replies(account.pk, public_url=PUBLIC).of_rule(rule_id)
    return list(reply.parts) if reply else []


def test_pack_greets_first_then_hands_out_what_is_in_it(account: Account) -> None:
    article, recording = an_article(account, "读本", summary=""), a_recording(account, "录音")
    large, question = a_large_page(account, "一张纸"), a_talking_point(account, body="哪件小事？")
    pack = a_pack(account, article, recording, large, question, body="您好，第二条可以听。")

    parts = reply_to(account, a_rule(account, "两学一做", pack).pk)

    assert parts == [
        Text("您好，第二条可以听。"),
        *(Card(title=item.title, url=f"{PUBLIC}/read/{item.code}") for item in (article, recording, large)),
        Text("想一想，说一说：哪件小事？"),
    ]


def test_media_kept_for_good_need_no_refreshing(account: Account) -> None:
    image = an_image(account)
    library.note_permanent(item=image, media_id="kept", url="")

    (part,) = reply_to(account, a_rule(account, "海报", image).pk)

    assert isinstance(part, Media)
    assert (part.media_id, part.lives_until) == ("kept", math.inf)


def test_changed_pack_answers_anew(account: Account) -> None:
    pack = a_pack(account, an_article(account, "旧的", summary=""))
    rule = a_rule(account, "两学一做", pack)

    library.change_pack(pack, parts=[an_article(account, "新的", summary="")], by="tests")

    assert [part.title for part in reply_to(account, rule.pk) if isinstance(part, Card)] == ["新的"]
