"""Ballots as the command line tells them."""

from collections.abc import Mapping
from typing import Any

from branchtui.rules.voting.kinds import KINDS, WAYS
from branchtui.workflows.voting.results import Counted


def ballot_json(found: Counted) -> dict[str, Any]:
    """What a ballot needed, what it got, and whether it passed; null for what is not known."""
    result, quorum = found.result, found.rule.quorum
    return {
        "expected": result.expected,
        "present": result.present,
        "quorum": {"needed": result.quorum, "comparator": quorum.sign if quorum else None, "met": result.quorate},
        "votes": {"yes": found.votes.yes, "no": found.votes.against, "abstain": found.votes.abstain},
        "needed": result.needed,
        "passed": result.passed,
        "clause": found.rule.clause,
    }


def ballot_line(shown: Mapping[str, Any]) -> str:
    """The same with its item, as `show` holds it, in one line."""
    votes = shown["votes"]
    counts = "，".join(
        f"{word}{'（未填）' if votes[key] is None else votes[key]}"
        for key, word in (("yes", "赞成"), ("no", "不赞成"), ("abstain", "弃权"))
    )
    present = "（未点名）" if shown["present"] is None else shown["present"]
    about = " ".join(filter(None, (shown["motion"], shown["candidate"])))
    result = f"：{shown['result']}" if shown["result"] else ""
    kind, way = KINDS[shown["kind"]], WAYS[shown["way"]]
    return f"{about}  {kind}，{way}  应到{shown['expected']}，实到{present}  {counts}{result}"
