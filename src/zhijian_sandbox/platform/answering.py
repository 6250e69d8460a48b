"""From a request to an answer: everything about a call that is not its own business.

In this order: the path, the method, the fault "error", the token (or appid and secret), the whitelist,
the rights of the account, its quotas, and then the handler. Whatever goes wrong is HTTP 200 and JSON.
"""

import asyncio
import ipaddress
import json
import logging
import time
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from zhijian_sandbox import identifiers
from zhijian_sandbox.bodies import BodyTooLarge, read_body
from zhijian_sandbox.log import Entry
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform import errors, rights, secrets_hidden
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, Key, Raw
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state import apps, followers, logins, tokens, usage
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.store import StateError

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 12 << 20
_PREFIX = "/cgi-bin/"
_LOGINS = "/sns/"  # asked by whoever serves pages, from anywhere


@dataclass(slots=True)
class _Progress:
    """What is known of a call so far, for the log."""

    path: str
    caller: str
    query: dict[str, str]
    body: bytes = b""
    content_type: str = ""
    app: App | None = None
    rid: str = ""
    fault: str | None = None
    errcode: int = 0
    began: float = field(default_factory=time.perf_counter)


async def answer(parts: Parts, endpoints: dict[str, Endpoint], request: Request) -> Response:
    """The answer to any request under /cgi-bin/, written down in the log."""
    caller = _address(request.client.host if request.client else "127.0.0.1")
    progress = _Progress(request.url.path, caller, dict(request.query_params))
    progress.content_type = request.headers.get("content-type", "")
    try:
        result = await _result(parts, endpoints, request, progress)
    except PlatformError as refusal:
        result = _refused(parts, progress, refusal)
    except StateError as problem:
        logger.error("%s", problem)
        result = _refused(parts, progress, PlatformError(-1, f"system error, {problem}"))
    except Exception:
        # A client under test must get the platform's shape, whatever broke here.
        logger.exception("the sandbox failed at %s", progress.path)
        result = _refused(parts, progress, PlatformError(-1))
    response = _response(result)
    try:
        delay = parts.faults.delay_seconds(progress.app.appid if progress.app else None, where="call")
        progress.fault = progress.fault or ("delay" if delay else None)
        await asyncio.sleep(delay)
        _note(parts, request.method, progress, result)
    except StateError as problem:
        logger.error("%s", problem)
    return response


async def _result(
    parts: Parts, endpoints: dict[str, Endpoint], request: Request, progress: _Progress
) -> Fields | Raw:
    try:
        progress.body = await read_body(request, most=MAX_BODY_BYTES)
    except BodyTooLarge as problem:
        raise PlatformError(45001) from problem
    endpoint = endpoints.get(progress.path)
    if endpoint is None:
        raise PlatformError(40066)
    if endpoint.method not in ("ANY", request.method):
        raise PlatformError(43002 if endpoint.method == "POST" else 43001)
    progress.app = _account(parts, progress, endpoint)
    _strike_error(parts, progress)
    _CHECKS[endpoint.key](parts, progress, endpoint)
    app = progress.app
    if app is None:
        raise PlatformError(40013)
    if not endpoint.path.startswith(_LOGINS) and not _is_allowed(app, progress.caller):
        raise PlatformError(40164)
    if not rights.has(app, endpoint.right):
        raise PlatformError(48001)
    _count(parts, app, endpoint)
    call = Call(
        parts=parts,
        endpoints=endpoints,
        app=app,
        query=progress.query,
        body=progress.body,
        content_type=progress.content_type,
        caller=progress.caller,
        base_url=str(request.base_url).rstrip("/"),
    )
    result = endpoint.handler(call)
    return await result if isawaitable(result) else result


def _account(parts: Parts, progress: _Progress, endpoint: Endpoint) -> App | None:
    """Who calls: by token, or by the appid in the query or body. Nothing is checked yet."""
    token = progress.query.get("access_token")
    if endpoint.key is Key.LOGIN:
        login = logins.by_access_token(parts.store, token or "")
        appid = login.appid if login is not None else None
    elif token is not None:
        appid = tokens.owner(parts.store, token)
    else:
        appid = progress.query.get("appid") or _loose_fields(progress.body).get("appid")
    return apps.find(parts.store, appid) if isinstance(appid, str) else None


def _strike_error(parts: Parts, progress: _Progress) -> None:
    appid = progress.app.appid if progress.app else None
    struck = parts.faults.refusal(appid, path=progress.path, body=progress.body)
    if struck is not None:
        progress.fault, errcode, errmsg = struck
        raise PlatformError(errcode, errmsg)


def _check_token(parts: Parts, progress: _Progress, _endpoint: Endpoint) -> None:
    token = progress.query.get("access_token", "")
    if not token:
        raise PlatformError(41001)
    problem = tokens.problem(parts.store, token, now=parts.clock.now())
    if problem:
        raise PlatformError(problem)
    if parts.faults.take("token_invalid", progress.app.appid if progress.app else None) is not None:
        tokens.kill(parts.store, token)
        progress.fault = "token_invalid"
        raise PlatformError(40001)


