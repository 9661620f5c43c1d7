"""What is written as XML is read back as it was."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from branchtui.files.word.markup import escape, quoteattr

_XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(_XML_TEXT, _XML_TEXT.flatmap(lambda text: st.sampled_from([text, f"{text}\n\t\r\"'"])))
def test_text_and_values_come_back(text: str, value: str) -> None:
    element = etree.fromstring(f"<a b={quoteattr(value)}>{escape(text)}</a>")
    assert (element.text or "", element.get("b")) == (text, value)
