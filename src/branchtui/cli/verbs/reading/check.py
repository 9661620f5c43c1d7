"""check: what the proof finds in a report, or in an article that is not imported."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, read_input
from branchtui.cli.things import find_report
from branchtui.proof.finding import SEVERITIES, Finding

_PARTS = {
    "kicker": "栏目",
    "title": "标题",
    "subtitle": "副标题",
    "unit": "供稿单位",
    "editors_note": "编者按",
    "body": "正文",
    "figure": "图",
    "byline": "署名",
}
_LONGEST = 12  # characters of a text that is named
_FAULTY = 1


def register(commands: Any) -> None:
    """`check`."""
    parser = add_command(
        commands,
        "check",
        "校对一篇新闻稿：标点、数字、错字、要件、文风；一处一行，有错时退出码是 1",
        "branchtui check 3fa91c20",
    )
    parser.words.add_argument(
        "report", metavar="编号或文件", help="新闻稿的编号，或 .txt .md .docx 稿件；- 表示标准输入"
    )
    parser.options.add_argument("--kind", default="", metavar="体裁", help="按哪种体裁校对（默认是稿子自己的）")
    add_json(parser)
    parser.set_defaults(action=_check)


def _check(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.proofing import check

    session.open()
    name, kind = arguments.report, arguments.kind.strip()
    if name == "-" or any(sign in name for sign in "./\\"):  # no id has one of these
        found = check.check_file(read_input(name), name, today=session.today, kind=kind)
    else:
        found = check.check(find_report(name), today=session.today, kind=kind)
    if arguments.json:
        document({"target": name, "findings": [_shape(each) for each in found]})
    else:
        for each in found:
            data(_line(each))
    counts = [sum(each.severity == severity for each in found) for severity in SEVERITIES]
    tell("，".join(f"{words} {count}" for words, count in zip(SEVERITIES.values(), counts, strict=True)) + "。")
    return _FAULTY if counts[0] else 0


def _place(finding: Finding) -> str:
    return f"{_PARTS[finding.part]}{_number(finding)}" + ("" if finding.part in ("figure", "byline") else "行")


def _number(finding: Finding) -> int:
    """Of a line in its part, from 1; of a caption the mark of its figure."""
    return finding.line if finding.part == "figure" else finding.line + 1


def _line(finding: Finding) -> str:
    said = finding.said if len(finding.said) <= _LONGEST else f"{finding.said[:_LONGEST]}…"
    instead = "" if finding.instead is None else f"  → {finding.instead or '删去'}"
    words = (finding.rule, SEVERITIES[finding.severity], _place(finding), said, finding.words)
    return "  ".join(filter(None, words)) + instead


def _shape(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "part": finding.part,
        "paragraph": _number(finding),
        "start": finding.start,
        "end": finding.end,
        "text": finding.said,
        "why": finding.words,
        "clause": finding.clause,
        "suggestion": finding.instead,
        "safe": finding.safe,
    }
