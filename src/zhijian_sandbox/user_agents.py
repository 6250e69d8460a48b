"""What the platform's in-app browser calls itself. A page framed on the desk cannot: its requests are the
computer's browser's. Whoever drives a browser of his own can set it to this."""

_ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; V2309A Build/UP1A.231005.007; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260117 "
    "MMWEBSDK/20240802 MMWEBID/4242 MicroMessenger/8.0.50.2701(0x2800325B) WeChat/arm64 Weixin "
    "NetType/WIFI Language/zh_CN ABI/arm64"
)
_IOS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.50(0x1800323b) NetType/WIFI Language/zh_CN"
)
_COMPUTER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/122.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) "
    "WindowsWechat(0x63090c11) XWEB/11581 Flue"
)


def of_platform(platform: str) -> str:
    """For `ios`, `android` or `other`."""
    return {"ios": _IOS, "android": _ANDROID}.get(platform, _COMPUTER)
