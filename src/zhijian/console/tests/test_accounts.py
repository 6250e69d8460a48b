"""公众号: adding one, its guide, its keys, its files, as the pages print them."""

from io import BytesIO

import pytest
from django.test import Client
from pytest_django import Settings

from zhijian.console.tests.reading import refusals, typed
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.models import Account, DomainFile
from zhijian.foundation.accounts.tests.builders import AES_KEY, an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.staff.models import Staff

pytestmark = pytest.mark.django_db

NEW, QINGHE = "/console/accounts/new/", "/console/accounts/qinghe/"
FILLED = {
    "name": "河东村党支部",
    "kind": "subscription",
    "is_verified": "no",
    "verified_until": "",
    "appid": "wx0123456789abcdef",
    "gh_id": "gh_hedong",
    "secret": "canary-secret-4711",
    "where": "sandbox",
    "api_base": "http://localhost:8001",
    "slug": "",
}


def test_new_account_gets_its_keys_and_a_name_for_addresses(as_wen: Client) -> None:
    answer = as_wen.post(NEW, FILLED)

    account = Account.objects.get()
    assert (answer["Location"], account.slug, account.mode) == (
        "/console/accounts/hedongcundangzhibu/#a2",
        "hedongcundangzhibu",
        "safe",
    )
    assert (len(account.token.reveal()), len(account.aes_key.reveal())) == (32, 43)
    assert account.secret.reveal() == "canary-secret-4711"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, "写上名称，60 个字以内。"),
        ({"appid": "gh_mixed_up"}, "AppID 是 wx 开头的一串字母和数字；gh_ 开头的是原始 ID，填到下面。"),
        ({"gh_id": "hedong"}, "原始 ID 是 gh_ 开头的一串字母和数字。"),
        ({"secret": "with space"}, "AppSecret 是一串字母和数字，中间没有空格。"),
        (
            {"api_base": "https://evil.example"},
            "这个地址不许去。模拟聊天在本机，写 http://localhost:8001 这样。",
        ),
        ({"slug": "new"}, "1 到 40 个小写字母、数字或短横，短横不能打头。"),
        ({"appid": "wx-qinghe-0001"}, "别的账号已经用了它。"),
        ({"is_verified": "yes", "verified_until": "明年"}, "写成 2027-03-14 这样。"),
    ],
)
def test_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    as_wen: Client, account: Account, changes: dict[str, str], says: str
) -> None:
    answer = as_wen.post(NEW, {**FILLED, **changes})

    html = answer.content.decode()
    assert (answer.status_code, refusals(html), Account.objects.count()) == (422, [says], 1)
    assert typed(html, "gh_id") == [changes.get("gh_id", "gh_hedong")]
    assert "canary-secret-4711" not in html  # a secret is never sent back


def test_secret_and_keys_are_on_no_page(as_wen: Client, account: Account) -> None:
    pages = [
        as_wen.get(QINGHE + rest).content.decode() for rest in ("", "basics/", "secret/", "card/", "mode/")
    ]

    secrets = (account.secret.reveal(), account.token.reveal(), account.aes_key.reveal())
    assert [secret for secret in secrets for page in pages if secret in page] == []


def test_keys_are_shown_when_asked_for_and_the_asking_is_written_down(
    as_wen: Client, account: Account
) -> None:
    answer = as_wen.post(f"{QINGHE}keys/", headers={"HX-Request": "true"})

    html = answer.content.decode()
    assert (account.token.reveal() in html, AES_KEY in html, "no-store" in answer["Cache-Control"]) == (
        True,
        True,
        True,
    )
    assert Line.objects.filter(action="account.keys_shown", actor_name="Wen").count() == 1


def test_callback_address_and_domain_are_there_to_copy(
    as_wen: Client, account: Account, settings: Settings
) -> None:
    settings.ZHIJIAN_PUBLIC_URL = "https://gzh.example.org"

    html = as_wen.get(QINGHE).content.decode()

    assert "https://gzh.example.org/wechat/qinghe</output>" in html
    assert 'id="v6">gzh.example.org</output>' in html


def test_secret_is_replaced_only_by_who_has_just_proven_who_he_is(wen: Staff, account: Account) -> None:
    late, fresh = signed_in(wen, proven_ago_seconds=3600), signed_in(wen)

    refused = late.post(f"{QINGHE}secret/", {"secret": "another-secret-1"})
    before = Account.objects.get().secret.reveal()
    done = fresh.post(f"{QINGHE}secret/", {"secret": "another-secret-2"})

    assert (refused.status_code, before) == (302, account.secret.reveal())
    assert "sign-in" in refused["Location"]
    assert (done["Location"], Account.objects.get().secret.reveal()) == (QINGHE, "another-secret-2")


