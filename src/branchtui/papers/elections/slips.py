"""选票, a sheet to cut, and 计票单: one to be marked by hand at the meeting, with what the ballots say where they say it."""

from collections.abc import Sequence

from branchtui.papers.facts.elections import CandidateFact, ContestFact, ElectionFacts
from branchtui.papers.names import NAMES
from branchtui.papers.phrases import filled
from branchtui.papers.tree import Block, Meta, PageBreak, Paper, Paragraph, Signatures, Subtitle, Table, Title
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.chinese_time import chinese_day

_IN_A_ROW = 6  # names beside each other on a slip
_WIDTH, _LABEL = 155.0, 29.0  # millimetres
_ON_A_SHEET = 2
_CUT = "－－－－－－－－－－　沿此线裁开　－－－－－－－－－－"
_MARKS = ("赞成画“○”，不赞成画“×”，弃权不画；", "不赞成的可以另选他人。（盖章）")
_OTHERS = 3  # lines for those who were chosen without standing
_TALLY = ("姓名", "画“正”字", "赞成", "不赞成", "弃权")
_TALLY_WIDTHS = (28, 67, 20, 20, 20)


def slips(facts: ElectionFacts) -> Paper:
    """选票: for each contest a sheet with two slips, the candidates in the order of their strokes."""
    blocks: list[Block] = []
    for contest in facts.contests:
        if not contest.candidates:
            continue
        if blocks:
            blocks.append(PageBreak())
        rows = len(contest.candidates) > _IN_A_ROW
        for number in range(1 if rows else _ON_A_SHEET):
            if number:
                blocks.append(Meta((("", _CUT),)))
            blocks += _slip(facts, contest)
    name = NAMES["slips"]
    return Paper(f"{facts.branch}{name}", facts.branch, None, name, tuple(blocks), "dense")


def tally(facts: ElectionFacts) -> Paper:
    """计票单: a row for each candidate and some for others, then the slips; signed by scrutineer and teller."""
    blocks: list[Block] = []
    for contest in facts.contests:
        if not contest.candidates:
            continue
        if blocks:
            blocks.append(PageBreak())
        others = [("", "", "", "", "")] * _OTHERS
        blocks += [
            Title(f"{facts.branch}{NAMES['tally']}"),
            Subtitle(filled(contest.about)),
            Meta((("时间", chinese_day(facts.start.date())), ("应选", f"{contest.seats or UNFILLED}名"))),
            Table(_TALLY, tuple(map(_counted, contest.candidates)), _TALLY_WIDTHS),
            Paragraph(("另选他人：",)),
            Table((), tuple(others), _TALLY_WIDTHS),
            Paragraph((_slip_counts(contest),)),
            Signatures(("监票人", "计票人")),
        ]
    name = NAMES["tally"]
    return Paper(f"{facts.branch}{name}", facts.branch, facts.start.date(), name, tuple(blocks), "dense")


def _slip(facts: ElectionFacts, contest: ContestFact) -> list[Block]:
    names = [each.name for each in contest.candidates]
    groups = [names[at : at + _IN_A_ROW] for at in range(0, len(names), _IN_A_ROW)]
    seats = contest.seats or UNFILLED
    return [
        Title(f"{facts.branch}选票"),
        Subtitle(filled(contest.about)),
        Meta((("", f"应选{seats}名，多选无效"),)),
        *(_names(group) for group in groups),
        Table((), (("另选他人", *[""] * _seats(contest)), ("符号", *[""] * _seats(contest))), _widths(_seats(contest))),
        Meta(tuple(("", words) for words in _MARKS)),
    ]


def _names(group: Sequence[str]) -> Table:
    return Table((), (("候选人", *group), ("符号", *[""] * len(group))), _widths(len(group)))


def _widths(columns: int) -> tuple[float, ...]:
    return (_LABEL, *[(_WIDTH - _LABEL) / columns] * columns)


def _seats(contest: ContestFact) -> int:
    return min(_IN_A_ROW, contest.seats or 1)


def _counted(each: CandidateFact) -> tuple[str, ...]:
    votes = ("" if n is None else str(n) for n in (each.votes.yes, each.votes.against, each.votes.abstain))
    return (each.name, "", *votes)


def _slip_counts(contest: ContestFact) -> str:
    votes = contest.votes
    void = votes.collected - votes.valid if votes.collected is not None and votes.valid is not None else None
    told = (("发出", votes.issued), ("收回", votes.collected), ("有效", votes.valid), ("无效", void))
    counts = (f"{label}{'　　' if count is None else count}张" for label, count in told)
    return f"选票：{'　'.join(counts)}"
