"""公众号: adding one, its guide, its checks, its card, as the pages print them."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, localtime, now
from pytest_django import Settings

from zhijian.console.accounts import card_words, check_words
from zhijian.console.accounts.card import card_of
from zhijian.console.accounts.check_rows import check_list
from zhijian.console.accounts.today import lines
from zhijian.console.tests.reading import attribute, refusals, typed, words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.lines import Urgency
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.capabilities import CAPABILITIES, Need, Standing, Verdict, card
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.models import Account, Check, DomainFile, TokenLoss
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
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


def text(client: Client, address: str) -> str:
    return words_of(client.get(address).content.decode())


def failed(account: Account, what: What, code: Code, **facts: Any) -> None:
    services.note_finding(account.pk, Finding(what, State.FAILED, code, facts))


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


def test_failure_says_what_wechat_saw_and_asks_again(as_wen: Client, account: Account) -> None:
    failed(account, What.IP, Code.IP_NOT_ALLOWED, address="203.0.113.7", errcode=40164)

    html = as_wen.get(QINGHE).content.decode()

    assert "微信看到的地址是 203.0.113.7，请加进白名单。" in words_of(html)
    assert "给技术员：40164" in html
    assert f"{QINGHE}checks/ip/" in attribute(html, "form", "action")
    assert 'id="ip1">203.0.113.7</output>' in html  # and in step 2, to copy


def test_refusal_we_have_no_sentence_for_is_told_in_wechats_meaning(as_wen: Client, account: Account) -> None:
    failed(account, What.RIGHTS, Code.REFUSED, errcode=48004)

    assert "微信没答应：接口被封。" in text(as_wen, QINGHE)


def test_pressing_queues_the_checks_and_the_page_looks_again(as_wen: Client, account: Account) -> None:
    pressed = as_wen.post(f"{QINGHE}checks/", headers={"HX-Request": "true"}).content.decode()
    looked = as_wen.get(f"{QINGHE}checks/", headers={"HX-Request": "true"})

    assert set(Check.objects.values_list("state", flat=True)) == {State.QUEUED}
    assert ("every 2s" in pressed, looked.status_code) == (True, 200)


def test_page_stops_looking_when_nothing_is_under_way(as_wen: Client, account: Account) -> None:
    failed(account, What.TOKEN, Code.SECRET_REFUSED)

    answer = as_wen.get(f"{QINGHE}checks/", headers={"HX-Request": "true"})

    assert (answer.status_code, "every 2s" in answer.content.decode()) == (286, False)


def test_check_nobody_carries_out_says_so_instead_of_turning_for_ever(account: Account) -> None:
    services.ask_checks(account, [What.TOKEN], by="tests")
    Check.objects.update(at=now() - timedelta(minutes=2), asked_at=now() - timedelta(minutes=2))

    found = check_list(account)

    (token,) = [row for row in found.rows if row.what == "token"]
    assert (found.is_under_way, token.says, token.may_ask) == (
        False,
        "后台程序没有接手。请技术员看看 worker 开着没有，再查一次。",
        True,
    )


def looked_for(account: Account, **ago: float) -> str:
    """The checks as the page shows them, so long after somebody pressed for the message to be looked for."""
    services.note_finding(account.pk, Finding(What.TALK, State.RUNNING, Code.NOBODY_WROTE_YET))
    Check.objects.update(asked_at=now() - timedelta(**ago))
    return signed_in(Staff.objects.get()).get(QINGHE).content.decode()


@pytest.mark.parametrize(("minutes", "every"), [(1, "every 2s"), (4, "every 5s"), (14, "every 15s")])
def test_page_goes_on_looking_for_a_message_the_longer_the_rarer(
    wen: Staff, account: Account, minutes: int, every: str
) -> None:
    html = looked_for(account, minutes=minutes)

    until = localtime(Check.objects.get().asked_at + timedelta(minutes=15)).strftime("%H:%M")
    assert (every in html, f"一直看到 {until}；关掉页面也看着。" in html) == (True, True)


def test_page_says_when_nobody_looks_for_the_message_any_more(wen: Staff, account: Account) -> None:
    looked_for(account, minutes=16)
    services.note_finding(account.pk, Finding(What.TALK, State.WAITING, Code.NOBODY_WROTE_YET))

    html = signed_in(wen).get(QINGHE).content.decode()

    assert ("等了 15 分钟没等到" in html, f"{QINGHE}checks/talk/" in attribute(html, "form", "action")) == (
        True,
        True,
    )
    assert "hx-trigger" not in html.partition('id="checks"')[2].partition(">")[0]


def test_message_nobody_looks_for_because_no_worker_runs_says_so(wen: Staff, account: Account) -> None:
    looked_for(account, minutes=10)
    Check.objects.update(at=now() - timedelta(minutes=5))

    assert "后台程序没有接手" in signed_in(wen).get(QINGHE).content.decode()


def test_without_a_script_pressing_leads_back_to_the_checks(as_wen: Client, account: Account) -> None:
    answers = [as_wen.post(f"{QINGHE}checks/"), as_wen.post(f"{QINGHE}checks/token/")]

    assert [answer["Location"] for answer in answers] == [f"{QINGHE}#a4"] * 2


def test_every_code_has_its_words() -> None:
    assert set(check_words.WORDS) == set(Code)


def test_every_verdict_that_can_come_has_its_words() -> None:
    possible = {(one.key, one.at_best) for one in CAPABILITIES if one.need != Need.NOBODY} | {
        (one.key, Verdict.CANNOT) for one in CAPABILITIES if not one.hides
    }

    # Answering needs no right of WeChat's, so nobody is ever refused it.
    assert possible - {("reply", Verdict.CANNOT)} == set(card_words.WORDS)
    assert set(card_words.CHANGES) == set(Right)


def test_card_of_each_kind_differs_where_wechat_does() -> None:
    can = {
        (kind, verified): {
            one.key for one in card(Standing(kind, verified, {})) if one.verdict != Verdict.CANNOT
        }
        for kind in ("service", "subscription")
        for verified in (True, False)
    }

    assert can["subscription", False] == {"drafts", "reply", "take_over"}
    assert can["service", False] - can["subscription", False] == {"menu"}
    assert can["service", True] - can["subscription", True] == {
        "push_chosen",
        "visitors",
        "notices",
        "templates",
        "scene_codes",
    }


def test_wechats_own_word_counts_more_than_the_kind(account: Account) -> None:
    services.note_rights(account.pk, {Right.COMMENTS: Answered(is_given=False, errcode=88000)}, {})

    shown = card_of(account, may_manage=True)

    lines_of = {line.what: line.look for wish in shown.wishes for line in wish.lines}
    assert lines_of["管不了文章下面的评论"] == "no"


def test_card_shows_what_is_used_and_what_changed(as_lin: Client, account: Account) -> None:
    services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=True)}, {"voice": (962, 1000)})
    services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=False, errcode=48001)}, {})

    page = text(as_lin, f"{QINGHE}card/")

    assert ("语音素材 962 / 1,000" in page, "不能从这里发布文章了" in page, "账号怎么接的" in page) == (
        True,
        True,
        False,
    )


def test_numbers_of_what_is_not_given_are_left_out(account: Account) -> None:
    used = {"voice": (3, 1000), "/cgi-bin/freepublish/submit": (0, 100)}
    services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=False, errcode=48001)}, used)

    shown = card_of(account, may_manage=True)

    assert [(line.name, line.in_numbers) for line in shown.allowances] == [("语音素材", "3 / 1,000")]


def test_lost_right_is_a_line_of_today_until_somebody_took_note(
    as_wen: Client, wen: Staff, account: Account
) -> None:
    for is_given in (True, False):
        services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=is_given)}, {})
    (before,) = lines(wen, account=account)

    answer = as_wen.post(f"{QINGHE}card/changes/", headers={"HX-Request": "true"})

    assert (before.what, before.why, before.urgency) == (
        "微信收回了权限",
        "不能从这里发布文章了。",
        Urgency.SOON,
    )
    assert ("todo-done" in answer.content.decode(), list(lines(wen, account=account))) == (True, [])


def test_refusal_is_a_line_of_today_for_administrators_alone(
    wen: Staff, lin: Staff, account: Account
) -> None:
    failed(account, What.IP, Code.IP_NOT_ALLOWED, address="203.0.113.7")

    found = {who.username: [line.why for line in lines(who, account=account)] for who in (wen, lin)}

    assert found == {"wen": ["微信看到的地址是 203.0.113.7，请加进白名单。"], "lin": []}


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(61, None), (60, Urgency.WHEN_FREE), (14, Urgency.SOON), (-1, Urgency.NOW)],
)
def test_verification_is_reminded_of_in_time(
    wen: Staff, account: Account, days: int, urgency: Urgency | None
) -> None:
    account.verified_until = localdate() + timedelta(days=days)

    found = [line.urgency for line in lines(wen, account=account)]

    assert found == ([] if urgency is None else [urgency])


def test_tokens_taken_again_and_again_are_said_on_today_guide_and_card(
    as_wen: Client, wen: Staff, account: Account
) -> None:
    for _ in range(3):
        services.note_loss(account.pk)

    pages = [text(as_wen, QINGHE), text(as_wen, f"{QINGHE}card/")]

    assert [line.urgency for line in lines(wen, account=account)] == [Urgency.NOW]
    assert ["有别的程序也在用这个 AppID 领凭据" in page for page in pages] == [True, True]


def test_one_token_lost_is_no_trouble(wen: Staff, account: Account) -> None:
    services.note_loss(account.pk)
    TokenLoss.objects.create(account=account, at=now() - timedelta(hours=5))
    TokenLoss.objects.create(account=account, at=now() - timedelta(hours=9))

    assert list(lines(wen, account=account)) == []


def test_list_leads_to_guide_and_card(as_wen: Client, as_lin: Client, account: Account) -> None:
    def links(client: Client) -> list[bool]:
        found = attribute(client.get("/console/accounts/").content.decode(), "a", "href")
        return [address in found for address in (QINGHE, f"{QINGHE}card/", NEW)]

    assert (links(as_wen), links(as_lin)) == ([True, True, True], [False, True, False])
