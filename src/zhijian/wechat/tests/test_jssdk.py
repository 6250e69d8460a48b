from typing import Any

import pytest

from zhijian.wechat import jssdk
from zhijian.wechat.tests import known_answers


@pytest.mark.parametrize("vector", known_answers.of_kind("jssdk_signature"), ids=lambda v: v["id"])
@pytest.mark.parametrize("fragment", ["", "#wechat_redirect"])
def test_published_page_signatures_come_out(vector: dict[str, Any], fragment: str) -> None:
    signature = jssdk.signature(
        ticket=vector["jsapi_ticket"],
        nonce=vector["noncestr"],
        timestamp=vector["timestamp"],
        url=vector["url"] + fragment,
    )

    assert signature == vector["expect_signature"]
