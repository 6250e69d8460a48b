from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers import services
from zhijian.rooms.answers.checking import check_text
from zhijian.rooms.answers.errors import ImportRefused
from zhijian.rooms.answers.exporting import export_csv
from zhijian.rooms.answers.importing import ImportDone, import_csv
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.normal import is_blank
from zhijian.rooms.answers.tests.builders import a_rule, a_welcome, ask
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db

HEADER = "keyword,match,reply\n"


def take(account: Account, lines: str, *, header: str = HEADER, **more: Any) -> ImportDone:
    return import_csv(account_id=account.pk, data=(header + lines).encode(), actor="tests", **more)


def exported(account: Account) -> str:
    return "".join(export_csv(account_id=account.pk)).replace("\r\n", "\n")


def refusal(account: Account, data: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        import_csv(account_id=account.pk, data=data, actor="tests")
    return caught.value


def test_lines_become_rules_that_answer(account: Account) -> None:
    done = take(account, '两学一做,exact,读本\n党费,contains,"交给\n支部"\n^几点,regex,九点\n')

    answers = [ask(account, text).reply for text in ("兩學一做", "我的党费", "几点开门")]

    assert (done, answers) == (
        ImportDone(added=3, replaced=0, removed=0, same_after_normalisation=0),
        [TextReply("读本"), TextReply("交给\n支部"), TextReply("九点")],
    )


def test_columns_come_in_any_order(account: Account) -> None:
    take(account, "读本,两学一做,exact\n", header=" Reply,KEYWORD,match\n")

    assert exported(account) == HEADER + "两学一做,exact,读本\n"


@pytest.mark.parametrize(
    "header", ["", "keyword,reply\n", "keyword;match;reply\n", "keyword,match,reply,x\n"]
)
def test_a_header_that_is_not_ours_is_refused(account: Account, header: str) -> None:
    refused = refusal(account, (header + "党费,exact,好\n").encode())

    assert (refused.code, "keyword,match,reply" in str(refused)) == ("header-refused", True)


def test_every_bad_line_is_named_and_nothing_is_taken(account: Account) -> None:
    lines = [
        "好,exact,好",
        ",exact,空",
        '"两行\n的词",exact,好',
        "党费,fuzzy,好",
        "(,regex,好",
        "党课,exact,",
        f"长,exact,{'学' * 683}",
        "没有,exact,@item:nosuchcode",
        "少一列,exact",
    ]

    refused = refusal(account, (HEADER + "\n".join(lines)).encode())

    assert (str(refused), refused.lines, Rule.objects.count()) == (
        "7 行有错",
        (
            "line 3: keyword: 关键词不能为空",
            "line 6: match: 匹配方式只有 exact、contains、synonym、regex，没有“fuzzy”",
            "line 7: keyword: 正则表达式不能用：少一个右括号，在“(”",
            "line 8: reply: 回复内容不能为空",
            "line 9: reply: 一段文字最多 2048 字节（约 680 个汉字），这一段有 2049 字节",
            "line 10: item: 资料库里没有“nosuchcode”",
            "line 11: line: 要有 3 列，这一行有 2 列",
        ),
        0,
    )


def test_a_quotation_mark_never_closed_is_named_by_its_line(account: Account) -> None:
    refused = refusal(account, (HEADER + '好,exact,好\n党费,exact,"没完\n下一行,exact,好\n').encode())

    assert [line.partition("（")[0] for line in refused.lines] == ["line 3: line: 引号不成对或多了字符"]


def test_only_so_many_bad_lines_are_named(account: Account) -> None:
    refused = refusal(account, (HEADER + ",exact,好\n" * 250).encode())

    assert (str(refused), len(refused.lines), refused.lines[-1]) == ("250 行有错", 101, "… 150 more")


def test_an_item_of_another_account_is_unknown(account: Account) -> None:
    theirs = an_article(an_account("hehua"))

    refused = refusal(account, f"{HEADER}党费,exact,@item:{theirs.code}\n".encode())

    assert refused.lines == (f"line 2: item: 资料库里没有“{theirs.code}”",)


def test_gbk_and_bom_are_read_rightly(account: Account) -> None:
    text = HEADER + "两学一做,exact,请点开看学习资料\n"

    for data in (text.encode("gbk"), text.encode("utf-8-sig")):
        import_csv(account_id=account.pk, data=data, actor="tests")

    assert exported(account) == text


def test_the_same_keyword_and_match_replaces_the_reply(account: Account) -> None:
    kept = a_rule(account, "党费", "旧的", priority=4)
    a_rule(account, "党费", "包含的", match="contains")

    done = take(account, "党费,exact,新的\n党 费,exact,写法不同\n")

    assert (done, exported(account)) == (
        ImportDone(added=1, replaced=1, removed=0, same_after_normalisation=1),
        HEADER + "党费,exact,新的\n党费,contains,包含的\n党 费,exact,写法不同\n",
    )
    assert Rule.objects.get(pk=kept.pk).priority == 4


def test_equal_lines_are_both_taken_and_the_earlier_answers(account: Account) -> None:
    done = take(account, "党费,exact,先\n黨 費！,exact,后\n党费,exact,再\n党费,contains,别的\n")

    assert (done.added, done.same_after_normalisation, ask(account, "党费").reply) == (4, 2, TextReply("先"))


def test_the_same_file_twice_changes_nothing(account: Account) -> None:
    lines = "党费,exact,先\n党费,exact,后\n党课,contains,好\n"
    take(account, lines)

    done = take(account, lines)

    assert (done, exported(account)) == (
        ImportDone(added=0, replaced=3, removed=0, same_after_normalisation=1),
        HEADER + lines,
    )


def test_replace_removes_the_other_keyword_rules_only(account: Account) -> None:
    a_rule(account, "旧词", "旧的")
    a_rule(account, "KEY", "菜单", occasion="click")
    a_welcome(account, "欢迎")
    other = an_account("hehua")
    a_rule(other, "别人的", "别动")
    take(account, "党费,exact,好\n")

    done = take(account, "党费,exact,更好\n", replace=True)

    assert (done, exported(account), exported(other)) == (
        ImportDone(added=0, replaced=1, removed=1, same_after_normalisation=0),
        HEADER + "党费,exact,更好\n",
        HEADER + "别人的,exact,别动\n",
    )
    assert set(Rule.objects.filter(account=account).values_list("occasion", flat=True)) == {
        "text",
        "click",
        "follow",
    }


def test_replace_removes_keywords_of_a_rule_that_are_not_in_the_file(account: Account) -> None:
    services.make_rule(
        account_id=account.pk, keywords=[("甲", "exact"), ("乙", "exact")], parts=["旧"], by="tests"
    )

    done = take(account, "乙,exact,新\n", replace=True)

    assert (done.removed, exported(account)) == (1, HEADER + "乙,exact,新\n")


def test_keywords_of_one_rule_part_when_their_replies_do(account: Account) -> None:
    rule = services.make_rule(
        account_id=account.pk,
        keywords=[("甲", "exact"), ("乙", "exact"), ("丙", "exact")],
        parts=["旧"],
        priority=3,
        by="tests",
    )
    services.switch_off(rule, by="tests")

    done = take(account, "甲,exact,新甲\n乙,exact,新乙\n")

    assert (done.added, done.replaced, exported(account)) == (
        0,
        2,
        HEADER + "甲,exact,新甲\n丙,exact,新甲\n乙,exact,新乙\n",
    )
    assert [(rule.priority, rule.is_on) for rule in Rule.objects.all()] == [(3, False), (3, False)]


def test_the_parts_of_a_reply_round_trip(account: Account) -> None:
    article = an_article(account)
    services.make_rule(
        account_id=account.pk,
        keywords=[("学习", "exact")],
        parts=["先看\n@next\n这个", "再看", article],
        by="tests",
    )
    written = exported(account)

    take(account, written.removeprefix(HEADER), replace=True)

    assert (exported(account), list(Rule.objects.get().parts.values_list("text", "item_id"))) == (
        written,
        [("先看\n@next\n这个", None), ("再看", None), ("", article.pk)],
    )


def test_a_reply_that_gains_parts_gains_a_page(account: Account) -> None:
    take(account, "甲,exact,一\n乙,exact,一\n")

    take(account, '甲,exact,"一\n@next\n二"\n丙,exact,"一\n@next\n二"\n')

    has_page = {rule.keywords.get().text: rule.code is not None for rule in Rule.objects.all()}
    assert has_page == {"甲": True, "乙": False, "丙": True}


def test_rules_that_are_off_stay_off(account: Account) -> None:
    rule = a_rule(account, "党费", "旧的")
    services.switch_off(rule, by="tests")

    take(account, "党费,exact,新的\n")

    assert (exported(account), Rule.objects.get().is_on) == (HEADER + "党费,exact,新的\n", False)


def test_rules_of_higher_priority_are_written_first(account: Account) -> None:
    a_rule(account, "党费", "平常的")
    a_rule(account, "党课", "要紧的", priority=1)

    assert exported(account) == HEADER + "党课,exact,要紧的\n党费,exact,平常的\n"


def test_an_import_is_audited_and_reaches_the_gateways(account: Account) -> None:
    before = accounts.revisions()[account.pk]

    take(account, "党费,exact,好\n")

    line = Line.objects.get(action="rules.imported")
    assert (accounts.revisions()[account.pk], line.details) == (
        before + 1,
        {"added": 1, "replaced": 0, "removed": 0, "with_replace": False},
    )


def test_stopping_in_the_middle_takes_nothing(account: Account) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(account, "".join(f"词{n},exact,好\n" for n in range(3000)), progress=stop)

    assert Rule.objects.count() == 0


def test_progress_is_told_to_the_end(account: Account) -> None:
    told: list[tuple[int, int]] = []

    take(
        account,
        "".join(f"词{n},exact,好\n" for n in range(4100)),
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(2000, 4100), (4000, 4100), (4100, 4100)]


def test_rules_made_after_an_import_come_after_it(account: Account) -> None:
    take(account, "党费,exact,文件里的\n")

    a_rule(account, "党费", "后来的")

    assert ask(account, "党费").reply == TextReply("文件里的")


@pytest.mark.slow
def test_a_hundred_thousand_rules_are_taken(account: Account) -> None:
    lines = "".join(f"关键词{number},contains,第{number}条\n" for number in range(100_000))

    done = take(account, lines)

    assert (done.added, Rule.objects.count()) == (100_000, 100_000)


_WORDS = st.text(alphabet='党费 ,"\n\r@？a', min_size=1, max_size=5).filter(lambda word: not is_blank(word))
_LINES = st.one_of(
    st.text(alphabet='好," @', max_size=6), st.sampled_from(["@next", "@@next", "@item:x", "=1+1", "'"])
)
_TEXTS = st.lists(_LINES, min_size=1, max_size=3).map("\n".join).filter(lambda text: not is_blank(text))
_RULES = st.lists(
    st.tuples(
        st.lists(st.tuples(_WORDS, st.sampled_from(["exact", "contains"])), min_size=1, max_size=3),
        st.lists(_TEXTS, min_size=1, max_size=3),
        st.integers(-2, 2),
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_RULES)
def test_what_is_exported_imports_to_the_same(
    account: Account, rules: list[tuple[list[tuple[str, str]], list[str], int]]
) -> None:
    Rule.objects.all().delete()
    for keywords, parts, priority in rules:
        services.make_rule(
            account_id=account.pk,
            keywords=keywords,
            parts=[check_text(part) for part in parts],
            priority=priority,
            by="tests",
        )
    first = "".join(export_csv(account_id=account.pk))
    Rule.objects.all().delete()

    import_csv(account_id=account.pk, data=first.encode(), actor="tests")
    second = "".join(export_csv(account_id=account.pk))
    import_csv(account_id=account.pk, data=second.encode(), replace=True, actor="tests")

    assert (second, "".join(export_csv(account_id=account.pk))) == (first, first)
