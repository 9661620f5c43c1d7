"""What the board tells of how frameworks stand: gaps, points due, a newer file, and what somebody who checks would find."""

from collections.abc import Sequence
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.duties.facts import UNREAD, FindingFact, NewerFact, StandingFact
from branchtui.rules.frameworks.findings import OF_BOARD, Finding
from branchtui.rules.frameworks.judging import gaps_of
from branchtui.store.models import Framework
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.frameworks.files.versions import differences, in_words, newer
from branchtui.workflows.frameworks.findings import seen_in_steps
from branchtui.workflows.frameworks.standing import PointStanding, standing_in_steps
from branchtui.workflows.frameworks.steps import Steps, at_once


def standings(today: date) -> list[StandingFact]:
    """Of each framework that is not closed; of one with a need that can't be read any more only that."""
    return at_once(standings_in_steps(today))


def standings_in_steps(today: date) -> Steps[list[StandingFact]]:
    """The same in short steps, one framework behind the other; what is written between two of them may be seen or not."""
    facts = []
    for row in trees.open_frameworks():
        yield
        facts.append((yield from _fact(row, today)))
    return facts


def _fact(framework: Framework, today: date) -> Steps[StandingFact]:
    try:
        found = yield from standing_in_steps(framework, today)
    except BranchError as wrong:
        unread = FindingFact(UNREAD, str(wrong).rstrip("。"), ("framework", framework.id))
        return StandingFact(framework.id, framework.name, findings=[unread])
    gaps = [gap.words for row in found.points for _, gap in gaps_of(row.needs)]
    points = [(row.point.title, row.point.due_on) for row in found.points if row.point.due_on and _open(row)]
    points.sort(key=lambda each: each[1])
    yield
    seen = yield from seen_in_steps(found, OF_BOARD)
    findings: list[Finding] = []
    for rule in OF_BOARD:
        yield
        findings += rule(seen)
    yield
    return StandingFact(framework.id, framework.name, gaps, points, _of_each_rule(findings), _newer(framework))


def _newer(framework: Framework) -> NewerFact | None:
    template = newer(framework)
    if template is None:
        return None
    return NewerFact(template.version, in_words(differences(framework, template)))


def _open(row: PointStanding) -> bool:
    """Whether a point is still to be done; of one that asks nothing that can be counted, whether nobody wrote its account."""
    if any(need.state != "none" for need in row.needs):
        return row.state != "met"
    return not row.point.na_reason and not row.point.account.strip()


def _of_each_rule(findings: Sequence[Finding]) -> list[FindingFact]:
    """One of each rule: the first, and how many there are."""
    of: dict[str, list[Finding]] = {}
    for each in findings:
        of.setdefault(each.rule, []).append(each)
    return [
        FindingFact(rule, f"{_said(mine[0])}{f'（共 {len(mine)} 处）' if len(mine) > 1 else ''}", mine[0].opens)
        for rule, mine in of.items()
    ]


def _said(finding: Finding) -> str:
    return f"{finding.number} {finding.words}".strip().rstrip("。")
