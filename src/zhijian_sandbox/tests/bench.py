"""A sandbox under test, spoken to only over the wire."""

from typing import Any

import httpx

APPID = "wx5e1f00000000c0de"
SECRET = "0123456789abcdef0123456789abcdef"
TOKEN = "qingheToken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
GH_ID = "gh_qinghe000001"

Json = dict[str, Any]


class Bench:
    """Short words for what tests do with the control API and the platform API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=20, verify=False)  # noqa: S501 -- plain HTTP; saves reading certificates

    def control(self, method: str, path: str, /, **body: Any) -> Json:
        answer = self.http.request(method, f"/_sandbox/{path}", json=body or None)
        assert answer.status_code < 300, answer.text
        return dict(answer.json()) if answer.content else {}

    def register(self, **changes: Any) -> Json:
        """The account of the sample, 青禾镇党建, a verified service account, unless told otherwise."""
        account = {
            "appid": APPID,
            "secret": SECRET,
            "token": TOKEN,
            "aes_key": AES_KEY,
            "callback_url": "http://127.0.0.1:9/nobody",
            "gh_id": GH_ID,
            "name": "青禾镇党建",
        }
        return self.control("POST", "apps", **{**account, **changes})

    def follower(self, openid: str = "oMei", **changes: Any) -> Json:
        """Mei, who follows."""
        return self.control(
            "POST", "followers", **{"name": "梅", "openid": openid, "follows": True, **changes}
        )

    def act(self, act: str, /, *, follower: str = "oMei", **given: Any) -> Json:
        """Do it and wait for what comes of it."""
        return self.control("POST", f"followers/{follower}/acts", act=act, wait=True, **given)

    def bubbles(self, follower: str = "oMei", appid: str = APPID) -> list[Json]:
        return list(self.control("GET", f"followers/{follower}/chats/{appid}")["bubbles"])

    def later(self, **units: float) -> None:
        self.control("POST", "clock/shift", **units)

    def log(self, **filters: Any) -> list[Json]:
        return list(self.http.get("/_sandbox/log", params=filters).json()["rows"])

    def token(self, *, appid: str = APPID) -> str:
        answer = self.http.get(
            "/cgi-bin/token", params={"grant_type": "client_credential", "appid": appid, "secret": SECRET}
        ).json()
        return str(answer["access_token"])

    def get(self, path: str, *, token: str | None = None, **query: Any) -> Json:
        query["access_token"] = token if token is not None else self.token()
        return dict(self.http.get(f"/cgi-bin/{path}", params=query).json())

    def post(
        self, path: str, body: Any = None, *, token: str | None = None, content: bytes | None = None
    ) -> Json:
        query = {"access_token": token if token is not None else self.token()}
        if content is None:
            answer = self.http.post(f"/cgi-bin/{path}", params=query, json=body)
        else:
            answer = self.http.post(f"/cgi-bin/{path}", params=query, content=content)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def upload(self, kind: str, content: bytes, *, token: str | None = None) -> Json:
        query = {"access_token": token if token is not None else self.token(), "type": kind}
        answer = self.http.post("/cgi-bin/media/upload", params=query, files={"media": ("a.bin", content)})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())
