"""The corpus: invented articles in the shapes of real pages, and what of them the reader has to get right."""

import sys

import pytest

from tests.files.articles.corpus_score import Case, Score, cases, score

BARS = {
    "标题": 0.98,
    "小标题": 0.95,
    "署名": 0.95,
    "日期": 0.95,
    "单位": 0.95,
    "配图": 0.95,
    "表格": 0.95,
    "附图": 1.0,
    "残留": 0.95,
}


def test_the_corpus_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    whole, faults = Score(), []
    every: list[Case] = list(cases())
    for case in every:
        done = score(case)
        whole.join(done)
        faults += [f"{case.name}: {fault}" for fault in done.faults]
    table = [f"{len(every)} 份稿件"]
    for what in BARS:
        found, expected, wrong = whole.found[what], whole.expected[what], whole.wrong[what]
        table.append(
            f"{what}\t对 {found}/{expected}\t多 {wrong}\t召回 {whole.recall(what):.1%}\t准确 {whole.precision(what):.1%}"
        )
    table.append(f"丢字\t{whole.expected['丢字']}")
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(table) + "\n")
    report = "\n".join((*table, *faults))
    assert not whole.expected["丢字"], report
    for what, bar in BARS.items():
        assert whole.recall(what) >= bar and whole.precision(what) >= bar, f"{what}\n{report}"
