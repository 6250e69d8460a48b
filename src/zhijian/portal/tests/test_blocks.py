"""An article on its page, and that nothing pasted becomes part of the page's code."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from zhijian.foundation.library.cleaning import to_marks
from zhijian.portal.reading.blocks import blocks


def test_marks_become_headings_lists_and_bold_words() -> None:
    assert blocks("## 一\n甲**乙**丙\n\n- 一\n- 二\n完") == [
        "<h2>一</h2>",
        "<p>甲<b>乙</b>丙</p>",
        "<ul><li>一</li><li>二</li></ul>",
        "<p>完</p>",
    ]


def test_words_inside_marks_are_escaped_too() -> None:
    assert blocks("**<i>甲</i>**\n- <b>\n## <script>") == [
        "<p><b>&lt;i&gt;甲&lt;/i&gt;</b></p>",
        "<ul><li>&lt;b&gt;</li></ul>",
        "<h2>&lt;script&gt;</h2>",
    ]


def test_marks_that_mark_nothing_are_shown_as_typed() -> None:
    assert blocks("#一\n-二\n2 ** 3 ** 4\n****") == [
        "<p>#一</p>",
        "<p>-二</p>",
        "<p>2 ** 3 ** 4</p>",
        "<p>****</p>",
    ]


TAGS = st.sampled_from(
    [
        "p",
        "b",
        "script",
        "style",
        "img",
        "svg",
        "a",
        "iframe",
        "math",
        "table",
        "td",
        "li",
        "ul",
        "o:p",
        "xml",
    ]
)
HTML = st.recursive(
    st.text(max_size=8) | st.sampled_from(["<", ">", "&lt;script&gt;", "<!--", "]]>", "**", "## ", "- "]),
    lambda inside: st.tuples(TAGS, st.text(max_size=8), st.lists(inside, max_size=3)).map(
        lambda made: f"<{made[0]} {made[1]}>{''.join(made[2])}</{made[0]}>"
    ),
    max_leaves=20,
)


class Found(HTMLParser):
    """Everything a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.acts.append((tag, *(name for name, _value in attrs)))
        self.acts += [
            (tag, value or "") for name, value in attrs if name == "href" and (value or "")[:4] != "http"
        ]

    def handle_comment(self, data: str) -> None:
        self.acts.append(("comment",))

    def handle_decl(self, decl: str) -> None:
        self.acts.append(("declaration",))

    def unknown_decl(self, data: str) -> None:
        self.acts.append(("declaration",))

    def handle_pi(self, data: str) -> None:
        self.acts.append(("instruction",))


@given(HTML | st.text(max_size=200))
def test_nothing_of_a_page_reaches_ours_as_code(html: str) -> None:
    found = Found()

    found.feed("".join(blocks(to_marks(html))))
    found.close()

    ours = {("p",), ("h2",), ("ul",), ("li",), ("b",), ("a", "class", "href", "rel")}
    assert [act for act in found.acts if act not in ours] == []
