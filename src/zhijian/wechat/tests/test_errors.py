import pickle

import pytest

from zhijian.wechat import errors
from zhijian.wechat.credentials import Hidden
from zhijian.wechat.errors import Retry, TransportFailed, UnexpectedAnswer, WeChatError

HELPING = {
    -1: Retry.LATER,
    45011: Retry.LATER,
    89505: Retry.LATER,
    45066: Retry.AFTER_61_SECONDS,
    40001: Retry.WITH_NEW_TOKEN,
    40014: Retry.WITH_NEW_TOKEN,
    42001: Retry.WITH_NEW_TOKEN,
    45009: Retry.ANOTHER_DAY,
    45028: Retry.ANOTHER_DAY,
}


def test_retrying_helps_for_these_codes_and_no_other() -> None:
    helping = {
        code: errors.of(code).retry for code in errors.codes() if errors.of(code).retry is not Retry.NO
    }

    assert helping == HELPING


def test_unknown_code_is_not_retried() -> None:
    assert (type(errors.of(99)), errors.of(99).retry) == (WeChatError, Retry.NO)


def test_transport_failures_are_retried_but_strange_answers_are_not() -> None:
    assert (TransportFailed("t").retry, UnexpectedAnswer("u").retry) == (Retry.LATER, Retry.NO)


def test_every_code_of_the_table_has_both_meanings() -> None:
    codes = errors.codes()

    meanings = [errors.meaning(code) for code in codes]

    assert (len(codes), all(m.zh and m.en for m in meanings)) == (184, True)


def test_every_named_code_is_in_the_table() -> None:
    assert [code for code in errors._BY_ERRCODE if errors.meaning(code).zh == ""] == []


def test_error_says_code_meaning_and_the_platforms_text() -> None:
    error = errors.of(45015, "response out of time limit rid: 65f1-1-2")

    assert (type(error), str(error)) == (
        errors.ReplyWindowClosed,
        "errcode=45015 (outside the reply window) response out of time limit rid: 65f1-1-2",
    )


def test_refused_secret_is_told_from_an_old_token() -> None:
    kinds = [type(errors.of(40001, asked_for_token=asked)) for asked in (True, False)]

    assert kinds == [errors.SecretRefused, errors.TokenInvalid]


@pytest.mark.parametrize("error", [errors.of(45015, "x"), TransportFailed("t", may_have_arrived=False)])
def test_errors_can_travel_between_processes(error: errors.CallFailed) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes

    assert (type(copy), vars(copy)) == (type(error), vars(error))


def test_platforms_text_is_stripped_of_secrets_openids_and_lines() -> None:
    openid = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"

    text = errors.clean(
        f"bad\ntoken canary for {openid}, x" + "y" * 999, hidden=[Hidden("canary"), Hidden("")]
    )

    assert text == ("bad token [hidden] for [openid], x" + "y" * 999)[:300]


def test_push_sent_before_keeps_its_numbers_over_a_pickle() -> None:
    error = errors.AlreadySent(45065, "clientmsgid exist", 7, 8)

    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes

    assert (again.errcode, again.errmsg, again.msg_id, again.msg_data_id) == (
        45065,
        "clientmsgid exist",
        7,
        8,
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (45065, errors.AlreadySent),
        (48005, errors.MediaInUse),
        (53503, errors.PublishRefused),
        (53504, errors.PublishRefused),
        (53505, errors.PublishRefused),
        (53600, errors.ArticleGone),
        (88001, errors.ArticleGone),
        (88000, errors.CommentsUnavailable),
        (88004, errors.CommentGone),
        (88008, errors.CommentGone),
        (43101, errors.NoticeRefused),
        (40029, errors.LoginExpired),
        (40030, errors.LoginExpired),
        (40163, errors.LoginExpired),
        (42002, errors.LoginExpired),
        (42003, errors.LoginExpired),
    ],
)
def test_codes_a_caller_decides_by_have_names(code: int, kind: type[WeChatError]) -> None:
    assert type(errors.of(code)) is kind
