"""Inputs that are odd as requests: queries, methods, paths, headers, pieces, ends."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final
from urllib.parse import quote, urlencode

from tests.fuzz.accounts import COMPATIBLE, NOW, PLAIN, SAFE, TURNED, Account
from tests.fuzz.inputs import (
    ANSWERED,
    EITHER,
    GIVEN_UP,
    NOT_FOUND,
    REFUSED,
    TOO_LARGE,
    Headers,
    Input,
    Request,
)
from tests.fuzz.kinds.asking import Pairs, good_message, plain_query, post, sealed_post, sealed_query
from tests.fuzz.mutations.of_bytes import noise, spoil_bytes
from tests.fuzz.mutations.of_messages import monster
from tests.fuzz.mutations.texts import NAMES, odd_text

_DOORS: Final = (SAFE, COMPATIBLE, PLAIN, TURNED)


def query(rng: Random, number: int) -> Input:
    """A right body under a query that is not."""
    account = rng.choice(_DOORS)
    message, to_user = good_message(rng, account, number)
    request = _request(rng, account, message)
    spoilt = _spoilt_query(rng, request.query)
    request = Request(request.method, request.path, spoilt, pieces=request.pieces)
    return Input("query", request, EITHER, account.slug, to_user=to_user, message=message)


def forged(rng: Random, number: int) -> Input:
    """A right message under a signature that is not over it, by whoever does not have the token."""
    account = rng.choice(_DOORS)
    request = _request(rng, account, good_message(rng, account, number)[0])
    pairs = [_pair(pair) for pair in request.query.decode().split("&")]
    name = "signature" if account.mode == "plain" else "msg_signature"
    at = next(n for n, pair in enumerate(pairs) if pair[0] == name)
    known, right = dict(pairs), pairs[at][1]
    parts = known["timestamp"].encode(), known["nonce"].encode()
    stranger = replace(account.seal, token="AnotherToken")
    wrong = rng.choice(
        (
            "", "0" * 40, right[:-1], right + "0", right[::-1], right.upper(), " " + right,
            f"{rng.getrandbits(160):040x}",
            stranger.sign(*parts), stranger.sign(*parts, _ciphertext_of(request.body)),
            account.seal.sign(parts[0]),
            account.seal.sign(*parts, b"x"), "١" * 40, "\0", "é" * 40,
        )
    )  # fmt: skip
    if wrong != right and rng.random() < 0.8:
        pairs[at] = (name, quote(wrong))
    else:
        moved = rng.choice(("timestamp", "nonce"))
        pairs = [(key, str(int(value) + 1) if key == moved else value) for key, value in pairs]
    query = "&".join(f"{key}={value}" for key, value in pairs).encode()
    return Input("forged", Request("POST", request.path, query, pieces=request.pieces), REFUSED)


def _ciphertext_of(body: bytes) -> bytes:
    return body.partition(b"<Encrypt><![CDATA[")[2].partition(b"]]>")[0]


def stale(rng: Random, number: int) -> Input:
    """All is right but the time, and the time is signed."""
    account = rng.choice(_DOORS)
    message, _ = good_message(rng, account, number)
    age = rng.choice((601, 3_600, 10**6, NOW, -601, -3_600, -(10**9), -(10**11)))
    timestamp = rng.choice(
        (str(NOW - age), "", "-1", "1e9", "９", "0x1", " " + str(NOW), str(NOW) + "\n", "9" * 40)
    )
    seal, body = account.seal, message
    encrypted = seal.encrypt(seal.frame(message, head=rng.randbytes(16)))
    if account.mode != "plain":
        body = b"<xml><Encrypt><![CDATA[" + encrypted + b"]]></Encrypt></xml>"
    parts = timestamp.encode(), b"1"
    pairs = [
        ("signature", seal.sign(*parts)),
        ("timestamp", timestamp),
        ("nonce", "1"),
    ]
    if account.mode != "plain":
        pairs += [("encrypt_type", "aes"), ("msg_signature", seal.sign(*parts, encrypted))]
    return Input("stale", post(account, pairs, body), REFUSED)


def verification(rng: Random, number: int) -> Input:
    """The platform's first question, and everything like it."""
    account = rng.choice(_DOORS)
    pairs = [*plain_query(rng, account.seal), ("echostr", odd_text(rng))]
    raw = urlencode(pairs, errors="surrogatepass").encode()
    if rng.random() < 0.8:
        raw = _spoilt_query(rng, raw)
    return Input("verification", Request("GET", f"/wechat/{account.slug}", raw), EITHER)


