"""ballot: the numbers of a vote, and what came of it."""

import argparse
from collections.abc import Sequence
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.meetings.ballots import ballot_json
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.cli.things import find_meeting
from branchtui.errors import BranchError, UsageError
from branchtui.rules.voting.kinds import KINDS, WAYS
from branchtui.store.models import AgendaItem, Ballot, Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows.meeting_rules import kind_seen
from branchtui.workflows.meetings import ballots
from branchtui.workflows.voting.contradictions import contradictions_of
from branchtui.workflows.voting.results import counted

_NUMBERS = {
    "yes": ("yes", "赞成票数"),
    "no": ("against", "不赞成票数"),
    "abstain": ("abstain", "弃权票数"),
    "opinions": ("opinions", "票数里会前交来的书面意见，赞成不赞成都算"),
    "seats": ("seats", "选举的应选人数"),
    "present": ("voters_present", "表决时到会有表决权的人数，少于考勤时写"),
    "issued": ("issued", "发出票数"),
    "collected": ("collected", "收回票数"),
    "valid": ("valid", "有效票数"),
}
_WORDS = {
    "candidate": ("candidate", "姓名", "候选人"),
    "way": ("way", "方式", f"{'、'.join(f'{way} {words}' for way, words in WAYS.items())}"),
    "scrutineer": ("scrutineers", "姓名", "监票人"),
    "teller": ("tellers", "姓名", "计票人"),
    "present-reason": ("present_reason", "原因", "表决时到会少于考勤的原因"),
}


def register(commands: Any) -> None:
    """`ballot`."""
    parser = add_command(
        commands,
        "ballot",
        "登记一项议程的表决，看是否有效、是否通过",
        "branchtui ballot 3fa91c20 --motion 1 --kind ordinary --yes 16 --no 1 --abstain 1",
    )
    parser.words.add_argument("id", metavar="编号")
    add = parser.options.add_argument
    add("--motion", required=True, metavar="议程", help="第几项，或议程的名称（可只写一部分）")
    kinds = "、".join(f"{kind} {words}" for kind, words in KINDS.items())
    add("--kind", required=True, metavar="事项", help=kinds)
    for option, (_, words) in _NUMBERS.items():
        add(f"--{option}", metavar="数", help=words)
    for option, (_, what, words) in _WORDS.items():
        add(f"--{option}", metavar=what, help=words)
    add("--exclude", action="append", default=[], metavar="姓名:事由:批复", help="不计入应到的人，可写多次")
    add("--exclusion-voted", action="store_true", help="不计入应到已经支部大会通过")
    add("--remove", action="store_true", help="删去这张表决：只写 --motion、--kind 和候选人")
    add_json(parser)
    parser.set_defaults(action=_ballot)


def _ballot(arguments: argparse.Namespace, session: Session) -> int:
    left_out = [_left_out(text) for text in arguments.exclude]
    if arguments.exclusion_voted and not left_out:
        raise UsageError("--exclusion-voted 要和 --exclude 一起写。")
    given = {column: getattr(arguments, option) for option, (column, _) in _NUMBERS.items()}
    given |= {column: getattr(arguments, option.replace("-", "_")) for option, (column, _, _) in _WORDS.items()}
    facts = {column: value for column, value in given.items() if value is not None}
    if arguments.remove and (left_out or facts.keys() - {"candidate"}):
        raise UsageError("--remove 只和 --motion、--kind、--candidate 一起写。")
    session.open()
    meeting = find_meeting(arguments.id)
    item = _item(meetings.items(meeting), arguments.motion)
    if arguments.remove:
        return _removed(arguments, meeting, ballots.withdraw_ballot(item, arguments.kind, facts))
    row, new = ballots.enter_ballot(item, arguments.kind, facts, left_out, voted=arguments.exclusion_voted)
    seen = view(meeting.id)
    found = next(each for each in counted(seen, kind_seen(seen)) if each.row.id == row.id)
    for words in contradictions_of(meeting):
        tell(f"请核对：{words}。")
    if arguments.json:
        document(ballot_json(found))
        return 0
    if not new:
        tell("这一项已有这张表决，已照这次写的改。")
    about = f"{found.about}（{found.candidate}）" if found.candidate else found.about
    data(f"{about}：{found.live}（{found.rule.clause}） {short_id(meeting)}")
    return 0


def _removed(arguments: argparse.Namespace, meeting: Meeting, row: Ballot) -> int:
    if arguments.json:
        document({"removed": short_id(row), "id": short_id(meeting)})
    else:
        data(f"已删去{KINDS[row.kind]}：{row.motion.strip() or row.item.title} {short_id(meeting)}")
    return 0


def _item(items: Sequence[AgendaItem], text: str) -> AgendaItem:
    """The item that is meant: its number, its title, or a part of that no other has."""
    wanted = text.strip()
    if wanted.isascii() and wanted.isdecimal() and 0 < int(wanted[:9]) <= len(items):
        return items[int(wanted) - 1]
    exact = [item for item in items if item.title == wanted]
    found = exact or [item for item in items if wanted and wanted in item.title]
    if len(found) == 1:
        return found[0]
    there = "；".join(f"{number} {item.title}" for number, item in enumerate(items, 1)) or "还没有议程"
    raise BranchError(f"认不准“{wanted}”是哪一项议程。议程有：{there}。")


def _left_out(text: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in text.replace("：", ":").split(":", 2)]
    if len(parts) < 3 or not all(parts):
        raise UsageError("--exclude 写作 姓名:事由:批复，如 周以宁:自费出国:院党发〔2026〕3号。")
    name, ground, consent = parts
    return name, ground, consent
