"""How a reply of several parts leaves: what in the callback, what as letters, what folded."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.library import services as library
from zhijian.foundation.library.tests.builders import MP3, MP4, a_pack, an_article, an_image
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.tests.builders import (
    PUBLIC,
    a_book,
    a_rule,
    ask,
    plate_of,
    pressed,
    wrote,
)
from zhijian.wechat.replies import Article, ImageReply, NewsReply, TextReply, VideoReply, VoiceReply

pytestmark = pytest.mark.django_db

NOTHING = Answer(None, "none")


def link(words: str, code: str) -> str:
    return f'<a href="{PUBLIC}/read/{code}">{words}</a>'


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
