"""Pages as they come out of Word, WPS and browsers, and whatever else somebody may paste."""

from pathlib import Path

import pytest

from zhijian.foundation.library.cleaning import cleaned_if_html, to_marks

PASTED = Path(__file__).parent / "pasted"


def pasted(name: str) -> list[str]:
    return to_marks((PASTED / f"{name}.html").read_text()).split("\n")


def test_word_page_keeps_its_words_and_structure_and_nothing_else() -> None:
    assert pasted("word") == [
        "## 关于开展主题党日活动的通知",
        "各党支部：",
        "## 一、活动时间",
        "11 月28日（周六）上午，请**提前十分钟**到场。",
        "- 带上党徽",
        "- 带上学习笔记",
        "支部｜地点",
        "河东村党支部（含网格）｜文化礼堂",
        "镇党委组织办",
    ]


def test_wps_page_keeps_bold_words_lists_and_breaks() -> None:
    assert pasted("wps") == [
        "## 两学一做学习读本",
        "一要**学党章党规**，二要学系列讲话。",
        "落款另起一行。",
        "- 学",
        "- 做",
    ]


def test_web_page_loses_pictures_links_and_forms() -> None:
    assert pasted("page") == [
        "## 小事不小",
        "村东头的小桥**修好了**。",
        "点这里 <b>不是标签</b>",
        "1. 先报名",
        "2. 再签到",
        "- 带身份证",
        "交",
        "\u2060- 自己打的短横",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("只是文字", "只是文字"),
        ("<p></p><p> </p><p>&nbsp;</p>", ""),
        ("<p>甲<p>乙", "甲\n乙"),
        ("<ul><li><p>一</p></li><li><p>二</p></li></ul>", "- 一\n- 二"),
        ("<b>整行都粗</b>", "## 整行都粗"),
        ("<p><b>" + "很长的一段都是粗体" * 5 + "</b></p>", "**" + "很长的一段都是粗体" * 5 + "**"),
        ("<p><b>甲</b><b>乙</b>丙</p>", "**甲乙**丙"),
        ("<!-- <p>注释</p> -->正文", "正文"),
        ("<div style='display:none'><p>藏<b>着</b></p></div>露", "露"),
        ("<p>a<!--", "a"),
    ],
)
def test_pieces(html: str, text: str) -> None:
    assert to_marks(html) == text


def test_only_the_source_of_a_page_is_taken_for_one() -> None:
    assert [cleaned_if_html(body) for body in ("<p>甲</p>", "3 < 5 而且 7 > 2", "见 <附件> 一")] == [
        "甲",
        "3 < 5 而且 7 > 2",
        "见 <附件> 一",
    ]
