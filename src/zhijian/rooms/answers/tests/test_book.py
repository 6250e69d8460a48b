from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.library import services as library
from zhijian.foundation.library.tests.builders import MP3, MP4, a_pack, an_article, an_image
from zhijian.rooms.answers import services
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.tests.builders import (
    PUBLIC,
    a_book,
    a_rule,
    a_welcome,
    ask,
    followed,
    plate_of,
    pressed,
    wrote,
)
from zhijian.wechat import messages
from zhijian.wechat.events import Unsubscribe, View
from zhijian.wechat.replies import Article, ImageReply, NewsReply, TextReply, VideoReply, VoiceReply

pytestmark = pytest.mark.django_db

NOTHING = Answer(None, "none")


def link(words: str, code: str) -> str:
    return f'<a href="{PUBLIC}/read/{code}">{words}</a>'


@pytest.fixture
def account(tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    return an_account()


@pytest.fixture
def unverified(tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    return an_account("hehua", is_verified=False)


def test_a_text_is_answered_at_once_by_its_rule(account: Account) -> None:
    rule = a_rule(account, "两学一做", "读本在这里")

    answer = a_book(account).answer_quickly(wrote("兩學一做！"))

    assert answer == Answer(TextReply("读本在这里"), "answered", rule.pk)


def test_a_rule_that_is_off_answers_nobody(account: Account) -> None:
    rule = a_rule(account, "两学一做")
    welcome = a_welcome(account, "欢迎")
    key = a_rule(account, "KEY", occasion="click")
    for each in (rule, welcome, key):
        services.switch_off(each, by="tests")
    book = a_book(account)

    answers = [book.answer(message) for message in (wrote("两学一做"), followed(), pressed("KEY"))]

    assert answers == [NOTHING, NOTHING, NOTHING]


def test_a_rule_that_is_off_stands_in_nobodys_way(account: Account) -> None:
    for better in (
        a_rule(account, "两学一做", "停用的", priority=1),
        a_welcome(account, "停用的", priority=1),
        a_rule(account, "KEY", "停用的", occasion="click", priority=1),
    ):
        services.switch_off(better, by="tests")
    a_rule(account, "两学一做", "读本")
    a_welcome(account, "欢迎")
    a_rule(account, "KEY", "菜单", occasion="click")
    book = a_book(account)

    replies = [book.answer(message).reply for message in (wrote("两学一做"), followed(), pressed("KEY"))]

    assert replies == [TextReply("读本"), TextReply("欢迎"), TextReply("菜单")]


def test_rules_of_another_account_do_not_answer(account: Account) -> None:
    a_rule(an_account("hehua"), "两学一做")

    assert ask(account, "两学一做") == NOTHING


def test_a_follow_gets_the_welcome_of_highest_priority(account: Account) -> None:
    a_welcome(account, "欢迎")
    better = a_welcome(account, "欢迎来到青禾镇", priority=1)

    assert a_book(account).answer_quickly(followed()) == Answer(
        TextReply("欢迎来到青禾镇"), "answered", better.pk
    )


def test_a_follow_without_welcome_gets_nothing(account: Account) -> None:
    account.default_reply = "您好"
    account.save()

    assert a_book(account).answer_quickly(followed()) == NOTHING


def test_a_click_is_answered_by_its_key_as_written(account: Account) -> None:
    rule = a_rule(account, "STUDY_PACK", "资料", occasion="click")
    book = a_book(account)

    answers = [book.answer_quickly(pressed(key)) for key in ("STUDY_PACK", "study_pack")]

    assert answers == [Answer(TextReply("资料"), "answered", rule.pk), NOTHING]


def test_a_menu_key_does_not_answer_a_text(account: Account) -> None:
    a_rule(account, "STUDY_PACK", occasion="click")

    assert ask(account, "STUDY_PACK") == NOTHING


def test_the_default_reply_is_sent_as_it_stands(account: Account) -> None:
    account.default_reply = "  收到，\n会看的。"
    account.save()
    a_rule(account, "两学一做")

    answer = a_book(account).answer_quickly(wrote("两学一座"))

    assert answer == Answer(TextReply("  收到，\n会看的。"), "default")


@pytest.mark.parametrize(
    "message",
    [
        messages.Image(to_user="gh", from_user="o", create_time=1, msg_id=1, media_id="m"),
        messages.Voice(
            to_user="gh", from_user="o", create_time=1, msg_id=1, media_id="m", recognition="两学一做"
        ),
        messages.Unknown(
            to_user="gh", from_user="o", create_time=1, fields={"MsgType": "hologram", "MsgId": "1"}
        ),
        pressed("NO_SUCH_KEY"),
    ],
)
def test_what_no_rule_can_answer_gets_the_default(account: Account, message: messages.Received) -> None:
    account.default_reply = "收到"
    account.save()
    a_rule(account, "两学一做")

    assert a_book(account).answer_quickly(message) == Answer(TextReply("收到"), "default")


@pytest.mark.parametrize(
    "message",
    [
        Unsubscribe(to_user="gh", from_user="o", create_time=1),
        View(to_user="gh", from_user="o", create_time=1, event_key="https://x.example"),
    ],
)
def test_other_events_are_taken_in_silence(account: Account, message: messages.Received) -> None:
    account.default_reply = "收到"
    account.save()

    assert a_book(account).answer_quickly(message) == NOTHING


def test_near_matches_are_added_where_the_account_suggests(account: Account) -> None:
    account.suggests = True
    account.save()
    for keyword in ("两学一做", "两会", "党费"):
        a_rule(account, keyword)
    off = a_rule(account, "两学一座谈")
    services.switch_off(off, by="tests")

    assert ask(account, "两学一座") == Answer(
        TextReply("没找到完全对上的。您是不是想问：\n1. 两学一做\n把要看的那个词发过来就行。"), "default"
    )


def test_near_matches_come_after_the_default_reply(account: Account) -> None:
    account.suggests, account.default_reply = True, "收到，会看的。"
    account.save()
    a_rule(account, "两学一做")
    book = a_book(account)

    answers = [book.answer(wrote(text)) for text in ("两学一座", "今天天气")]

    assert [answer.reply for answer in answers] == [
        TextReply("收到，会看的。\n\n您是不是想问：\n1. 两学一做\n把要看的那个词发过来就行。"),
        TextReply("收到，会看的。"),
    ]


def test_regexes_are_never_suggested(account: Account) -> None:
    account.suggests = True
    account.save()
    a_rule(account, "^两学一做$", match="regex")

    assert ask(account, "两学一座") == NOTHING


def test_near_matches_among_many_words_need_patience(account: Account) -> None:
    account.suggests = True
    account.save()
    services.make_rule(
        account_id=account.pk,
        keywords=[(f"关键词{number}", "exact") for number in range(1001)],
        parts=["好"],
        by="tests",
    )
    book = a_book(account)

    answers = [book.answer_quickly(wrote("关键司7")), book.answer(wrote("关键司7")).outcome]

    assert answers == [None, "default"]


def test_several_parts_leave_as_reply_and_letters(account: Account) -> None:
    article, image = an_article(account), an_image(account)
    rule = a_rule(account, "学习", "先看这段", article, image, "再看这段")

    assert ask(account, "学习") == Answer(
        TextReply("先看这段"),
        "answered",
        rule.pk,
        (
            {
                "kind": "news",
                "title": "小事不小",
                "summary": "一只沙箱的故事",
                "cover_url": "",
                "url": f"{PUBLIC}/read/{article.code}",
            },
            {"kind": "item", "item": image.pk},
            {"kind": "text", "text": "再看这段"},
        ),
    )


def test_several_parts_fold_where_letters_are_not_allowed(unverified: Account) -> None:
    article, image = an_article(unverified), an_image(unverified)
    rule = a_rule(unverified, "学习", "先看这段", article, image, "再看这段")

    assert ask(unverified, "学习") == Answer(
        TextReply(f"先看这段\n\n再看这段\n\n{link('小事不小', article.code)}\n{link('河与桥', image.code)}"),
        "answered",
        rule.pk,
    )


def test_what_does_not_fit_is_cut_at_a_sentence_and_ends_with_a_link(unverified: Account) -> None:
    article = an_article(unverified)
    rule = a_rule(unverified, "学习", "先看这段。" * 100, "再看这段！" * 100, article)

    answer = ask(unverified, "学习")

    assert isinstance(answer.reply, TextReply)
    *words, card, last = answer.reply.content.split("\n")
    assert len(answer.reply.content.encode()) <= 2048
    assert (card, last) == (link("小事不小", article.code), link("看全部内容", str(rule.code)))
    assert "\n".join(words).rstrip().endswith("再看这段！")


def test_several_articles_are_one_card_and_links(account: Account) -> None:
    first, second, third = (an_article(account, title) for title in ("一", "二", "三"))
    a_rule(account, "学习", first, second, third)

    answer = ask(account, "学习")

    assert (answer.reply, answer.letters) == (
        NewsReply((Article(title="一", description="一只沙箱的故事", url=f"{PUBLIC}/read/{first.code}"),)),
        ({"kind": "text", "text": f"{link('二', second.code)}\n{link('三', third.code)}"},),
    )


def test_a_pack_is_sent_in_its_order(account: Account) -> None:
    article = an_article(account, cover=an_image(account))
    text = library.add_text(account_id=account.pk, title="讨论题", body="想一想", actor="tests")
    rule = a_rule(account, "学习", a_pack(account, article, text))

    assert ask(account, "学习") == Answer(
        NewsReply(
            (
                Article(
                    title="小事不小",
                    description="一只沙箱的故事",
                    url=f"{PUBLIC}/read/{article.code}",
                    pic_url=f"{PUBLIC}/read/{article.code}/cover",
                ),
            )
        ),
        "answered",
        rule.pk,
        ({"kind": "text", "text": "想一想"},),
    )


def test_a_pack_that_does_not_fit_ends_with_its_own_page(unverified: Account) -> None:
    long = [
        library.add_text(account_id=unverified.pk, title=str(number), body="学" * 500, actor="tests")
        for number in range(2)
    ]
    pack = a_pack(unverified, *long)
    a_rule(unverified, "学习", pack)

    reply = ask(unverified, "学习").reply

    assert isinstance(reply, TextReply)
    assert reply.content.endswith("\n" + link("看全部内容", pack.code))


def test_a_link_opens_where_it_leads(account: Account) -> None:
    link = library.add_link(
        account_id=account.pk, title="办事指南", url="https://gov.example/1", summary="三步", actor="tests"
    )
    a_rule(account, "办事", link)

    assert ask(account, "办事").reply == NewsReply(
        (Article(title="办事指南", description="三步", url="https://gov.example/1"),)
    )


def test_more_than_five_letters_fold_into_the_last(account: Account) -> None:
    a_rule(account, "学习", *(f"第{number}段" for number in range(8)))

    letters = ask(account, "学习").letters

    assert [letter["text"] for letter in letters] == [
        "第1段",
        "第2段",
        "第3段",
        "第4段",
        "第5段\n\n第6段\n\n第7段",
    ]


def test_only_three_letters_follow_a_click(account: Account) -> None:
    a_rule(account, "KEY", "甲", "乙", "丙", "丁", "戊", occasion="click")

    letters = a_book(account).answer(pressed("KEY")).letters

    assert [letter["text"] for letter in letters] == ["乙", "丙", "丁\n\n戊"]


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("voice", MP3, VoiceReply("media-1")),
        ("video", MP4, VideoReply(media_id="media-1", title="片子", description="")),
    ],
)
def test_media_wechat_holds_is_the_passive_reply(
    account: Account, kind: str, content: bytes, expected: object
) -> None:
    item = library.add_media(
        account_id=account.pk, kind=kind, title="片子", content=content, file_name="a", actor="tests"
    )
    library.note_uploaded(item=item, media_id="media-1", expires_at=now() + timedelta(days=3))
    a_rule(account, "看", item)

    assert ask(account, "看").reply == expected


