"""Text as it stands in XML. The standard library's own module for it loads a web client."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escape(text: str) -> str:
    """A text between tags."""
    return text.translate(_TEXT)


def quoteattr(text: str) -> str:
    """The value of an attribute, with its quotes."""
    return f'"{text.translate(_VALUE)}"'
