"""What compares names, expressions and the record says nothing of clean prose, whoever is on the roster."""

from pathlib import Path

import pytest

from branchtui.files.articles import read_article
from branchtui.proof.context import Context, Lexicon
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from branchtui.proof.record import Person, Record
from branchtui.proof.samples import TODAY
from branchtui.store.readings import is_phrase, sounds_of
from branchtui.workflows.proofing.expressions import expressions

TEXTS = sorted((Path(__file__).parent / "clean").glob("*.txt"))
# Invented, and among them names that are words as well, or begin as many words do.
NAMES = (
    *("周以宁", "沈一禾", "沈亦和", "许青禾", "何婷", "李梅", "王芳", "张伟", "刘洋", "陈静", "周明", "马超"),
    *("高兴", "和平", "方圆", "江山", "白云", "安宁", "时光", "成长", "党远", "何时", "任远", "于今", "阿依努尔·艾山"),
)
RECORD = Record(TODAY, {name: Person(name, standing="正式党员") for name in NAMES}, sounds=sounds_of, is_word=is_phrase)
CONTEXT = Context(TODAY, "青禾学院办公室党支部", "青禾学院", Lexicon(fixed=expressions()), record=RECORD)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_clean_prose_is_left_alone(path: Path) -> None:
    article = read_article(path.read_bytes(), path.name)
    draft = draft_of(
        title=article.title,
        subtitle="\n".join(article.subtitle),
        unit=article.unit,
        editors_note=article.editors_note,
        body=article.body,
        bylines=article.bylines,
    )
    assert [each for each in Proofer(CONTEXT).check(draft) if each.rule[0] in "CDH"] == []
