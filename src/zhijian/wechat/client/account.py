"""The account itself: addresses, quotas, the rules it had before, the ticket for pages."""

from dataclasses import dataclass, field
from typing import Any

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call
from zhijian.wechat.credentials import Hidden


@dataclass(frozen=True, slots=True)
class Resolved:
    """An address the callback's name resolved to, seen from a network operator."""

    ip: str
    operator: str


@dataclass(frozen=True, slots=True)
class Pinged:
    """`package_loss` is a percentage as text, `time` milliseconds as text, as the platform writes them."""

    ip: str
    from_operator: str
    package_loss: str
    time: str


@dataclass(frozen=True, slots=True)
class CallbackCheck:
    dns: tuple[Resolved, ...]
    ping: tuple[Pinged, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """Calls a day of one path."""

    daily_limit: int
    used: int
    remain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One call, as the platform remembers it. Its texts may hold openids, so they do not show in a repr."""

    invoke_time: int
    cost_ms: int
    url: str = field(repr=False)
    request: str = field(repr=False)
    response: str = field(repr=False)
    client_ip: str


@dataclass(frozen=True, slots=True)
class JsapiTicket:
    value: str = field(repr=False)
    expires_in: int


class AccountCalls:
    def __init__(self, ask: Ask, *, appid: str, secret: Hidden) -> None:
        self._ask = ask
        self._appid = appid
        self._secret = secret

    async def callback_ips(self) -> tuple[str, ...]:
        """The addresses callbacks come from."""
        answer = await self._ask(Call(method="GET", path="/cgi-bin/getcallbackip", repeatable=True))
        return answer.texts("ip_list")

    async def api_domain_ips(self) -> tuple[str, ...]:
        """The addresses behind the API's name."""
        answer = await self._ask(Call(method="GET", path="/cgi-bin/get_api_domain_ip", repeatable=True))
        return answer.texts("ip_list")

    async def check_callback(self, *, action: str = "all", operator: str = "DEFAULT") -> CallbackCheck:
        """Has the platform resolve (`dns`), ping (`ping`) or do both (`all`) with the callback's address.

        `operator` is CHINANET, UNICOM, CAP or DEFAULT. Errors 40201 to 40203.
        """
        body = {"action": action, "check_operator": operator}
        answer = await self._ask(
            Call(method="POST", path="/cgi-bin/callback/check", body=body, repeatable=True)
        )
        return CallbackCheck(
            dns=tuple(
                Resolved(one.text("ip", default=""), one.text("real_operator", default=""))
                for one in answer.objects("dns")
            ),
            ping=tuple(
                Pinged(
                    one.text("ip", default=""),
                    one.text("from_operator", default=""),
                    one.text("package_loss", default=""),
                    one.text("time", default=""),
                )
                for one in answer.objects("ping")
            ),
        )

    async def current_autoreply_info(self) -> dict[str, Any]:
        """The automatic replies made in the platform's back end, as the platform writes them.

        is_add_friend_reply_open, is_autoreply_open, add_friend_autoreply_info{type, content},
        message_default_autoreply_info, keyword_autoreply_info{list[{rule_name, create_time, reply_mode,
        keyword_list_info[{type, match_mode, content}], reply_list_info[...]}]}.
        """
        call = Call(method="GET", path="/cgi-bin/get_current_autoreply_info", repeatable=True)
        return (await self._ask(call)).raw()

    async def clear_quota(self) -> None:
        """Sets the day's used calls of the whole account to nothing. Ten a month; then 48006."""
        await self._ask(Call(method="POST", path="/cgi-bin/clear_quota", body={"appid": self._appid}))

    async def clear_quota_with_secret(self) -> None:
        """The same without a token, for when no token can be had any more. Counts in the same ten."""
        body = {"appid": self._appid, "appsecret": self._secret}
        call = Call(method="POST", path="/cgi-bin/clear_quota/v2", body=body, with_token=False)
        await self._ask(call)

    async def quota(self, cgi_path: str) -> Quota:
        """What is left today of one path, such as `/cgi-bin/message/custom/send`. Errors 76021, 76022."""
        call = Call(
            method="POST", path="/cgi-bin/openapi/quota/get", body={"cgi_path": cgi_path}, repeatable=True
        )
        quota = (await self._ask(call)).object("quota")
        return Quota(quota.number("daily_limit"), quota.number("used"), quota.number("remain"))

    async def clear_path_quota(self, cgi_path: str) -> None:
        """The same for one path. Fifty a month."""
        await self._ask(Call(method="POST", path="/cgi-bin/openapi/quota/clear", body={"cgi_path": cgi_path}))

    async def explain(self, rid: str) -> Explained:
        """What was asked and answered under the rid at the end of an errmsg, for seven days.

        Errors 76001 to 76004.
        """
        call = Call(method="POST", path="/cgi-bin/openapi/rid/get", body={"rid": rid}, repeatable=True)
        request = (await self._ask(call)).object("request")
        return Explained(
            invoke_time=request.number("invoke_time", default=0),
            cost_ms=request.number("cost_in_ms", default=0),
            url=request.text("request_url", default=""),
            request=request.text("request_body", default=""),
            response=request.text("response_body", default=""),
            client_ip=request.text("client_ip", default=""),
        )

    async def jsapi_ticket(self) -> JsapiTicket:
        """The ticket `jssdk.signature` needs; keep it for its `expires_in` seconds (7200)."""
        call = Call(method="GET", path="/cgi-bin/ticket/getticket", query={"type": "jsapi"}, repeatable=True)
        answer = await self._ask(call)
        return JsapiTicket(answer.text("ticket"), answer.number("expires_in"))