def test_media_wechat_does_not_hold_goes_as_a_letter(account: Account) -> None:
    image = an_image(account)
    rule = a_rule(account, "看", image, "说明")

    assert ask(account, "看") == Answer(
        None, "answered", rule.pk, ({"kind": "item", "item": image.pk}, {"kind": "text", "text": "说明"})
    )


def test_media_expiring_while_the_book_is_open_is_noticed(account: Account) -> None:
    image = an_image(account)
    expires_at = now() + timedelta(hours=2)
    library.note_uploaded(item=image, media_id="media-1", expires_at=expires_at)
    a_rule(account, "看", image)
    moment = now().timestamp()
    book = Book.load(plate_of(account), public_url=PUBLIC, clock=lambda: moment)

    before = book.answer(wrote("看")).reply
    moment = (expires_at - timedelta(minutes=50)).timestamp()
    after = book.answer(wrote("看")).reply

    assert (before, after) == (ImageReply("media-1"), None)


def test_media_without_letters_is_a_card_to_its_page(unverified: Account) -> None:
    image = an_image(unverified)
    a_rule(unverified, "看", image)

    assert ask(unverified, "看").reply == NewsReply(
        (Article(title="河与桥", url=f"{PUBLIC}/read/{image.code}"),)
    )


def test_a_long_text_of_the_library_is_cut_and_linked(account: Account) -> None:
    item = library.add_text(account_id=account.pk, title="长文", body="一句话。" * 300, actor="tests")
    a_rule(account, "长文", item)

    reply = ask(account, "长文").reply

    assert isinstance(reply, TextReply)
    assert (len(reply.content.encode()) <= 2048, reply.content.count("看全文")) == (True, 1)
    assert reply.content.endswith("一句话。\n\n" + link("看全文", item.code))


def test_texts_beyond_the_memory_set_aside_are_read_when_asked(account: Account) -> None:
    a_rule(account, "短", "短的")
    rule = a_rule(account, "长", "长的" * 300)
    book = Book.load(plate_of(account), public_url=PUBLIC, most_reply_chars=10)

    answers = [book.answer_quickly(wrote("长")), book.answer(wrote("长"))]

    assert answers == [None, Answer(TextReply("长的" * 300), "answered", rule.pk)]


def test_by_letter_the_whole_answer_is_letters(account: Account) -> None:
    rule = a_rule(account, "学习", "甲", "乙")
    book = a_book(account)

    answers = [book.answer_by_letter(wrote(text)) for text in ("学习", "别的")]

    assert answers == [
        Answer(None, "answered", rule.pk, ({"kind": "text", "text": "甲"}, {"kind": "text", "text": "乙"})),
        NOTHING,
    ]
