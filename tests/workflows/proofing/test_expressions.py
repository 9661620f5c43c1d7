"""The shipped fixed expressions: each names where it is written so, and none is called wrong by another."""

import re
from datetime import date

import pytest

from branchtui import assets
from branchtui.proof.context import Context, Lexicon
from branchtui.proof.groups import RULES
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from branchtui.store.models import Report
from branchtui.workflows.proofing.check import check
from branchtui.workflows.proofing.expressions import expressions
from branchtui.workflows.registers import register
from branchtui.workflows.registers.wordings import WORDING
from branchtui.workflows.reports import reports
from tests.conftest import TODAY

ENTRIES = assets.toml("lexicon", "expressions.toml")["expression"]
KNOWN = expressions()


def found(text: str) -> list[tuple[str, str | None]]:
    quiet = {each for each in RULES if each[0] != "D"}
    context = Context(date(2026, 11, 23), lexicon=Lexicon(fixed=KNOWN))
    return [(each.rule, each.instead) for each in Proofer(context, quiet).check(draft_of(body=text))]


def test_each_entry_has_its_source_and_since_when() -> None:
    for entry in ENTRIES:
        assert entry["source"].strip() and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", entry["since"]), entry
        assert set(entry) <= {"text", "source", "since", "wrong"}, entry
    texts = [text for entry in ENTRIES for text in (entry["text"], *entry.get("wrong", ()))]
    assert len(texts) == len(set(texts))


def test_what_is_right_is_passed_and_what_is_wrong_is_found() -> None:
    for entry in ENTRIES:
        assert found(f"大家学习{entry['text']}。") == [], entry
        for wrong in entry.get("wrong", ()):
            assert ("D04", entry["text"]) in found(f"大家学习{wrong}。"), wrong


def test_a_wording_without_its_marks_is_found() -> None:
    for entry in ENTRIES:
        if "“" in entry["text"]:
            bare = re.sub("[“”]", "", entry["text"])
            assert ("D01", entry["text"]) in found(f"大家学习{bare}。"), bare


def test_a_list_in_another_order_or_one_short_is_found() -> None:
    for entry in ENTRIES:
        items = entry["text"].split("、")
        if len(items) > 3 and "，" not in entry["text"]:
            turned = [items[1], items[0], *items[2:]]
            assert ("D02", entry["text"]) in found(f"大家学习{'、'.join(turned)}。"), turned
            assert ("D03", entry["text"]) in found(f"大家学习{'、'.join(items[:-2] + items[-1:])}。"), items


@pytest.mark.usefixtures("branch")
def test_a_branch_has_expressions_of_its_own() -> None:
    report = reports.new_report("一篇")
    reports.edit_report(report, body="推进设岗亮责工程，落实三会一课制度。")

    def told() -> list[tuple[str, str | None]]:
        found = check(Report.get_by_id(report.id), today=TODAY)
        return [(each.said, each.instead) for each in found if each.rule == "D01"]

    assert told() == [("三会一课", "“三会一课”")]
    register.add(WORDING, {"text": "“设岗亮责”工程", "kind": "固定表述", "source": "学院文件"}, today=TODAY)
    register.add(WORDING, {"text": "三会一课", "kind": "不算错"}, today=TODAY)
    assert told() == [("设岗亮责工程", "“设岗亮责”工程")]
