"""What a ballot needs and what came of it in words: for papers, lists and the line below what is being typed."""

from collections.abc import Sequence

from branchtui.rules.voting.ballots import BallotRule, Outcome, Roll, Standing, Votes
from branchtui.rules.voting.kinds import KINDS

_STANDINGS: dict[Standing, str] = {
    "elected": "当选",
    "tied": "票数相等，须重新投票",
    "beyond": "过半数，名额已满",
    "short": "未当选",
    "unknown": "",
}


def standing_words(standing: Standing) -> str:
    """What became of a candidate, in words; empty where it is not known."""
    return _STANDINGS[standing]


def contest_words(candidates: int, seats: int) -> str:
    """差额选举 or 等额选举, with the numbers."""
    sort = "差额选举" if candidates > seats else "等额选举" if candidates == seats else "候选人少于应选名额"
    return f"应选{seats}名，候选人{candidates}名，{sort}"


def result_words(result: Outcome) -> str:
    """通过, 未通过, or that too few came; empty where it is not known."""
    if result.quorate is False:
        return "到会人数不足，表决无效"
    return "" if result.passed is None else "通过" if result.passed else "未通过"


def live_words(result: Outcome, word: str) -> str:
    """应到20 实到18 法定≥10 赞成≥11：通过 — in short; `word` says what came of it."""
    present = "未点名" if result.present is None else str(result.present)
    quorum = f" 法定≥{result.quorum}" if result.quorum is not None else ""
    needed = f" 赞成≥{result.needed}" if result.needed is not None else ""
    return f"应到{result.expected} 实到{present}{quorum}{needed}" + (f"：{word}" if word else "")


def quorum_words(rules: Sequence[BallotRule], roll: Roll) -> str:
    """Whether enough came for each of these rules of one body; empty where none asks or the roll is not taken."""
    asking = [rule for rule in rules if rule.quorum is not None]
    if not asking or roll.present is None or not roll.expected:
        return ""
    committee = asking[0].who == "committee"
    who, whole, count = ("委员", "应到委员", "人") if committee else ("", "应到会有表决权的正式党员", "名")
    parts = []
    for rule in asking:
        assert rule.quorum is not None
        met = roll.present >= rule.quorum.needed(roll.expected)
        kind = "" if committee and rule.kind == "ordinary" else KINDS[rule.kind]
        parts.append(kind + (f"符合{rule.quorum.words}{who}到会的要求" if met else rule.quorum.short_words))
    return f"{whole}{roll.expected}{count}，到会{roll.present}{count}，{'；'.join(parts)}。"


def counted_words(rule: BallotRule, result: Outcome, blank: str) -> str:
    """应到会有表决权的正式党员20名，实到18名; `blank` stands for what is not known."""
    who = {"committee": "应到会委员", "members": "应到会有表决权的正式党员", "group": "应到会有表决权的正式党员"}[
        rule.who
    ]
    if rule.kind == "election":
        who = who.replace("表决权", "选举权")
    return f"{who}{result.expected}名，实到{blank if result.present is None else f'{result.present}名'}"


def votes_words(votes: Votes, blank: str) -> str:
    """18票赞成，1票不赞成，1票弃权; behind what is not known stands `blank`: 弃权（未填写）."""
    counts = ((votes.yes, "赞成"), (votes.against, "不赞成"), (votes.abstain, "弃权"))
    words = "，".join(f"{word}{blank}" if count is None else f"{count}票{word}" for count, word in counts)
    return words + (f"（其中会前书面意见{votes.opinions}份）" if votes.opinions else "")
