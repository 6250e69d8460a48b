import pytest

from zhijian.rooms.answers.pasted import plain

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style>
<xml><o:Author>周敏</o:Author></xml></head><body lang=ZH-CN>
<p class=MsoNormal style='text-indent:21pt'><b><span lang=EN-US>11</span>月&nbsp;体检</b><o:p></o:p></p>
<ul><li>带身份证</li><li>空腹</li></ul>
<table><tr><td>周一</td><td>男同志</td></tr></table>
<p>详见<a href="https://qinghe.example/a?x=1&amp;y=2">安排</a>，<a href="file:///c:/x.doc">附件</a><br>谢谢</p>
<script>alert(1)</script></body></html>"""


def test_what_word_puts_around_the_words_goes() -> None:
    assert plain(WORD) == (
        "11月 体检\n"
        "· 带身份证\n"
        "· 空腹\n"
        "周一 男同志\n"
        '详见<a href="https://qinghe.example/a?x=1&y=2">安排</a>，附件\n'
        "谢谢"
    )


@pytest.mark.parametrize(
    "text",
    [
        "每月十号前交。\n\n  缩进也留着",
        "1 < 2，a<b 就好",
        '点<a href="https://qinghe.example/">这里</a>看',
        "<b>",
        "5 &lt; 6",
    ],
)
def test_what_is_nothing_pasted_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_characters_nobody_sees_go_and_line_ends_are_ours() -> None:
    assert plain("一\r\n二\u00a0三\u200b\u000b\uf0b7四") == "一\n二 三\n·四"


def test_twice_is_the_same_as_once() -> None:
    assert plain(plain(WORD)) == plain(WORD)