def test_new_keys_keep_the_old_aes_key_for_opening(as_wen: Client, account: Account) -> None:
    as_wen.post(f"{QINGHE}new-keys/")

    found = Account.objects.get()
    assert (found.previous_aes_key.reveal(), found.aes_key.reveal() == AES_KEY) == (AES_KEY, False)


def test_keys_are_renewed_only_by_who_has_just_proven_who_he_is(wen: Staff, account: Account) -> None:
    refused = signed_in(wen, proven_ago_seconds=3600).post(f"{QINGHE}new-keys/")

    assert ("sign-in" in refused["Location"], Account.objects.get().aes_key.reveal()) == (True, AES_KEY)


def test_address_left_in_the_form_counts_for_nothing_at_wechat(as_wen: Client) -> None:
    as_wen.post(NEW, {**FILLED, "where": "wechat", "api_base": "http://localhost:8001"})

    assert Account.objects.get().api_base == "https://api.weixin.qq.com"


def test_date_of_a_verification_there_is_none_of_is_dropped(as_wen: Client) -> None:
    as_wen.post(NEW, {**FILLED, "is_verified": "no", "verified_until": "2027-03-14"})

    assert Account.objects.get().verified_until is None


def test_reason_goes_with_plain_mode(as_wen: Client, account: Account) -> None:
    as_wen.post(f"{QINGHE}mode/", {"mode": "plain", "plain_reason": "老系统只会明文"})

    as_wen.post(f"{QINGHE}mode/", {"mode": "safe", "plain_reason": "老系统只会明文"})

    found = Account.objects.get()
    assert (found.mode, found.plain_reason) == ("safe", "")


def test_file_is_taken_down_only_under_its_own_account(as_wen: Client, account: Account) -> None:
    file = services.add_domain_file(an_account("hehua"), name="MP_verify_Abcd1234.txt", content=b"a", by="x")

    answer = as_wen.post(f"{QINGHE}files/{file.pk}/removal/")

    assert (answer.status_code, DomainFile.objects.count()) == (404, 1)


def test_plain_mode_wants_its_reason(as_wen: Client, account: Account) -> None:
    refused = as_wen.post(f"{QINGHE}mode/", {"mode": "plain", "plain_reason": ""})
    done = as_wen.post(f"{QINGHE}mode/", {"mode": "plain", "plain_reason": "老系统只会明文"})

    assert (refused.status_code, done.status_code, Account.objects.get().mode) == (422, 302, "plain")


def test_domain_file_is_put_up_served_at_the_root_and_taken_down(as_wen: Client, account: Account) -> None:
    file = BytesIO(b"a1B2c3D4e5F6\n")
    file.name = "MP_verify_a1B2c3D4e5F6.txt"

    as_wen.post(f"{QINGHE}files/", {"file": file})
    served = Client().get("/MP_verify_a1B2c3D4e5F6.txt")
    as_wen.post(f"{QINGHE}files/{DomainFile.objects.get().pk}/removal/")
    gone = Client().get("/MP_verify_a1B2c3D4e5F6.txt")

    assert (served.status_code, served.content, served["Content-Type"], gone.status_code) == (
        200,
        b"a1B2c3D4e5F6",
        "text/plain; charset=us-ascii",
        404,
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("verify.txt", b"abc", "文件名要和微信给的一样：MP_verify_ 开头，.txt 结尾。不要改名。"),
        ("MP_verify_Abcd1234.txt", b"<script>1</script>", "里面不是微信给的那一串字母数字。"),
        ("MP_verify_Abcd1234.txt", "中文".encode(), "里面不是微信给的那一串字母数字。"),
        ("MP_verify_Abcd1234.txt", b"a" * 129, "里面不是微信给的那一串字母数字。"),
        ("MP_verify_Abcd1234.txt", b"", "里面不是微信给的那一串字母数字。"),
    ],
)
def test_other_files_are_refused(
    as_wen: Client, account: Account, name: str, content: bytes, says: str
) -> None:
    file = BytesIO(content)
    file.name = name

    answer = as_wen.post(f"{QINGHE}files/", {"file": file})

    (found,) = refusals(answer.content.decode())
    assert (answer.status_code, found.startswith(says), DomainFile.objects.count()) == (422, True, 0)
