"""Our own address as phones and WeChat's servers meet it: its form, its certificate, the files served there.

Nothing here leaves this machine but for the address the operator himself gave as ours.
"""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import httpx

from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.hosts import is_this_machine

PATIENCE_SECONDS: Final = 8.0
SOON: Final = timedelta(days=14)


def check_address(public_url: str, *, now: datetime, trust: ssl.SSLContext | None = None) -> Finding:
    """WeChat calls http on port 80 or https on port 443 and nothing else; we want the latter."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    if is_this_machine(host) and trust is None:
        return _found(State.SKIPPED, Code.ADDRESS_IS_THIS_MACHINE)
    if parts.scheme != "https":
        return _found(State.FAILED, Code.ADDRESS_NOT_HTTPS)
    if parts.port not in (None, 443) and trust is None:
        return _found(State.FAILED, Code.ADDRESS_HAS_A_PORT, port=parts.port)
    try:
        until = _certificate_end(host, parts.port or 443, trust or ssl.create_default_context())
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or error.reason or type(error).__name__
        return _found(State.FAILED, Code.CERTIFICATE_REFUSED, host=host, why=str(reason))
    except OSError:
        return _found(State.FAILED, Code.ADDRESS_SILENT, host=host)
    code = Code.CERTIFICATE_ENDS_SOON if until - now < SOON else Code.ADDRESS_FINE
    return _found(State.FINE, code, until=until.isoformat())


def check_files(public_url: str, files: dict[str, str], *, verify: ssl.SSLContext | bool = True) -> Finding:
    """Whether each domain-verification file is served as it was put up."""
    if not files:
        return Finding(What.DOMAIN_FILE, State.SKIPPED, Code.FILE_NOT_NEEDED_YET)
    with httpx.Client(
        timeout=PATIENCE_SECONDS, follow_redirects=False, trust_env=False, verify=verify
    ) as http:
        for name, content in files.items():
            if not _is_served(http, f"{public_url}/{name}", content):
                facts = {"name": name, "host": urlsplit(public_url).netloc}
                return Finding(What.DOMAIN_FILE, State.FAILED, Code.FILE_NOT_SERVED, facts)
    return Finding(What.DOMAIN_FILE, State.FINE, Code.FILE_SERVED, {"names": sorted(files)})


def _is_served(http: httpx.Client, url: str, content: str) -> bool:
    try:
        answer = http.get(url)
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return False
    return answer.status_code == 200 and answer.text.strip() == content


def _certificate_end(host: str, port: int, trust: ssl.SSLContext) -> datetime:
    with (
        socket.create_connection((host, port), timeout=PATIENCE_SECONDS) as plain,
        trust.wrap_socket(plain, server_hostname=host) as wrapped,
    ):
        certificate = wrapped.getpeercert() or {}
    ends = str(certificate.get("notAfter", ""))
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)


def _found(state: State, code: Code, **facts: object) -> Finding:
    return Finding(What.ADDRESS, state, code, facts)