def strange_request(rng: Random, number: int) -> Input:
    return rng.choice(_STRANGE)(rng, number)


def _method(rng: Random, number: int) -> Input:
    method = rng.choice(
        (
            "PUT",
            "DELETE",
            "HEAD",
            "OPTIONS",
            "PATCH",
            "TRACE",
            "CONNECT",
            "post",
            "get",
            "",
            "X" * 3_000,
            "中",
        )
    )
    account = rng.choice(_DOORS)
    request = _request(rng, account, good_message(rng, account, number)[0])
    return Input("method", Request(method, request.path, request.query, pieces=request.pieces), REFUSED)


def _path(rng: Random, number: int) -> Input:
    below = rng.choice(
        (
            "", "nobody", "safe/", "safe/more", "/safe", "SAFE", "safe%00", "safe\0", "../safe", "安全",
            "s" * 60_000, "safe ",
            "safe?x", "\udcff", ".", "..", "safe;a=b", "safe#", "%73afe", "safe\r\nx: y",
        )
    )  # fmt: skip
    request = _request(rng, SAFE, good_message(rng, SAFE, number)[0])
    method = rng.choice(("POST", "GET"))
    return Input("path", Request(method, f"/wechat/{below}", request.query, pieces=request.pieces), REFUSED)


def _elsewhere(rng: Random, number: int) -> Input:
    path = rng.choice(
        (
            "/",
            "",
            "*",
            "/wechat",
            "/WECHAT/safe",
            "//wechat/safe",
            "/metrics/",
            "/healthz/x",
            "/console/",
            "/\0",
            "x",
            "/党",
        )
    )
    method = rng.choice(("GET", "POST", "HEAD", "PUT"))
    return Input("elsewhere", Request(method, path, b"a=%ff", pieces=(noise(rng, 50),)), NOT_FOUND)


def _probes(rng: Random, number: int) -> Input:
    path, allowed = rng.choice((("/healthz", ANSWERED), ("/readyz", ANSWERED), ("/metrics", EITHER)))
    headers = rng.choice(
        (
            (),
            ((b"authorization", b"Bearer \xff"),),
            ((b"x-forwarded-for", b"::::"),),
            ((b"via", b""), (b"via", b"1")),
        )
    )
    raw = rng.choice((b"", b"token=%ff", b"token=\xff", b"token", b"&&=&;", b"token=" + b"a" * 9_000))
    return Input("probes", Request("GET", path, raw, headers), allowed)


def _headers(rng: Random, number: int) -> Input:
    account = rng.choice(_DOORS)
    message, to_user = good_message(rng, account, number)
    request = _request(rng, account, message)
    size = b"%d" % len(request.body)
    headers: Headers = rng.choice(
        (
            tuple((b"x-%d" % n, b"v" * 500) for n in range(100)),
            ((b"content-type", b"application/json; charset=\xff"), (b"content-length", size)),
            ((b"content-length", size), (b"content-length", size)),
            ((b"content-length", b"5"),), ((b"content-length", b"0"),), ((b"content-length", b"65536"),),
            ((b"host", b""), (b"cookie", b"\0" * 900)), ((b"transfer-encoding", b"chunked, gzip"),),
            ((b"", b""),),
            ((b"expect", b"100-continue"), (b"upgrade", b"websocket")), ((b"content-encoding", b"gzip"),),
        )
    )  # fmt: skip
    request = Request("POST", request.path, request.query, headers, request.pieces)
    return Input("headers", request, ANSWERED, account.slug, to_user=to_user, message=message)


def _lengths(rng: Random, number: int) -> Input:
    """Announced lengths no server should let through; what is announced too large is not read."""
    value = rng.choice(
        (
            b"-1",
            b"+5",
            b"",
            b" ",
            b"abc",
            b"1e3",
            b"0x10",
            b"1_0",
            b"\xd9\xa3",
            b"5, 5",
            b"5;",
            b"\xff",
            b"1.0",
        )
    )
    large = rng.random() < 0.5
    value = rng.choice((b"65537", b"999999999", b"1" * 10, b"9" * 400, b"000000065537")) if large else value
    account = rng.choice(_DOORS)
    message = good_message(rng, account, number)[0]
    request = _request(rng, account, message)
    request = Request("POST", request.path, request.query, ((b"content-length", value),), request.pieces)
    return Input(
        "lengths", request, TOO_LARGE if large else frozenset({200, 413}), account.slug, message=message
    )


