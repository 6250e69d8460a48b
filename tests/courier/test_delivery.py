"""Letters on their way: real calls to a sandbox, real rows for what came of them."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.courier.conftest import Desk, deliver, post
from zhijian.foundation.accounts.models import AccessToken, Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import queries as library
from zhijian.foundation.library.media_files import path_of
from zhijian.foundation.library.services import note_uploaded
from zhijian.foundation.library.tests.builders import an_article, an_image
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State


def outcome(letter: Letter) -> tuple[str, int | None]:
    kept = Letter.objects.get(pk=letter.pk)
    return kept.state, kept.outcome_code


def test_text_reaches_the_phone(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    letter = post(account, {"kind": "text", "text": "周六三点"})

    given_up = deliver(letter)

    assert (given_up, outcome(letter), desk.shown(account)[-1]) == (
        False,
        (State.SENT, 0),
        ("text", "周六三点"),
    )


def test_article_arrives_as_a_card(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    article = an_article(account, "小事不小")

    deliver(post(account, {"kind": "item", "item": article.pk}))

    assert desk.shown(account)[-1] == ("news", "小事不小")


def test_image_is_uploaded_when_first_needed_and_once(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    image = an_image(account)

    deliver(post(account, {"kind": "item", "item": image.pk}, key="first"))
    deliver(post(account, {"kind": "item", "item": image.pk}, key="second"))

    kinds = [kind for kind, _ in desk.shown(account)]
    assert (kinds[-2:], desk.calls("media/upload"), library.live_media_id(image.pk) != "") == (
        ["image", "image"],
        1,
        True,
    )


def test_media_wechat_forgot_is_uploaded_again(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    image = an_image(account)
    note_uploaded(item=image, media_id="forgotten-by-wechat", expires_at=now() + timedelta(days=2))

    letter = post(account, {"kind": "item", "item": image.pk})
    deliver(letter)

    assert (outcome(letter), desk.calls("media/upload")) == ((State.SENT, 0), 1)


def test_menu_is_published(desk: Desk, account: Account) -> None:
    button = [{"type": "click", "name": "两学一做", "key": "STUDY"}]

    deliver(post(account, {"button": button}, kind="menu"))

    app = desk.http.get(f"/_sandbox/apps/{account.appid}").json()
    assert [(entry["name"], entry["key"]) for entry in app["menu"]] == [("两学一做", "STUDY")]


def test_closed_window_stops_the_letter(desk: Desk, account: Account) -> None:
    letter = post(account, {"kind": "text", "text": "太晚了"})

    given_up = deliver(letter)

    assert (given_up, outcome(letter)) == (True, (State.STOPPED, 45015))


def test_busy_platform_puts_the_letter_back(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    desk.control("PUT", "faults/error", errcode=-1, path="message/custom/send")
    letter = post(account, {"kind": "text", "text": "等一等"})

    given_up = deliver(letter)

    assert (given_up, outcome(letter), desk.shown(account)) == (False, (State.WAITING, -1), [])


@pytest.mark.parametrize(("errcode", "least", "most"), [(45066, 55, 62), (45009, 60, 86_500), (-1, 5, 30)])
def test_each_refusal_waits_its_own_time(
    desk: Desk, account: Account, errcode: int, least: float, most: float
) -> None:
    desk.mei_writes()
    desk.control("PUT", "faults/error", errcode=errcode, path="message/custom/send")
    letter = post(account, {"kind": "text", "text": "等一等"})

    deliver(letter)

    wait_seconds = (Letter.objects.get(pk=letter.pk).due_at - now()).total_seconds()
    assert least <= wait_seconds <= most


def test_token_made_invalid_is_renewed_without_anyone_noticing(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    deliver(post(account, {"kind": "text", "text": "一"}, key="first"))
    before = AccessToken.objects.get().token
    desk.control("PUT", "faults/token_invalid", count=1)

    letter = post(account, {"kind": "text", "text": "二"}, key="second")
    deliver(letter)

    assert (outcome(letter), AccessToken.objects.get().token == before) == ((State.SENT, 0), False)
    assert desk.shown(account)[-1] == ("text", "二")


def test_token_is_fetched_once_for_many_letters(desk: Desk, account: Account) -> None:
    desk.mei_writes()

    for number in range(3):
        deliver(post(account, {"kind": "text", "text": str(number)}, key=str(number)))

    assert desk.calls("stable_token") == 1


def test_unreachable_platform_puts_the_letter_back(account: Account) -> None:
    Account.objects.update(api_base="http://127.0.0.1:9")
    letter = post(account, {"kind": "text", "text": "等一等"})

    given_up = deliver(letter)

    assert (given_up, outcome(letter)) == (False, (State.WAITING, None))


def test_item_that_is_gone_stops_the_letter(desk: Desk, account: Account) -> None:
    article = an_article(account)
    letter = post(account, {"kind": "item", "item": article.pk})
    article.delete()

    assert (deliver(letter), outcome(letter)) == (True, (State.STOPPED, None))


def test_file_that_is_gone_stops_the_letter(desk: Desk, account: Account) -> None:
    desk.mei_writes()
    image = an_image(account)
    path_of(image.file_path).unlink()
    letter = post(account, {"kind": "item", "item": image.pk})

    assert (deliver(letter), outcome(letter)) == (True, (State.STOPPED, None))


def test_item_of_another_account_is_not_sent(desk: Desk, account: Account) -> None:
    foreign = an_article(an_account("other"))
    letter = post(account, {"kind": "item", "item": foreign.pk})

    assert (deliver(letter), outcome(letter)) == (True, (State.STOPPED, None))


def test_outcomes_hold_no_openid_token_or_secret(
    desk: Desk, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    desk.mei_writes()
    desk.control("PUT", "faults/error", errcode=40003, path="message/custom/send")
    letter = post(account, {"kind": "text", "text": "canary words"})

    deliver(letter)

    token = AccessToken.objects.get().token.reveal()
    said = caplog.text + Letter.objects.get(pk=letter.pk).outcome
    canaries = (letter.to, token, account.secret.reveal(), "canary words")
    assert (bool(token), [c for c in canaries if c in said]) == (True, [])
