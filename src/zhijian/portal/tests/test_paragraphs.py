from zhijian.portal.reading.paragraphs import paragraphs


def link(address: str) -> str:
    return f'<a class="out" href="{address}" rel="noreferrer noopener nofollow">{address}</a>'


def test_each_line_is_a_paragraph_and_empty_ones_are_none() -> None:
    assert paragraphs("  第一段。\n\n\r\n第二段。 ") == ["第一段。", "第二段。"]


def test_markup_is_shown_as_typed() -> None:
    assert paragraphs("<script>alert('x')</script> & 好") == [
        "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; 好"
    ]


def test_address_can_be_pressed_and_ends_where_chinese_begins() -> None:
    assert paragraphs("看这里https://example.org/a?b=1。谢谢！") == [
        f"看这里{link('https://example.org/a?b=1')}。谢谢！"
    ]


def test_address_cannot_leave_its_quotes() -> None:
    assert paragraphs("""https://example.org/a"onclick=alert(1)&x='y'""") == [
        f"{link('https://example.org/a')}&quot;onclick=alert(1)&amp;x=&#x27;y&#x27;"
    ]


def test_markup_before_an_address_is_shown_as_typed() -> None:
    assert paragraphs("<i>看</i> https://example.org/") == [
        f"&lt;i&gt;看&lt;/i&gt; {link('https://example.org/')}"
    ]


def test_punctuation_after_an_address_is_not_part_of_it() -> None:
    assert paragraphs("(see https://example.org/wiki/A_(b)), or http://a.example/x.") == [
        f"(see {link('https://example.org/wiki/A_(b)')}), or {link('http://a.example/x')}."
    ]


def test_other_schemes_are_plain_words() -> None:
    assert paragraphs("javascript:alert(1) data:text/html,x") == ["javascript:alert(1) data:text/html,x"]
