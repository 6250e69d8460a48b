"""The address in the words of 40164, however WeChat writes them."""

import pytest

from zhijian.courier.checks.seen_address import seen_address


@pytest.mark.parametrize(
    ("errmsg", "address"),
    [
        ("invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 65f1-2a-3b", "203.0.113.7"),
        ("invalid ip 203.0.113.7, not in whitelist hint: [abc.def]", "203.0.113.7"),
        ("invalid ip ::ffff:203.0.113.7, not in whitelist", "203.0.113.7"),
        ("ip:203.0.113.7.", "203.0.113.7"),
        ("invalid ip 2001:db8::5, not in whitelist rid: 65f1c0de-1f2e3d4c-5b6a7988", "2001:db8::5"),
        ("invalid ip 2001:db8::5 ipv4 203.0.113.7", "203.0.113.7"),
        ("invalid ip 999.1.1.1, not in whitelist", ""),
        ("not in whitelist rid: 65f1c0de-1f2e3d4c-5b6a7988", ""),
        ("", ""),
        ("<script>203.0.113.7</script>", "203.0.113.7"),
    ],
)
def test_address_is_found_or_nothing_is_claimed(errmsg: str, address: str) -> None:
    assert seen_address(errmsg) == address
