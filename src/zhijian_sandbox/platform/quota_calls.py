"""What is left of the day's calls, setting it back, and what a rid stands for."""

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, Key, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state import usage

CLEARED_A_MONTH = 10
CLEARED_ONE_A_MONTH = 50
RID_KEPT_SECONDS = 7 * 86400


def clear_all(call: Call) -> Fields:
    """Both versions share ten a month."""
    if call.fields().get("appid") != call.app.appid:
        raise PlatformError(40013)
    _allow_clearing(call, "clear_quota", most=CLEARED_A_MONTH)
    usage.clear(call.parts.store, call.app.appid, day=call.parts.clock.day())
    return done()


def clear_one(call: Call) -> Fields:
    endpoint = _endpoint(call)
    _allow_clearing(call, "openapi/quota/clear", most=CLEARED_ONE_A_MONTH)
    usage.clear(call.parts.store, call.app.appid, day=call.parts.clock.day(), path=endpoint.path)
    return done()


def get(call: Call) -> Fields:
    endpoint, settings = _endpoint(call), call.app.settings
    limit = settings.quotas.get(endpoint.path, endpoint.daily)
    used = usage.used(call.parts.store, call.app.appid, endpoint.path, period=call.parts.clock.day())
    answer = done(quota={"daily_limit": limit, "used": used, "remain": max(0, limit - used)})
    per_minute = settings.rates.get(endpoint.path, endpoint.per_minute)
    if per_minute is not None:
        answer["rate_limit"] = {"call_count": per_minute, "refresh_second": 60}
    return answer


def explain_rid(call: Call) -> Fields:
    """The call behind a rid: of this account, of the last seven days."""
    rid = call.fields().get("rid")
    if not isinstance(rid, str) or rid.count("-") != 2:
        raise PlatformError(76002)
    found = call.parts.log.call_by_rid(rid)
    if found is None:
        raise PlatformError(76001)
    appid, at, details = found
    if appid != call.app.appid:
        raise PlatformError(76003)
    if call.now - at > RID_KEPT_SECONDS:
        raise PlatformError(76004)
    return done(
        request={
            "invoke_time": int(at),
            "cost_in_ms": details["ms"],
            "request_url": "&".join(f"{name}={value}" for name, value in details["query"].items()),
            "request_body": details["request"],
            "response_body": details["response"],
            "client_ip": details["caller"],
        }
    )


def _allow_clearing(call: Call, name: str, *, most: int) -> None:
    if usage.count(call.parts.store, call.app.appid, name, period=call.parts.clock.month()) > most:
        raise PlatformError(48006)


def _endpoint(call: Call) -> Endpoint:
    path = call.fields().get("cgi_path")
    endpoint = call.endpoints.get(path) if isinstance(path, str) else None
    if endpoint is None:
        raise PlatformError(76021)
    return endpoint


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/clear_quota", clear_all),
    Endpoint("POST", "/cgi-bin/clear_quota/v2", clear_all, key=Key.SECRET),
    Endpoint("POST", "/cgi-bin/openapi/quota/get", get),
    Endpoint("POST", "/cgi-bin/openapi/quota/clear", clear_one),
    Endpoint("POST", "/cgi-bin/openapi/rid/get", explain_rid),
)
