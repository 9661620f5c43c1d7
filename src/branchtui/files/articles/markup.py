"""What is left of a web page in a text: entities become their characters, tags become line ends or nothing."""

import html
import re

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,6});")
_NAMES = (
    *(
        "p",
        "br",
        "div",
        "span",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "s",
        "a",
        "font",
        "img",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ),
    *("table", "tbody", "thead", "tr", "td", "th", "ul", "ol", "li", "section", "center", "blockquote", "figure"),
    *("figcaption", "hr", "sup", "sub", "o:p", "pre", "article", "style", "label", "button", "video", "iframe"),
)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?P<more>[\s/][^<>]{{0,1000}})?>",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]{1,300})""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_APART = re.compile(r"\n[ \n]{1,20}\t")  # between two rows of a table
_CELLS, _LINES = ("td", "th"), ("span", "strong", "b", "em", "i", "u", "s", "a", "font", "sup", "sub", "o:p", "label")


def plain(text: str) -> tuple[str, int]:
    """`text` without tags and entities, and how many there were. A picture becomes `![](address)`."""
    if "<" not in text and "&" not in text:
        return text, 0
    count = 0

    def tag(m: re.Match[str]) -> str:
        nonlocal count
        count += 1
        name = m["name"].lower()
        if name == "img":
            source = _SOURCE.search(m["more"] or "")
            return f"\n![]({source[1] if source else 'img'})\n"
        if name in _CELLS:
            return "" if m["end"] else "\t"
        if name in _LINES:
            return ""
        return f"\n{'#' * int(name[1])} " if name[0] == "h" and name[1:].isdecimal() and not m["end"] else "\n"

    def entity(m: re.Match[str]) -> str:
        nonlocal count
        character = html.unescape(m[0])
        count += character != m[0]
        return character.replace("\xa0", " ")

    text = _APART.sub("\n\t", _TAG.sub(tag, _COMMENT.sub("", text)))
    return _ENTITY.sub(entity, text), count
