"""Our own address: its form, its certificate over a real TLS socket, the files served there."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from zhijian.courier.checks.address import check_address, check_files
from zhijian.foundation.accounts.checking import Code, State

NOW = datetime.now(UTC)
FILES = {"MP_verify_Abcd1234.txt": "Abcd1234"}


class Site(NamedTuple):
    url: str
    trust: ssl.SSLContext
    until: datetime


def a_certificate(folder: Path, *, days: int) -> tuple[Path, datetime]:
    """A certificate for localhost with its key, good for so many days, signed by nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    until = (NOW + timedelta(days=days)).replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=2))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path, until


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = FILES.get(self.path.removeprefix("/"), "").encode()
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        return


@pytest.fixture
def days() -> int:
    return 80


@pytest.fixture
def site(tmp_path: Path, days: int) -> Iterator[Site]:
    path, until = a_certificate(tmp_path, days=days)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    trust = ssl.create_default_context(cafile=str(path))
    yield Site(f"https://localhost:{server.server_port}", trust, until)
    server.shutdown()


@pytest.mark.parametrize(
    ("url", "state", "code"),
    [
        ("http://localhost:8000", State.SKIPPED, Code.ADDRESS_IS_THIS_MACHINE),
        ("http://127.0.0.1", State.SKIPPED, Code.ADDRESS_IS_THIS_MACHINE),
        ("http://gzh.example.org", State.FAILED, Code.ADDRESS_NOT_HTTPS),
        ("https://gzh.example.org:8443", State.FAILED, Code.ADDRESS_HAS_A_PORT),
    ],
)
def test_form_of_the_address_is_judged_without_a_connection(url: str, state: State, code: Code) -> None:
    found = check_address(url, now=NOW)

    assert (found.state, found.code) == (state, code)


def test_good_certificate_is_fine_and_its_end_is_told(site: Site) -> None:
    found = check_address(site.url, now=NOW, trust=site.trust)

    assert (found.state, found.code, found.facts) == (
        State.FINE,
        Code.ADDRESS_FINE,
        {"until": site.until.isoformat()},
    )


@pytest.mark.parametrize("days", [9])
def test_certificate_that_ends_soon_is_said(site: Site) -> None:
    assert check_address(site.url, now=NOW, trust=site.trust).code == Code.CERTIFICATE_ENDS_SOON


@pytest.mark.parametrize("days", [-1])
def test_certificate_that_ran_out_is_refused_with_its_reason(site: Site) -> None:
    found = check_address(site.url, now=NOW, trust=site.trust)

    assert (found.state, found.code, found.facts["why"]) == (
        State.FAILED,
        Code.CERTIFICATE_REFUSED,
        "certificate has expired",
    )


def test_certificate_nobody_vouches_for_is_refused(site: Site) -> None:
    found = check_address(site.url, now=NOW, trust=ssl.create_default_context())

    assert (found.state, found.code) == (State.FAILED, Code.CERTIFICATE_REFUSED)


def test_address_where_nobody_answers_is_said(site: Site) -> None:
    found = check_address("https://localhost:9", now=NOW, trust=site.trust)

    assert (found.state, found.code, found.facts) == (
        State.FAILED,
        Code.ADDRESS_SILENT,
        {"host": "localhost"},
    )


def test_files_are_fetched_as_wechat_would(site: Site) -> None:
    served = check_files(site.url, FILES, verify=site.trust)
    other = check_files(site.url, {"MP_verify_Abcd1234.txt": "other"}, verify=site.trust)
    none = check_files(site.url, {}, verify=site.trust)

    assert [(found.state, found.code) for found in (served, other, none)] == [
        (State.FINE, Code.FILE_SERVED),
        (State.FAILED, Code.FILE_NOT_SERVED),
        (State.SKIPPED, Code.FILE_NOT_NEEDED_YET),
    ]
