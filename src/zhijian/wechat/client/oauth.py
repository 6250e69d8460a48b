"""Web login (网页授权): who opened a page of ours inside WeChat. Verified service accounts only.

The person's browser goes to `authorize_url` and comes back with a code; the code buys an openid, once.
"""

from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call
from zhijian.wechat.credentials import Hidden

PAGES = "https://open.weixin.qq.com"
MAX_STATE_BYTES = 128


class Scope(Enum):
    """BASE asks nobody and tells the openid; USERINFO asks the person, and tells name and picture."""

    BASE = "snsapi_base"
    USERINFO = "snsapi_userinfo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """`is_snapshot`: the person only looks at a snapshot page, and the openid is nobody's.

    `access_token` is for `profile` only and lives `expires_in` seconds, `refresh_token` thirty days.
    """

    openid: str = field(repr=False)
    scope: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int
    unionid: str = field(default="", repr=False)
    is_snapshot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Sex and place have not been told since the end of 2021."""

    openid: str = field(repr=False)
    nickname: str = field(repr=False)
    picture_url: str = field(default="", repr=False)
    unionid: str = field(default="", repr=False)


class OAuthCalls:
    """None of them needs an access token of the account."""

    def __init__(self, ask: Ask, *, appid: str, secret: Hidden) -> None:
        self._ask = ask
        self._appid = appid
        self._secret = secret

    def authorize_url(
        self, redirect_uri: str, *, scope: Scope = Scope.BASE, state: str = "", base_url: str = PAGES
    ) -> str:
        """Where to send the browser; the platform insists on this order. ValueError for a state that is
        longer than `MAX_STATE_BYTES`."""
        if len(state.encode()) > MAX_STATE_BYTES:
            raise ValueError(f"a state has at most {MAX_STATE_BYTES} bytes")
        return (
            f"{base_url.rstrip('/')}/connect/oauth2/authorize?appid={quote(self._appid, safe='')}"
            f"&redirect_uri={quote(redirect_uri, safe='')}&response_type=code&scope={scope.value}"
            f"&state={quote(state, safe='')}#wechat_redirect"
        )

    async def exchange(self, code: str) -> Login:
        """Trades the code, within five minutes. Never repeated once it may have arrived: it works once.

        Raises `LoginExpired` for a code that is used, too old or none, `SecretRefused`.
        """
        query: dict[str, str | Hidden] = {
            "appid": self._appid,
            "secret": self._secret,
            "code": Hidden(code),
            "grant_type": "authorization_code",
        }
        call = Call(method="GET", path="/sns/oauth2/access_token", query=query, with_token=False)
        return _login(await self._ask(call))

    async def refresh(self, refresh_token: str) -> Login:
        """The same login with a token that lives again. Raises `LoginExpired`."""
        query: dict[str, str | Hidden] = {
            "appid": self._appid,
            "grant_type": "refresh_token",
            "refresh_token": Hidden(refresh_token),
        }
        call = Call(
            method="GET", path="/sns/oauth2/refresh_token", query=query, repeatable=True, with_token=False
        )
        return _login(await self._ask(call))

    async def profile(self, login: Login, *, lang: str = "zh_CN") -> Profile:
        """Name and picture. Raises `NotAuthorised` when only BASE was asked, `TokenInvalid`."""
        answer = await self._ask(_about(login, "/sns/userinfo", lang=lang))
        return Profile(
            openid=answer.text("openid"),
            nickname=answer.text("nickname", default=""),
            picture_url=answer.text("headimgurl", default=""),
            unionid=answer.text("unionid", default=""),
        )

    async def check(self, login: Login) -> None:
        """Returns when the login's token still lives. Raises `TokenInvalid`, `ReceiverUnreachable`."""
        await self._ask(_about(login, "/sns/auth"))


def _about(login: Login, path: str, **more: str) -> Call:
    query: dict[str, str | Hidden] = {
        "access_token": Hidden(login.access_token),
        "openid": Hidden(login.openid),
        **more,
    }
    return Call(method="GET", path=path, query=query, repeatable=True, with_token=False)


def _login(answer: Answer) -> Login:
    return Login(
        openid=answer.text("openid"),
        scope=answer.text("scope", default=""),
        access_token=answer.text("access_token"),
        refresh_token=answer.text("refresh_token", default=""),
        expires_in=answer.number("expires_in"),
        unionid=answer.text("unionid", default=""),
        is_snapshot=answer.flag("is_snapshotuser"),
    )
