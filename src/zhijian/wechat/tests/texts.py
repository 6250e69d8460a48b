"""Every text XML 1.0 can carry, for hypothesis."""

from hypothesis import strategies as st


def xml_texts(*, min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """Texts of the characters of XML 1.0, with those that trip renderers and parsers more often."""
    characters = st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
    ) | st.sampled_from("\t\n\r ]>[<&;党学\u0085\u2028\x7f\ufeff\U0001f600")
    return st.text(characters, min_size=min_size, max_size=max_size)
