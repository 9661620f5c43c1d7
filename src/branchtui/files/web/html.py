"""A report as HTML that the editor of a 公众号 keeps: few tags, every style in its line, nothing from elsewhere.

Pictures can't be pasted there: where one belongs stands a frame that says which file to put in.
"""

from datetime import date
from html import escape

from branchtui.files.web.parts import byline_words, figure_words, known_pairs
from branchtui.papers.tree import (
    Block,
    Byline,
    Emphasis,
    Heading,
    Kicker,
    Meta,
    Paper,
    Paragraph,
    Picture,
    Subtitle,
    Table,
    Title,
)

_TEXT = "margin:0 0 16px;font-size:16px;line-height:1.75;color:#333333;"
_BODY = f"{_TEXT}text-align:justify;text-indent:2em;"
_QUIET = "margin:0 0 8px;font-size:14px;line-height:1.6;color:#888888;text-align:center;"
_NOTE = "margin:0 0 16px;padding:12px 16px;font-size:15px;line-height:1.75;color:#555555;background-color:#f6f3ee;"
_HEADING = "margin:24px 0 12px;font-size:17px;line-height:1.6;color:#9e1b1e;"
_PLACE = "margin:16px 0 8px;padding:24px 8px;border:1px dashed #b3a999;text-align:center;"
_CELL = "padding:6px 8px;border:1px solid #b3a999;font-size:14px;line-height:1.6;color:#333333;"
_BYLINE = "margin:24px 0 0;font-size:14px;line-height:1.75;color:#888888;text-align:right;"


def article(paper: Paper) -> str:
    """What is pasted into the text of the editor: all but the title, which has a field of its own there."""
    inside = "\n".join(filter(None, map(_block, paper.blocks)))
    return f'<section style="font-family:sans-serif;letter-spacing:0.5px;">\n{inside}\n</section>'


def page(paper: Paper) -> str:
    """A page to be opened in a browser: one click takes the title, or the whole text, to be copied from there."""
    title = escape(paper.title.replace("\n", " "))
    how = "单击选中整块，再按 Ctrl+C（苹果电脑按 Command+C）复制，贴进公众号编辑器。虚线框处请换上相应的图片。"
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ max-width: 677px; margin: 24px auto; padding: 0 16px; background: #ffffff; }}
.how {{ color: #5f564c; font-size: 14px; }}
.take {{ user-select: all; -webkit-user-select: all; border-top: 1px solid #e6e0d6; padding-top: 16px; }}
</style>
</head>
<body>
<p class="how">标题</p>
<div class="take">{title}</div>
<p class="how">正文：{how}</p>
<div class="take">
{article(paper)}
</div>
</body>
</html>
"""


def _block(block: Block) -> str:
    match block:
        case Title():
            return ""
        case Kicker():
            return _line(block.text, _QUIET)
        case Subtitle():
            return _line(block.text, _QUIET.replace("14px", "16px"))
        case Meta():
            return _line("　".join(f"{label}：{_words(words)}" for label, words in known_pairs(block)), _QUIET)
        case Heading():
            head = f'<p style="{_HEADING}"><strong>{escape(block.text)}</strong></p>'
            return "\n".join(filter(None, (head, _line(block.rest, _BODY))))
        case Paragraph():
            style = {"note": _NOTE, "addressee": _TEXT}.get(block.role, _BODY)
            inside = "".join(
                f"<strong>{escape(each.text)}</strong>" if isinstance(each, Emphasis) else escape(each)
                for each in block.inlines
            )
            return f'<p style="{style}">{inside}</p>'
        case Picture():
            place = (
                f'<section style="{_PLACE}"><span style="color:#888888;">{escape(figure_words(block))}</span></section>'
            )
            return "\n".join(filter(None, (place, _line(block.caption, _QUIET))))
        case Table():
            return _table(block)
        case Byline():
            return _line(byline_words(block), _BYLINE)
        case _:
            return ""


def _words(value: str | date) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value


def _line(text: str, style: str) -> str:
    return f'<p style="{style}">{escape(text)}</p>' if text.strip() else ""


def _table(block: Table) -> str:
    head = _row(block.header, f"{_CELL}background-color:#f6f3ee;", strong=True) if block.header else ""
    rows = "".join(_row(row, _CELL, strong=False) for row in block.rows)
    return f'<table style="width:100%;margin:0 0 16px;border-collapse:collapse;"><tbody>{head}{rows}</tbody></table>'


def _row(cells: tuple[str, ...], style: str, *, strong: bool) -> str:
    inside = (f"<strong>{escape(cell)}</strong>" if strong else escape(cell) for cell in cells)
    return f"<tr>{''.join(f'<td style={chr(34)}{style}{chr(34)}>{cell}</td>' for cell in inside)}</tr>"