def _pieces(rng: Random, number: int) -> Input:
    account = rng.choice(_DOORS)
    message, to_user = good_message(rng, account, number)
    request = _request(rng, account, message)
    body, cuts = request.body, rng.choice((1, 3, 30, len(request.body)))
    at = sorted(rng.randrange(len(body) + 1) for _ in range(cuts))
    pieces = tuple(body[start:end] for start, end in zip([0, *at], [*at, len(body)], strict=True))
    request = Request("POST", request.path, request.query, pieces=pieces)
    return Input("pieces", request, ANSWERED, account.slug, to_user=to_user, message=message)


def _hanging_up(rng: Random, number: int) -> Input:
    account = rng.choice(_DOORS)
    request = _request(rng, account, good_message(rng, account, number)[0])
    body = request.body[: rng.randrange(len(request.body))]
    request = Request("POST", request.path, request.query, pieces=(body,) * rng.randrange(3), has_end=False)
    return Input("hanging up", request, GIVEN_UP if len(request.body) <= 65_536 else TOO_LARGE)


def large(rng: Random, number: int) -> Input:
    body = rng.choice(
        (b"<xml>" + b"<a>" * 200_000, bytes(65_537), b"<" * 10**6, monster(rng) + b" " * 65_537)
    )
    size = rng.choice((1_000, 65_536, len(body)))
    pieces = tuple(body[start : start + size] for start in range(0, len(body), size))
    account = rng.choice(_DOORS)
    pairs = sealed_query(rng, account.seal, b"")
    return Input("large", post(account, pairs, *pieces), TOO_LARGE)


def stalling(rng: Random, number: int) -> Input:
    """A body that never comes to its end."""
    account = rng.choice(_DOORS)
    request = _request(rng, account, good_message(rng, account, number)[0])
    pieces = (request.body[:50],) * rng.randrange(1, 3)
    return Input(
        "stalling", Request("POST", request.path, request.query, pieces=pieces, stalls=True), GIVEN_UP
    )


_STRANGE: Final[tuple[Callable[[Random, int], Input], ...]] = (
    _method, _path, _elsewhere, _headers, _headers, _lengths, _lengths, _pieces, _pieces, _hanging_up, large,
    *[_path] * 3, *[_method] * 3, *[_elsewhere] * 3, *[_lengths] * 2, *[_pieces] * 4, *[_hanging_up] * 4,
)  # fmt: skip
probes: Final = _probes


def _request(rng: Random, account: Account, message: bytes) -> Request:
    if account.mode == "plain":
        return post(account, plain_query(rng, account.seal), message)
    return sealed_post(rng, account, message)


LONGEST_QUERY: Final = 65_536


def _spoilt_query(rng: Random, raw: bytes) -> bytes:
    return _spoilt_anyhow(rng, raw)[:LONGEST_QUERY]


def _spoilt_anyhow(rng: Random, raw: bytes) -> bytes:
    way = rng.randrange(9)
    if way == 0:
        return spoil_bytes(rng, raw, times=rng.choice((1, 1, 3)))
    if way == 1:
        return rng.choice(
            (b"", b"&" * 4_000, b"=", b"?", b"%", b"a" * 8_000, b"\xff\xfe", b"&=&=;;", raw + b"&" + raw)
        )
    if way == 2:
        return raw.replace(b"&", rng.choice((b";", b"&&", b"&amp;", b"%26", b"\n")))
    pairs = [_pair(pair) for pair in raw.decode("latin-1").split("&")]
    _spoil_pairs(rng, pairs, way)
    if way == 8:
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs).encode("utf-8", "replace")
    return "&".join(f"{name}={value}" for name, value in pairs).encode("utf-8", "surrogatepass")


def _pair(written: str) -> tuple[str, str]:
    name, _, value = written.partition("=")
    return name, value


def _spoil_pairs(rng: Random, pairs: Pairs, way: int) -> None:
    at = rng.randrange(len(pairs))
    name, value = pairs[at]
    if way == 3:
        del pairs[at]
    elif way == 4:
        pairs.append((name, odd_text(rng)))
    elif way == 5:
        pairs[at] = (rng.choice((*NAMES, name.upper())), value)
    elif way == 6:
        pairs[at] = (
            name,
            rng.choice((value.upper(), value + value, value[:-1], " " + value, "", "raw", "aes")),
        )
    elif way == 7:
        pairs[at] = (name, quote(odd_text(rng), safe="", errors="replace"))
    else:
        pairs.insert(0, (name, odd_text(rng)))