def _check_secret(_parts: Parts, progress: _Progress, endpoint: Endpoint) -> None:
    """appid and secret, from the body where there is one, else from the query."""
    given: dict[str, Any] = progress.query
    if endpoint.method == "POST":
        if not progress.body.strip():
            raise PlatformError(44002)
        given = _loose_fields(progress.body)
        if not given:
            raise PlatformError(47001)
    secret_name = "appsecret" if "clear_quota" in endpoint.path else "secret"
    if not given.get("appid"):
        raise PlatformError(41002)
    if not given.get(secret_name):
        raise PlatformError(41004)
    if progress.app is None:
        raise PlatformError(40013)
    if given[secret_name] != progress.app.settings.secret:
        raise PlatformError(40125)


def _check_appid(_parts: Parts, progress: _Progress, _endpoint: Endpoint) -> None:
    if not progress.query.get("appid"):
        raise PlatformError(41002)


def _check_login(_parts: Parts, progress: _Progress, _endpoint: Endpoint) -> None:
    """That it is somebody's at all; its handler asks whose, and for how long."""
    if not progress.query.get("access_token"):
        raise PlatformError(41001)
    if progress.app is None:
        raise PlatformError(40001)


_CHECKS = {
    Key.TOKEN: _check_token,
    Key.SECRET: _check_secret,
    Key.APPID: _check_appid,
    Key.LOGIN: _check_login,
}


def _is_allowed(app: App, caller: str) -> bool:
    address = ipaddress.ip_address(caller)
    networks = (ipaddress.ip_network(one, strict=False) for one in app.settings.allowed_ips)
    return any(address.version == network.version and address in network for network in networks)


def _count(parts: Parts, app: App, endpoint: Endpoint) -> None:
    """One call more of this path; 45009 beyond the day's, 45011 beyond the minute's."""
    path, minute = endpoint.path, parts.clock.minute()
    most = app.settings.quotas.get(path, endpoint.daily)
    per_minute = app.settings.rates.get(path, endpoint.per_minute)
    with parts.store.transaction():
        if usage.used(parts.store, app.appid, path, period=parts.clock.day()) >= most:
            raise PlatformError(45009)
        if per_minute is not None:
            usage.forget_minutes_before(parts.store, app.appid, minute=minute)
            if usage.count(parts.store, app.appid, path, period=minute) > per_minute:
                raise PlatformError(45011)
        usage.count(parts.store, app.appid, path, period=parts.clock.day())


def _refused(parts: Parts, progress: _Progress, refusal: PlatformError) -> Fields:
    progress.rid = identifiers.rid(parts.clock.now())
    progress.errcode = refusal.errcode
    said = refusal.errmsg or errors.words(refusal.errcode, caller=progress.caller)
    return {"errcode": refusal.errcode, "errmsg": f"{said} rid: {progress.rid}", **refusal.more}


def _response(result: Fields | Raw) -> Response:
    if isinstance(result, Raw):
        name = quote(result.file_name or "file")
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(result.content, media_type=result.mime_type, headers=headers)
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(errors="replace"), media_type="application/json; encoding=utf-8")


def _note(parts: Parts, method: str, progress: _Progress, result: Fields | Raw) -> None:
    shown = (
        f"（{len(result.content)} 字节）"
        if isinstance(result, Raw)
        else secrets_hidden.body(
            json.dumps(result, ensure_ascii=False).encode(errors="replace"), content_type=""
        )
    )
    parts.log.write(
        Entry(
            kind="call",
            appid=progress.app.appid if progress.app else None,
            follower=_follower(parts, progress),
            title=progress.path.removeprefix(_PREFIX),
            label="产品问",
            verdict="error" if progress.errcode else "ok",
            status=progress.errcode,
            ms=round((time.perf_counter() - progress.began) * 1000),
            fault=progress.fault,
            path=progress.path,
            rid=progress.rid,
            details={
                "method": method,
                "query": secrets_hidden.query(progress.query),
                "request": secrets_hidden.body(progress.body, content_type=progress.content_type),
                "response": shown,
                "caller": progress.caller,
            },
        )
    )


def _follower(parts: Parts, progress: _Progress) -> int | None:
    """The phone the call was about, when it named one openid."""
    if progress.app is None:
        return None
    fields = _loose_fields(progress.body) if len(progress.body) < 65_536 else {}
    openid = progress.query.get("openid") or fields.get("touser") or fields.get("openid")
    tie = (
        followers.tie_by_openid(parts.store, progress.app.appid, openid) if isinstance(openid, str) else None
    )
    return tie.follower if tie is not None else None


def _loose_fields(body: bytes) -> dict[str, Any]:
    """The JSON object in a body, or nothing: for looking before anything is checked."""
    if body.lstrip()[:1] != b"{":
        return {}
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _address(host: str) -> str:
    """The caller's address without the wrapping of an IPv6 socket."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "127.0.0.1"
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
