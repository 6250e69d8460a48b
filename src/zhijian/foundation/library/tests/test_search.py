"""What a follower's words find in a library as a town has it, and what they must not find."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item, SearchEntry
from zhijian.foundation.library.search import Hit, search
from zhijian.foundation.library.tests.builders import a_pack, an_article, an_image

pytestmark = pytest.mark.django_db

TITLES = (
    "两学一做 学习资料",
    "党费交纳办法",
    "发展党员流程图",
    "入党申请书怎么写",
    "三会一课记录本",
    "卫生室开放时间",
    "主题党日活动安排",
    "城乡居民医保缴费指南",
    "重阳节慰问名单",
    "路灯报修电话",
    "学习强国App下载方法",
    "党的二十大报告要点",
    "困难群众临时救助",
    "流动党员找组织",
    "支部书记的一天",
    "老年食堂菜单",
    "时事政治每周一读",
    "新时代文明实践站",
    "我们的节日·端午",
    "防汛值班表",
)


@pytest.fixture
def town(account: Account) -> Account:
    for title in TITLES:
        an_article(account, title, body="村东头的小桥修好了，大家走路要小心。", summary="")
    return account


def found(account: Account, text: str) -> list[str]:
    return [hit.title for hit in search(account.pk, text)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("两学一做", "两学一做 学习资料"),
        ("請問兩學一做的材料在哪裡？", "两学一做 学习资料"),
        ("２学１做", "两学一做 学习资料"),
        ("两学一坐", "两学一做 学习资料"),
        ("我想看看两学一做的学习资料", "两学一做 学习资料"),
        ("liangxueyizuo", "两学一做 学习资料"),
        ("LiangXue YiZuo", "两学一做 学习资料"),
        ("lianxueyizuo", "两学一做 学习资料"),
        ("liangxueyizou", "两学一做 学习资料"),
        ("lxyz", "两学一做 学习资料"),
        ("党费", "党费交纳办法"),
        ("党费怎么交", "党费交纳办法"),
        ("怎么交党费", "党费交纳办法"),
        ("党费去哪里领", "党费交纳办法"),
        ("党废", "党费交纳办法"),
        ("当费交纳", "党费交纳办法"),
        ("dangfei", "党费交纳办法"),
        ("danfei", "党费交纳办法"),
        ("dfjnbf", "党费交纳办法"),
        ("党员发展流程", "发展党员流程图"),
        ("入党申请书", "入党申请书怎么写"),
        ("入党申请书范文有吗", "入党申请书怎么写"),
        ("我们支部的三会一课要开几次会", "三会一课记录本"),
        ("医保缴费", "城乡居民医保缴费指南"),
        ("居民医保怎么缴费", "城乡居民医保缴费指南"),
        ("chongyang", "重阳节慰问名单"),
        ("重阳节", "重阳节慰问名单"),
        ("学习强国怎么下载", "学习强国App下载方法"),
        ("老年时堂", "老年食堂菜单"),
        ("防汛", "防汛值班表"),
        ("防迅值班表", "防汛值班表"),
        ("临时求助", "困难群众临时救助"),
    ],
)
def test_words_find_what_they_mean(town: Account, text: str, title: str) -> None:
    assert found(town, text)[:1] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "？？？",
        "[微笑][微笑]",
        "你好",
        "在吗",
        "谢谢",
        "哈哈哈哈",
        "好的",
        "收到",
        "hello",
        "ok",
        "666",
        "1",
        "abc",
        "今天天气真好",
        "我妈的药忘在卫生室了",
        "晚上吃什么",
        "新年快乐",
        "生日快乐",
        "明天会下雨吗",
        "孩子上学的事",
        "实施",
        "低保",
        "申请表",
        "派出所电话多少",
        "隔壁老王又在烧垃圾",
        "走路要小心点",
        "https://example.org/a/b",
        "a" * 600,
        "fangxunzhibanbiaodesaomiaojian",
        "' OR 1=1 --",
        '"党费" AND scope:* OR signs:"',
    ],
)
def test_words_that_mean_nothing_here_find_nothing(town: Account, text: str) -> None:
    assert found(town, text) == []


def test_hit_says_what_it_is_and_what_was_found(town: Account) -> None:
    (hit,) = search(town.pk, "请问党费怎么交")

    item = Item.objects.get(title="党费交纳办法")
    assert hit == Hit(item.pk, item.code, "党费交纳办法", "article", hit.score, ("党费",))
    assert 0.5 < hit.score < 1.0


def test_best_comes_first_and_no_more_than_asked_for(account: Account) -> None:
    for title in ("党费收缴", "党费", "党费使用情况公示说明", "关于党费的几个问题"):
        an_article(account, title)

    assert found(account, "党费") == ["党费", "党费收缴", "关于党费的几个问题"]
    assert len(search(account.pk, "党费", most=1)) == 1


def test_pack_comes_before_its_parts(account: Account) -> None:
    part = an_article(account, "学党章读本")
    a_pack(account, part, title="学党章合集")
    an_article(account, "学党章笔记")

    assert found(account, "学党章")[0] == "学党章合集"


def test_equal_hits_always_come_in_the_same_order(account: Account) -> None:
    items = [an_article(account, "防汛值班") for _ in range(4)]

    orders = {tuple(hit.item_id for hit in search(account.pk, "防汛")) for _ in range(3)}

    assert orders == {tuple(item.pk for item in reversed(items[1:]))}


def test_long_words_of_a_body_are_found_when_no_title_fits(account: Account) -> None:
    an_article(account, "镇里的通知", body="今年继续推行乡村振兴带头人培养计划，名额三十个。")

    assert (found(account, "乡村振兴带头人"), found(account, "名额")) == (["镇里的通知"], [])


def test_other_accounts_are_not_searched(town: Account) -> None:
    assert found(an_account("other"), "党费") == []


def test_pictures_and_what_staff_keep_to_themselves_are_not_found(account: Account) -> None:
    an_image(account, "防汛海报")
    an_article(account, "防汛内部口径", is_findable=False)

    assert found(account, "防汛") == []


def test_what_may_no_longer_be_shown_is_not_found(account: Account) -> None:
    today = localdate()
    an_article(account, "防汛手册旧版", rights_until=today - timedelta(days=1))
    an_article(account, "防汛手册新版", rights_until=today)

    assert found(account, "防汛手册") == ["防汛手册新版"]


def test_removed_items_are_gone_from_the_index(town: Account) -> None:
    Item.objects.filter(title="党费交纳办法").delete()

    assert (found(town, "党费"), SearchEntry.objects.filter(title="党费交纳办法").exists()) == ([], False)


def test_two_queries_answer(town: Account, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        search(town.pk, "党费")


def test_index_follows_a_change_and_leaves_nothing_of_the_old(account: Account) -> None:
    item = an_article(account, "防汛值班表")
    item.title = "抗旱值班表"
    item.save()
    library.make_searchable(item)

    assert (found(account, "防汛"), found(account, "抗旱")) == ([], ["抗旱值班表"])
