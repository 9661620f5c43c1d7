"""Clean prose: the proof is quiet on it. The texts are invented, and were written without a fault on purpose."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from branchtui.files.articles import read_article
from branchtui.proof.context import Context
from branchtui.proof.finding import Finding
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from tests.proof.lexicon import shipped

TEXTS = sorted((Path(__file__).parent / "clean").glob("*.txt"))
LEAST = 10_000
"""Han characters."""

PER = 1_000
"""Characters for one finding above a hint."""


def _findings(path: Path) -> list[Finding]:
    article = read_article(path.read_bytes(), path.name)
    draft = draft_of(
        title=article.title, subtitle="\n".join(article.subtitle), body=article.body, bylines=article.bylines
    )
    # what a report has to have, figures, by-lines and a lead, is not what these texts are about
    return [
        each
        for each in Proofer(Context(date(2026, 11, 23), lexicon=shipped())).check(draft)
        if each.severity != "hint" and each.rule[0] in "ABEG"
    ]


def test_clean_prose_has_at_most_one_finding_per_thousand_characters(capsys: pytest.CaptureFixture[str]) -> None:
    length = sum(len(re.findall("[\u4e00-\u9fff]", path.read_text("utf-8"))) for path in TEXTS)
    found = [(path.name, each) for path in TEXTS for each in _findings(path)]
    with capsys.disabled():
        sys.stdout.write(f"\n{len(found)} findings above a hint in {length} characters\n")
    assert length >= LEAST
    assert len(found) * PER <= length, found


def test_the_texts_are_read_whole() -> None:
    for path in TEXTS:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        article = read_article(path.read_bytes(), path.name)
        assert article.title == lines[0] and len(article.body.splitlines()) >= len(lines) - 2, path.name
