import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from zhijian.ui import errors

WORDS = {
    "/console/x": {400: "没看懂这个请求", 403: "这一页您打不开", 404: "没找到这一页", 500: "这一步没办成"},
    "/read/x": {400: "没看懂这个地址", 403: "这一页您看不了", 404: "没找到这一页", 500: "现在打不开"},
}


@pytest.mark.parametrize("path", WORDS)
def test_each_error_is_said_in_the_words_of_the_door_one_stands_at(path: str) -> None:
    request = RequestFactory().get(path)
    failure = Exception("a secret of the machine")

    pages: list[HttpResponse] = [
        errors.bad_request(request, failure),
        errors.forbidden(request, failure),
        errors.not_found(request, failure),
        errors.server_error(request),
    ]

    said = {page.status_code: page.content.decode() for page in pages}
    assert {status: f"<h1>{words}</h1>" in said[status] for status, words in WORDS[path].items()} == (
        dict.fromkeys(WORDS[path], True)
    )
    assert ["secret" in page for page in said.values()] == [False] * 4
    assert ["/console/" in page for page in said.values()] == [path.startswith("/console/")] * 4


def test_host_nobody_gave_us_is_a_bad_request_with_a_policy(client: Client) -> None:
    response = client.get("/m/", headers={"host": "evil.example"})

    assert (response.status_code, "没看懂这个地址" in response.content.decode()) == (400, True)
    assert "default-src 'none'" in response["Content-Security-Policy"]
