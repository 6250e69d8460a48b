import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from zhijian.console.tests.builders import a_question
from zhijian.console.tests.reading import attribute, typed, words_of
from zhijian.console.tests.test_rule_editor import NEW, form
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Unanswered
from zhijian.rooms.answers.tests.builders import a_rule, an_arrival, wrote

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

LIST = "/console/answers/unanswered/"


def waiting() -> list[str]:
    return list(Unanswered.objects.filter(settlement=None).values_list("text", flat=True))


def test_words_nobody_could_answer_are_listed_newest_first(as_lin: Client, account: Account) -> None:
    a_question(account, "活动室开吗", 1)
    a_question(account, "党费交哪", 2)

    page = as_lin.get(LIST).content.decode()

    assert "2 句等人看" in words_of(page)
    assert page.index("党费交哪") < page.index("活动室开吗")


def alike(account: Account) -> list[Unanswered]:
    texts = ["活动室几点开门", "活动室星期天开吗", "老年活动室几点开门"]
    return [a_question(account, text, number, openid=f"o-{number}") for number, text in enumerate(texts, 1)]


def acts_on(page: str) -> str:
    start = page.index('class="like-acts"')
    return words_of(page[page.index(">", start) + 1 : page.index("</form>", start)])


def test_alike_questions_stand_together_with_the_likeliest_act_first(
    as_lin: Client, account: Account
) -> None:
    alike(account)
    a_rule(account, "党费", match="contains")
    account.refresh_from_db()

    page = as_lin.get(LIST).content.decode()

    said = words_of(page)
    assert ("问的人多 1 组" in said, "3 句" in said, page.count('class="like"')) == (True, True, 1)
    assert acts_on(page) == "新建规则 加到规则… 不用答"


def test_a_group_joins_the_rule_it_is_like_and_leaves_it_again(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "活动室", match="exact")
    question = alike(account)[0]
    account.refresh_from_db()
    address = f"{LIST}{question.pk}/seeing-to/"
    before = acts_on(as_lin.get(LIST).content.decode())

    done = as_lin.post(address, {"how": "add"}, headers={"HX-Request": "true"}).content.decode()
    added = set(rule.keywords.values_list("text", flat=True))
    between = waiting()
    undo = attribute(done, "form", "hx-delete")[0]
    undone = as_lin.delete(undo, headers={"HX-Request": "true"}).content.decode()

    assert before.startswith("加到“活动室”")
    assert "以后这样问，就有人答" in words_of(done)
    assert (added, between) == ({"活动室", "活动室几点开门", "活动室星期天开吗", "老年活动室几点开门"}, [])
    assert (len(waiting()), 'class="like"' in undone) == (3, True)
    assert [word.text for word in rule.keywords.all()] == ["活动室"]


def test_a_group_joins_a_rule_that_is_searched_for(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "开放时间")
    question = alike(account)[0]

    page = as_lin.get(f"{LIST}{question.pk}/rules/?q=开放").content.decode()
    as_lin.post(f"{LIST}{question.pk}/seeing-to/", {"rule": rule.pk})

    assert attribute(page, "button", "value") == [str(rule.pk)]
    assert (waiting(), rule.keywords.count()) == ([], 4)


def test_a_group_joins_no_rule_of_another_account(as_lin: Client, account: Account) -> None:
    theirs = a_rule(an_account("hedong", name="河东村"), "开放时间")
    question = alike(account)[0]

    response = as_lin.post(f"{LIST}{question.pk}/seeing-to/", {"rule": theirs.pk})

    assert (response.status_code, len(waiting())) == (404, 3)


def test_what_needs_no_answer_is_never_listed_again(as_lin: Client, account: Account) -> None:
    question = a_question(account, "好的", 1)

    first = acts_on(as_lin.get(LIST).content.decode())
    as_lin.post(f"{LIST}{question.pk}/seeing-to/", {"how": "needless"})
    services.list_unanswered(account_id=account.pk, intake_id=2, openid="o-2", text="好的！", asked_at=now())

    assert (first.startswith("不用答，以后也不列"), waiting()) == (True, [])


def test_a_new_rule_sees_to_all_that_are_alike(as_lin: Client, account: Account) -> None:
    question = alike(account)[0]

    as_lin.post(NEW, form(keyword=["活动室"], question=str(question.pk)))

    assert waiting() == []


def test_the_week_is_told_in_numbers(as_lin: Client, account: Account) -> None:
    alike(account)
    Unanswered.objects.filter(intake_id=1).update(asked_at=now() - timedelta(days=9))
    for number, outcome in enumerate(["answered", "guided", "found", "default", "guarded"], start=1):
        an_arrival(account, wrote("话", msg_id=number), number=number, outcome=outcome)
    ArrivalRow.objects.update(received_at=now().timestamp())

    said = words_of(as_lin.get(LIST).content.decode())

    assert "收到 4 句 规则答了 2 句 从资料里找到 1 句 没人能答 2 句 上一个 7 天没人能答的是 1 句。" in said


