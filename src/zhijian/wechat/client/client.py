"""The way to the platform for one account: tokens, repeats, and the calls by subject."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

import httpx

from zhijian.wechat.client.account import AccountCalls
from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.caller import Call, Caller, Media
from zhijian.wechat.client.comments import CommentCalls
from zhijian.wechat.client.customer_service import CustomerServiceCalls
from zhijian.wechat.client.drafts import DraftCalls
from zhijian.wechat.client.mass import MassCalls
from zhijian.wechat.client.material import MaterialCalls
from zhijian.wechat.client.media import MediaCalls
from zhijian.wechat.client.menu import MenuCalls
from zhijian.wechat.client.notices import NoticeCalls, OnceCalls, TemplateMessageCalls
from zhijian.wechat.client.oauth import OAuthCalls
from zhijian.wechat.client.publish import PublishCalls
from zhijian.wechat.client.qrcodes import QrCodeCalls
from zhijian.wechat.client.short_keys import ShortKeyCalls
from zhijian.wechat.client.statistics import StatisticsCalls
from zhijian.wechat.client.tags import TagCalls
from zhijian.wechat.client.tokens import AccessToken, StableTokens, TokenSource
from zhijian.wechat.client.users import UserCalls
from zhijian.wechat.credentials import Hidden
from zhijian.wechat.errors import CallFailed, SystemBusy, TokenInvalid, TransportFailed, UnexpectedAnswer

T_co = TypeVar("T_co", covariant=True)

PRODUCTION = "https://api.weixin.qq.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait: within an exchange for the next byte, for a whole exchange, and between repeats."""

    silence_seconds: float = 10.0
    exchange_seconds: float = 60.0
    pauses_seconds: tuple[float, ...] = (0.5, 2.0)


class Client:
    """Calls of one account, by subject: `account`, `comments`, `customer_service`, `drafts`, `mass`,
    `material`, `media`, `menu`, `notices`, `oauth`, `once`, `publish`, `qrcodes`, `short_keys`,
    `statistics`, `tags`, `template_messages`, `users`; and the two that ask for a token.

    A call is repeated at most once with a new token, and at most once for each of the patience's pauses
    when the platform was busy, broken or silent, and only if doing it twice is as good as once (or it
    certainly did not arrive). Everything else is raised at once, and says whether to try later.

    Without `tokens`, it keeps a stable token in memory. Use it in one event loop; close it with `aclose`
    or `async with`.
    """

    def __init__(
        self,
        *,
        appid: str,
        secret: str,
        base_url: str = PRODUCTION,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        tokens: TokenSource | None = None,
        patience: Patience = Patience(),
    ) -> None:
        self.appid = appid
        self._secret = Hidden(secret)
        self._caller = Caller(
            base_url,
            secret=self._secret,
            transport=transport,
            timeout_seconds=patience.silence_seconds,
            deadline_seconds=patience.exchange_seconds,
        )
        self._sleep = sleep
        self._pauses_seconds = patience.pauses_seconds
        self._tokens = tokens or StableTokens(self.stable_token, clock=clock)
        self.account = AccountCalls(self.ask, appid=appid, secret=self._secret)
        self.comments = CommentCalls(self.ask)
        self.customer_service = CustomerServiceCalls(self.ask)
        self.drafts = DraftCalls(self.ask)
        self.mass = MassCalls(self.ask)
        self.material = MaterialCalls(self.ask, self.fetch)
        self.media = MediaCalls(self.ask, self.fetch)
        self.menu = MenuCalls(self.ask)
        self.notices = NoticeCalls(self.ask)
        self.oauth = OAuthCalls(self.ask, appid=appid, secret=self._secret)
        self.once = OnceCalls(self.ask, appid=appid)
        self.publish = PublishCalls(self.ask)
        self.qrcodes = QrCodeCalls(self.ask)
        self.short_keys = ShortKeyCalls(self.ask)
        self.statistics = StatisticsCalls(self.ask)
        self.tags = TagCalls(self.ask)
        self.template_messages = TemplateMessageCalls(self.ask)
        self.users = UserCalls(self.ask)

    def __repr__(self) -> str:
        return f"Client(appid={self.appid!r}, base_url={self._caller.base_url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._caller.aclose()

    async def stable_token(self, *, force_refresh: bool = False) -> AccessToken:
        """The token that stays the same until five minutes before its end.

        Forcing ends the present one: 20 a day, 30 s apart. Raises `SecretRefused`, `IpNotAllowed`.
        """
        body = {
            "grant_type": "client_credential",
            "appid": self.appid,
            "secret": self._secret,
            "force_refresh": force_refresh,
        }
        answer = await self.ask(
            Call(
                method="POST",
                path="/cgi-bin/stable_token",
                body=body,
                repeatable=not force_refresh,
                with_token=False,
            )
        )
        return _token(answer)

    async def token(self) -> AccessToken:
        """A new token by the older call: it replaces the one before, which lives about 5 minutes more."""
        query: dict[str, str | Hidden] = {
            "grant_type": "client_credential",
            "appid": self.appid,
            "secret": self._secret,
        }
        answer = await self.ask(
            Call(method="GET", path="/cgi-bin/token", query=query, repeatable=True, with_token=False)
        )
        return _token(answer)

    async def ask(self, call: Call) -> Answer:
        """Any call that is answered with JSON. The subjects use it; better use them."""
        return await self._try(call, self._caller.ask)

    async def fetch(self, call: Call) -> Media:
        """Any call that is answered with a file."""
        return await self._try(call, self._caller.fetch)

    async def _try(self, call: Call, send: "_Send[T_co]") -> T_co:
        token = Hidden(await self._tokens.get()) if call.with_token else None
        pauses = list(self._pauses_seconds)
        has_new_token = False
        # The first attempt, one with a new token, and one after each pause.
        for _ in range(2 + len(pauses)):
            try:
                return await send(call, token=token)
            except TokenInvalid:
                if has_new_token or token is None:
                    raise
            except CallFailed as failed:
                if not pauses or not _bears_repeating(call, failed):
                    raise
                await self._sleep(pauses.pop(0))
                continue
            token = Hidden(await self._tokens.refresh(token.reveal()))
            has_new_token = True
        raise AssertionError("more attempts than there can be")


class _Send(Protocol[T_co]):
    def __call__(self, call: Call, *, token: Hidden | None) -> Awaitable[T_co]: ...


def _bears_repeating(call: Call, failed: CallFailed) -> bool:
    if isinstance(failed, UnexpectedAnswer):
        return False
    if isinstance(failed, TransportFailed) and not failed.may_have_arrived:
        return True
    return call.repeatable and isinstance(failed, TransportFailed | SystemBusy)


def _token(answer: Answer) -> AccessToken:
    return AccessToken(answer.text("access_token"), answer.number("expires_in"))
