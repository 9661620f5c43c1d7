"""请示, 选举办法, 候选人名单 and 结果报告 of an election: the parts of its forms with what is known in their places."""

from collections.abc import Iterator

from branchtui.papers.elections.forms import RESULT, FormPart, filled_in
from branchtui.papers.facts.elections import ContestFact, ElectionFacts
from branchtui.papers.names import NAMES
from branchtui.papers.phrases import filled, listed, sentence
from branchtui.papers.tree import Block, Heading, Paper, Paragraph, SignOff, Subtitle, Table, Title, paragraphs
from branchtui.rules.blanks import NO_ROLL, UNFILLED
from branchtui.rules.text.chinese_time import chinese_day, chinese_moment
from branchtui.rules.voting.ballot_words import contest_words
from branchtui.rules.voting.kinds import WAYS

_LISTED = ("序号", "姓名", "性别", "民族", "出生年月", "入党时间", "学历", "职务")
_LISTED_WIDTHS = (14, 22, 14, 16, 22, 22, 18, 27)
_COUNTED = ("候选人", "赞成", "不赞成", "弃权", "结果")
_COUNTED_WIDTHS = (35, 25, 25, 25, 45)


def election_paper(key: str, facts: ElectionFacts) -> Paper:
    """The paper of a form. What nobody told is printed as a blank; numbers are those of the ballots."""
    form, told = facts.forms[key], _told(facts)
    title = filled_in(form.title, told)
    blocks: list[Block] = [Title(title)]
    if form.subtitle:
        blocks.append(Subtitle(filled_in(form.subtitle, told)))
    if form.addressed:
        blocks.append(Paragraph((f"{UNFILLED}：",), "addressee"))
    for part in form.parts:
        blocks += _part(part, facts, told)
    if form.signed:
        blocks.append(SignOff(facts.branch))
    dated = facts.start.date() if key == RESULT else None  # the others were written before, on a day nobody told
    return Paper(title, facts.branch, dated, NAMES[key], tuple(blocks), "dense")


def body_of(branch: str) -> str:
    """The name of a branch's committee: …党支部委员会."""
    return f"{branch}委员会" if branch.endswith("支部") else f"{branch}支部委员会"


def _part(part: FormPart, facts: ElectionFacts, told: dict[str, str]) -> Iterator[Block]:
    text = filled_in(part.text, told)
    if part.heading:
        yield Heading(filled_in(part.heading, told), numbered=True)
    yield from paragraphs(text)
    for contest in facts.contests if part.table else ():
        if len(facts.contests) > 1:
            yield Paragraph((f"{filled(contest.about)}：",))
        if not contest.candidates:
            yield Paragraph((f"候选人{UNFILLED}。",))
        elif part.table == "candidates":
            yield _candidates(contest)
        else:
            yield _votes(contest)


def _candidates(contest: ContestFact) -> Table:
    rows = tuple(
        (
            str(number),
            each.name,
            each.sex,
            each.ethnic,
            each.born,
            f"{each.joined:%Y-%m}" if each.joined else "",
            each.education,
            each.post,
        )
        for number, each in enumerate(contest.candidates, 1)
    )
    return Table(_LISTED, rows, _LISTED_WIDTHS)


def _votes(contest: ContestFact) -> Table:
    rows = tuple(
        (
            each.name,
            *(UNFILLED if n is None else str(n) for n in (each.votes.yes, each.votes.against, each.votes.abstain)),
            each.word,
        )
        for each in contest.candidates
    )
    return Table(_COUNTED, rows, _COUNTED_WIDTHS)


def _told(facts: ElectionFacts) -> dict[str, str]:
    """What stands in each place of a form."""
    first = facts.contests[0]
    rule, result = first.rule, first.result
    known = [each.about for each in facts.contests]
    return {
        "branch": facts.branch,
        "body": body_of(facts.branch),
        "kind": facts.kind,
        "moment": chinese_moment(facts.start),
        "day": chinese_day(facts.start.date()),
        "place": filled(facts.place),
        "host": filled(facts.host),
        "about": "；".join(map(filled, known)),
        "elected_on": chinese_day(facts.elected_on) if facts.elected_on else UNFILLED,
        "committee": listed((f"{office}{name}" for office, name in facts.committee), UNFILLED),
        "expected": str(result.expected) if result.expected else UNFILLED,
        "present": NO_ROLL if result.present is None else str(result.present),
        "quorum": rule.quorum.words if rule.quorum else UNFILLED,
        "passing": rule.passing.words,
        "contest": "；".join(f"{filled(each.about)}：{_contest(each)}" for each in facts.contests),
        "way": WAYS[first.way],
        "slips": "".join(map(_slips, facts.contests)),
        "scrutineers": listed(dict.fromkeys(each.scrutineers for each in facts.contests), UNFILLED),
        "tellers": listed(dict.fromkeys(each.tellers for each in facts.contests), UNFILLED),
        "winners": "；".join(map(_winners, facts.contests)),
    }


def _contest(contest: ContestFact) -> str:
    count = len(contest.candidates)
    if contest.seats and count:
        return contest_words(count, contest.seats)
    seats = f"{contest.seats}名" if contest.seats else UNFILLED
    return f"应选{seats}，候选人{f'{count}名' if count else UNFILLED}"


def _slips(contest: ContestFact) -> str:
    votes = contest.votes
    issued, collected, valid = (
        UNFILLED if count is None else f"{count}张" for count in (votes.issued, votes.collected, votes.valid)
    )
    return sentence(f"发出选票{issued}，收回{collected}，有效票{valid}")


def _winners(contest: ContestFact) -> str:
    """Who is elected; a blank while that is not known."""
    return listed((each.name for each in contest.candidates if each.elected), UNFILLED)