def test_nobody_is_named(as_lin: Client, account: Account) -> None:
    a_question(account)

    pages = [as_lin.get(path).content.decode() for path in (LIST, "/console/")]

    assert ["o-secret-mei" in page for page in pages] == [False, False]


def test_each_leads_to_the_editor_but_what_no_rule_answers(as_lin: Client, account: Account) -> None:
    words, _picture = a_question(account, "活动室开吗", 1), a_question(account, "[图片]", 2)

    page = as_lin.get(LIST).content.decode()

    leads = [href for href in attribute(page, "a", "href") if "question=" in href]
    assert leads == [f"/console/answers/rules/new/?question={words.pk}"]


def test_what_needs_no_answer_is_settled_in_place_and_can_be_taken_back(
    as_lin: Client, account: Account
) -> None:
    question = a_question(account, "好的")
    address = f"{LIST}{question.pk}/settlement/"

    settled = as_lin.post(address, headers={"HX-Request": "true"}).content.decode()
    between = waiting()
    undone = as_lin.delete(address, headers={"HX-Request": "true"}).content.decode()

    assert (words_of(settled), between) == ("好的 不用管了 撤回 0", [])
    assert (waiting(), f'<li class="todo" id="question-{question.pk}">' in undone) == (["好的"], True)


def test_numbers_around_the_list_follow(as_lin: Client, account: Account) -> None:
    question, _other = a_question(account, "好的", 1), a_question(account, "活动室开吗", 2)

    answer = as_lin.post(f"{LIST}{question.pk}/settlement/", headers={"HX-Request": "true"}).content.decode()

    assert re.findall(r'hx-swap-oob="innerHTML:\[([a-z-]+)\]">(\d*)<', answer) == [
        ("data-waiting", "1"),
        ("data-waiting-total", "1"),
    ]


def test_settling_works_without_a_script(as_lin: Client, account: Account) -> None:
    address = f"{LIST}{a_question(account, '好的').pk}/settlement/"

    settled = as_lin.post(address)
    between = waiting()
    as_lin.post(address, {"undo": ""})

    assert (settled.status_code, settled["Location"], between, waiting()) == (302, LIST, [], ["好的"])


def test_nothing_waiting_is_one_kind_sentence(as_lin: Client, account: Account) -> None:
    assert "句句有人答" in as_lin.get(LIST).content.decode()


def test_an_administrator_changes_what_is_said_then(as_wen: Client, account: Account) -> None:
    address = "/console/answers/default-reply/qinghe/"

    response = as_wen.post(address, {"default_reply": " 稍等，\r\n有人会看。 ", "suggests": "on"})

    account.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert (account.default_reply, account.suggests) == ("稍等，\n有人会看。", True)
    assert "稍等，" in as_wen.get(LIST).content.decode()


def test_default_reply_too_long_is_refused_with_the_text_kept(as_wen: Client, account: Account) -> None:
    response = as_wen.post("/console/answers/default-reply/qinghe/", {"default_reply": "长" * 700})

    page = response.content.decode()
    assert (response.status_code, typed(page, "default_reply")) == (422, ["长" * 700])
    assert "一段文字最多 2048 字节" in page


def test_default_reply_may_be_empty(as_wen: Client, account: Account) -> None:
    Account.objects.update(default_reply="旧", suggests=True)

    as_wen.post("/console/answers/default-reply/qinghe/", {"default_reply": ""})

    account.refresh_from_db()
    assert (account.default_reply, account.suggests) == ("", False)


def test_editors_read_what_is_said_then_without_the_door_to_change_it(
    as_lin: Client, account: Account
) -> None:
    Account.objects.update(default_reply="有人会看。")

    page = as_lin.get(LIST).content.decode()

    assert ("有人会看。" in page, "default-reply" in page) == (True, False)


def test_rules_that_ran_out_and_are_asked_for_stand_on_today(as_lin: Client, account: Account) -> None:
    for word in ("体检", "防汛"):
        a_rule(account, word, match="contains", valid_until=now() - timedelta(days=3))
    a_rule(account, "夜校", review_on=localdate())
    a_question(account, "体检几点开始")

    said = words_of(as_lin.get("/console/").content.decode())

    assert ("过期了，还有人在问，没人答。" in said, "防汛" in said) == (True, False)
    assert "再看一遍，里面的话还对不对。" in said
