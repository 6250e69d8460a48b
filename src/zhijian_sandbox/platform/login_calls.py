"""/sns/: what an account may ask after somebody logged in on a page of its own."""

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, Key, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import followers, logins
from zhijian_sandbox.state.logins import Login


def exchange(call: Call) -> Fields:
    """A code for a token and an openid, once."""
    text = call.query.get("code", "")
    if not text:
        raise PlatformError(41008)
    if call.query.get("grant_type") != "authorization_code":
        raise PlatformError(40002)
    found = logins.code(call.parts.store, text, appid=call.app.appid)
    if found is None:
        raise PlatformError(40029)
    if found["used"]:
        raise PlatformError(40163)
    if call.now - found["made_at"] > logins.CODE_SECONDS:
        raise PlatformError(42003)
    login = logins.use(call.parts.store, text, at=call.now)
    answer = _told(login)
    return {**answer, "is_snapshotuser": 1} if found["snapshot"] else answer


def refresh(call: Call) -> Fields:
    if call.query.get("grant_type") != "refresh_token":
        raise PlatformError(40002)
    text = call.query.get("refresh_token", "")
    if not text:
        raise PlatformError(41003)
    login = logins.by_refresh_token(call.parts.store, text, appid=call.app.appid)
    if login is None:
        raise PlatformError(40030)
    if login.refresh_expires_at <= call.now:
        raise PlatformError(42002)
    return _told(logins.renew(call.parts.store, login, at=call.now))


def profile(call: Call) -> Fields:
    """Name and picture, where the person agreed to that."""
    login = _login(call)
    if login.scope != "snsapi_userinfo":
        raise PlatformError(48001)
    tie = followers.tie_by_openid(call.parts.store, login.appid, login.openid)
    person = followers.find(call.parts.store, tie.follower) if tie is not None else None
    return {
        "openid": login.openid,
        "nickname": person.name if person is not None else "微信用户",
        # Sex and place have not been told since the end of 2021.
        "sex": 0,
        "language": "",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": f"{call.base_url}/_sandbox/followers/{person.id}/avatar.svg" if person else "",
        "privilege": [],
    }


def check(call: Call) -> Fields:
    _login(call)
    return done()


def _login(call: Call) -> Login:
    """`answering` has seen that the token is one; here whether it lives and is this person's."""
    login = logins.by_access_token(call.parts.store, call.query.get("access_token", ""))
    if login is None:
        raise PlatformError(40001)
    if login.expires_at <= call.now:
        raise PlatformError(42001)
    if call.query.get("openid") != login.openid:
        raise PlatformError(40003)
    return login


def _told(login: Login) -> Fields:
    return {
        "access_token": login.access_token,
        "expires_in": logins.TOKEN_SECONDS,
        "refresh_token": login.refresh_token,
        "openid": login.openid,
        "scope": login.scope,
    }


_RIGHT = Right.VERIFIED_SERVICE

ENDPOINTS = (
    Endpoint("GET", "/sns/oauth2/access_token", exchange, right=_RIGHT, key=Key.SECRET),
    Endpoint("GET", "/sns/oauth2/refresh_token", refresh, right=_RIGHT, key=Key.APPID),
    Endpoint(
        "GET", "/sns/userinfo", profile, right=_RIGHT, key=Key.LOGIN, daily=5_000_000, per_minute=50_000
    ),
    Endpoint("GET", "/sns/auth", check, right=_RIGHT, key=Key.LOGIN),
)
