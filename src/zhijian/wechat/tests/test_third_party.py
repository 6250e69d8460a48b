"""Our messages, as another library reads them."""

from typing import Any

import pytest
import wechatpy

from zhijian.wechat import messages
from zhijian.wechat.events import Click, LocationReport, Scan, Subscribe, Unsubscribe, View
from zhijian.wechat.messages import Image, Link, Location, Received, Text, Video, Voice

COMMON: dict[str, Any] = {"to_user": "gh_1", "from_user": "oMei", "create_time": 1348831860}


@pytest.mark.parametrize(
    ("message", "theirs"),
    [
        (
            Text(**COMMON, msg_id=7, content="两学]]>一做"),
            {"type": "text", "content": "两学]]>一做", "id": 7},
        ),
        (Image(**COMMON, msg_id=7, media_id="m", pic_url="p"), {"type": "image", "image": "p", "id": 7}),
        (Voice(**COMMON, msg_id=7, media_id="m", format="amr"), {"type": "voice", "format": "amr", "id": 7}),
        (Video(**COMMON, msg_id=7, media_id="m"), {"type": "video", "media_id": "m", "id": 7}),
        (
            Location(**COMMON, msg_id=7, location_x=23.5, location_y=113.25, scale=20, label="青禾镇"),
            {"type": "location", "location": ("23.5", "113.25"), "label": "青禾镇"},
        ),
        (Link(**COMMON, msg_id=7, title="t", url="u"), {"type": "link", "title": "t", "url": "u"}),
        (Subscribe(**COMMON), {"event": "subscribe"}),
        (
            Subscribe(**COMMON, event_key="qrscene_hall", ticket="T"),
            {"event": "subscribe_scan", "scene_id": "hall", "ticket": "T"},
        ),
        (Unsubscribe(**COMMON), {"event": "unsubscribe"}),
        (Scan(**COMMON, event_key="hall", ticket="T"), {"event": "scan", "scene_id": "hall"}),
        (Click(**COMMON, event_key="study"), {"event": "click", "key": "study"}),
        (View(**COMMON, event_key="http://v"), {"event": "view", "url": "http://v"}),
        (LocationReport(**COMMON, latitude=23.5, longitude=113.25), {"event": "location", "latitude": 23.5}),
    ],
)
def test_wechatpy_reads_what_we_render(message: Received, theirs: dict[str, Any]) -> None:
    parsed = wechatpy.parse_message(messages.render(message))

    found = {name: getattr(parsed, name) for name in theirs}
    assert (parsed.source, parsed.target, found) == ("oMei", "gh_1", theirs)
