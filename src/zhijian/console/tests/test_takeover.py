"""The take-over page: what it shows at each step, and what its buttons do."""

import re

import pytest
from django.test import Client

from zhijian.console.takeover import today
from zhijian.console.tests.reading import attribute, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import an_image
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers import services as rules
from zhijian.rooms.answers.models import Rule, TakeOver
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.queries import Found, things_to_fetch
from zhijian.rooms.answers.takeover.states import State
from zhijian.rooms.answers.takeover.tests.builders import a_told, media, rule, text

pytestmark = pytest.mark.django_db

PAGE = "/console/accounts/qinghe/takeover/"


@pytest.fixture
def takeover(account: Account) -> TakeOver:
    """Fetched: two rules pick at random, one of them what we cannot; one file is gone, one was saved."""
    taken = services.begin(account, by="tests")
    services.note_told(
        taken,
        a_told(
            rule("活动", [("活动", "equal")], text("一"), text("二"), mode="random_one"),
            rule("通知", [("通知", "equal")], text("一"), text("二。" * 400), mode="random_one"),
            rule("党费", [("党费", "contain")], text("每月五日前")),
            rule("会场", [("会场", "equal")], media("img", "gone")),
            rule("河", [("河", "equal")], media("img", "kept")),
            menu=[{"name": "值班", "type": "text", "value": "周一到周五"}],
        ),
    )
    for thing in things_to_fetch(taken):
        if thing.name == "gone":
            services.note_gap(taken, thing, why="gone")
        else:
            services.note_saved(taken, thing, an_image(account, "河"))
    services.note_fetched(taken)
    return taken


def shown(client: Client) -> str:
    return words_of(client.get(PAGE).content.decode())


def post(client: Client, where: str = "", **given: str) -> tuple[int, str]:
    answer = client.post(f"{PAGE}{where}", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_before_anything_it_says_what_will_happen(as_wen: Client, account: Account) -> None:
    assert "在微信后台做过的关键词回复、欢迎语、菜单和图片，都可以原样接过来，不用重做。" in shown(as_wen)


def test_fetching_is_a_task_one_can_watch(as_wen: Client, account: Account) -> None:
    post(as_wen)
    said = shown(as_wen)

    (task,) = Task.objects.filter(name="answers.fetch_takeover")
    assert (task.title, "排着队，马上开始" in said) == ("从微信后台取回“青禾镇党建”的规则和菜单", True)


def test_a_failed_fetch_says_why_and_what_helps(as_wen: Client, account: Account) -> None:
    taken = services.begin(account, by="tests")
    services.note_failed(taken, code=40164)

    said = shown(as_wen)

    assert "微信不认这台服务器的地址。在公众平台的“IP 白名单”里加上它，再取一次。" in said
    assert "再取一次" in said


def test_everything_found_is_in_one_of_three_lines(as_wen: Client, takeover: TakeOver) -> None:
    said = shown(as_wen)

    assert "条规则 7 个菜单 1 份素材 2" in said
    assert "原样搬来 6 换个样子，意思不变 菜单里直接发的内容做成规则 1 要您定 2 件事，都写在下面 3" in said
    assert "一样不少 10" in said


def test_old_and_new_stand_side_by_side(as_wen: Client, takeover: TakeOver) -> None:
    said = shown(as_wen)

    picked = re.search(
        r"“活动” 一样 原来 一 二 指尖 (一|二) 原来随便挑一段，现在也是；这里是其中一段。", said
    )
    assert picked
    assert "“党费” 一样 原来 每月五日前 指尖 每月五日前" in said
    assert f"“活动！” 原来没人答 原来 没听懂 指尖 {picked[1]}" in said


def test_a_question_is_decided_and_asked_again(as_wen: Client, takeover: TakeOver) -> None:
    key = next(one.key for one in Found(takeover).questions if one.kind == "random")

    _, html = post(as_wen, "decision/", question=key, choice="first")
    decided = Found(takeover).decisions[key].code
    post(as_wen, "decision/", question=key, act="undo")

    assert ("还有 1 件" in html, decided, len(Found(takeover).open_questions)) == (True, "first", 2)


def test_a_sentence_in_place_of_a_file_must_be_written(as_wen: Client, takeover: TakeOver) -> None:
    key = next(one.key for one in Found(takeover).questions if one.kind == "gap")

    status, html = post(as_wen, "decision/", question=key, choice="words", words=" ")

    assert (status, "写下要换成的那句话" in html, typed(html, "words")) == (422, True, [" "])


def test_a_choice_nobody_offered_is_refused(as_wen: Client, takeover: TakeOver) -> None:
    key = Found(takeover).questions[0].key

    status, _ = post(as_wen, "decision/", question=key, choice="everything")

    assert (status, len(Found(takeover).decisions)) == (422, 0)


def test_nothing_is_imported_while_something_is_open(as_wen: Client, takeover: TakeOver) -> None:
    status, html = post(as_wen, "import/")

    assert (status, "还有要您定的，定好再接。" in html, Rule.objects.count()) == (422, True, 0)


def test_import_switch_and_back(as_wen: Client, takeover: TakeOver) -> None:
    post(as_wen, "decision/", act="all")
    _, ready = post(as_wen, "import/")
    rules = Rule.objects.count()
    _, switched = post(as_wen, "switch/")
    _, undone = post(as_wen, "import/", act="undo")

    takeover.refresh_from_db()
    assert "到微信后台点一下“启用”，就换成指尖来答。" in ready
    assert "现在由指尖来答" in switched
    assert (rules, Rule.objects.count(), takeover.state) == (7, 0, State.FOUND)
    assert "接过来以后，微信那边照旧答" in undone


def test_rules_changed_since_are_not_taken_back(as_wen: Client, takeover: TakeOver) -> None:
    post(as_wen, "decision/", act="all")
    post(as_wen, "import/")
    changed = Rule.objects.get(keywords__text="党费")
    rules.change_rule(changed, parts=["新话"], by="tests")

    _, html = post(as_wen, "import/", act="undo")

    assert [rule.pk for rule in Rule.objects.all()] == [changed.pk]
    assert "撤回了。有 1 条规则后来改过，留着没动。" in html


def test_every_imported_rule_is_a_link_to_its_editor(as_wen: Client, takeover: TakeOver) -> None:
    post(as_wen, "decision/", act="all")
    _, html = post(as_wen, "import/")

    links = {one for one in attribute(html, "a", "href") if one.startswith("/console/answers/rules/")}
    assert links == {f"/console/answers/rules/{rule.pk}/" for rule in Rule.objects.all()}


def test_today_leads_to_what_is_open(wen: Staff, lin: Staff, takeover: TakeOver, account: Account) -> None:
    (line,) = today.lines(wen, account=account)
    services.decide_as_recommended(takeover, by=wen)
    services.import_all(takeover, by=wen)
    (later,) = today.lines(wen, account=account)
    services.note_switched(takeover, by=wen)

    assert [line.what, later.what] == ["接管还差 2 件要定", "规则接过来了，还没有切换"]
    assert [today.lines(who, account=account) for who in (wen, lin)] == [[], []]
