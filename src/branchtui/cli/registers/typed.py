"""`add` and `change` of the registers: their options, and the rows they write."""

import argparse
from collections.abc import Callable
from typing import Any, NamedTuple

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import Parser, add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_helper, find_outlet, find_row
from branchtui.errors import UsageError
from branchtui.store.models import (
    DevelopmentStep,
    Document,
    Growth,
    HelperEvent,
    Honour,
    LexiconEntry,
    PartnerActivity,
    Publication,
    Rectification,
    Row,
    Talk,
)
from branchtui.store.queries import people
from branchtui.store.short_ids import short_id
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import EVENT, REGISTERS, helped
from branchtui.workflows.registers.register import Register

_NAMED = {"helper": "姓名或编号", "outlet": "名称或编号"}
_OPTIONS = {
    "day": "date",
    "from_day": "from",
    "to_day": "to",
    "half_hours": "hours",
    "cost_cents": "cost",
    "of_id": "of",
    "done_on": "done",
    "borne_by": "borne-by",
    "within_hours": "within",
    "send_to": "to",
    "paste_limit": "limit",
}


class _Verb(NamedTuple):
    """How a row of a register is named on the command line: its words, the key that stands first, and examples."""

    about: str
    first: str
    find: Callable[[str], Row]
    add: str
    change: str


_VERBS = {
    "activity": _Verb(
        "共建活动",
        "title",
        lambda text: find_row(PartnerActivity, text),
        "实验室开放日 --partner 海州中学 --date 3月15日 --majors 软件工程 12人、会计 3人",
        "--outcome 签订共建协议",
    ),
    "helper": _Verb(
        "身边人", "contact", find_helper, "王小明 --kind 学生干部 --cohort 2023级 --mentor 林知远", "--consent 有"
    ),
    "growth": _Verb(
        "学习发展",
        "member",
        lambda text: find_row(Growth, text),
        "林知远 --title 教学能力培训 --from 3月2日 --hours 8 --counted 有",
        "--cost 1200.50",
    ),
    "honour": _Verb(
        "荣誉成果",
        "title",
        lambda text: find_row(Honour, text),
        "优秀毕业论文 --of 身边人：王小明 --level 校级 --date 6月20日",
        "--grade 一等奖",
    ),
    "document": _Verb(
        "收发文",
        "title",
        lambda text: find_row(Document, text),
        "关于设立党员先锋示范岗的请示 --direction 发文 --kind 请示 --unit 学院党委 --number 〔2026〕3号 --date 11月16日",
        "--done 6月28日",
    ),
    "development": _Verb(
        "发展党员的一个环节",
        "member",
        lambda text: find_row(DevelopmentStep, text),
        "许南乔 --step 培养考察 --date 3月15日 --by 林知远 --note 表现良好",
        "--note 表现良好",
    ),
    "talk": _Verb(
        "谈心谈话",
        "by",
        lambda text: find_row(Talk, text),
        "林知远 --to 沈一禾 --date 3月5日 --what 谈思想",
        "--place 办公室",
    ),
    "rectification": _Verb(
        "整改事项",
        "problem",
        lambda text: find_row(Rectification, text),
        "值班台账隔天才补 --measure 当天值班当天记 --owner 周以宁 --due 6月30日",
        "--done 6月28日 --result 已按天记",
    ),
    "wording": _Verb(
        "用语",
        "text",
        lambda text: find_row(LexiconEntry, text),
        "办公室队 --instead 办公室团队 --source 编辑退稿意见",
        "--instead 办公室队伍",
    ),
    "outlet": _Verb(
        "投稿媒体",
        "name",
        find_outlet,
        "学院网站 --level 院级 --profile plain --within 24 --to news@example.edu.cn",
        "--within 48",
    ),
    "publication": _Verb(
        "刊发",
        "title",
        lambda text: find_row(Publication, text),
        "3fa91c20 --outlet 学院网站 --level 院级 --date 3月15日 --link https://example.edu.cn/1 --reads 320",
        "--reads 1280",
    ),
}


def register_adding(things: Any) -> None:
    """`add activity`, `add helper`, `add growth`, `add honour`, `add document`, `add development`, `add talk`, `add rectification`, `add wording`,
    `add outlet`, `add publication`, `add event`."""
    for kind, verb in _VERBS.items():
        each = REGISTERS[kind]
        parser = add_command(things, kind, f"登记{verb.about}", f"branchtui add {kind} {verb.add}")
        parser.words.add_argument(verb.first, metavar=each.label(verb.first), help=each.hint(verb.first) or None)
        _options(parser, each, [key for key in each.keys if key != verb.first])
        add_json(parser)
        parser.set_defaults(action=_add, kind=kind)
    parser = add_command(
        things,
        "event",
        "给身边人登记一次培养",
        "branchtui add event 王小明 --date 3月15日 --what 指导公文写作 --by 林知远",
    )
    parser.words.add_argument("helper", metavar="姓名或编号")
    _options(parser, EVENT, EVENT.keys)
    add_json(parser)
    parser.set_defaults(action=_add_event)


def register_changing(things: Any) -> None:
    """`change activity`, …, `change event`."""
    for kind, verb in _VERBS.items():
        parser = add_command(things, kind, f"更改{verb.about}", f"branchtui change {kind} 3fa91c20 {verb.change}")
        parser.words.add_argument("id", metavar=_NAMED.get(kind, "编号"))
        _options(parser, REGISTERS[kind], REGISTERS[kind].keys)
        _changed(parser)
        parser.set_defaults(action=_change, kind=kind)
    parser = add_command(things, "event", "更改给身边人做的一件事", "branchtui change event 3fa91c20 --date 3月16日")
    parser.words.add_argument("id", metavar="编号")
    _options(parser, EVENT, EVENT.keys)
    _changed(parser)
    parser.set_defaults(action=_change, kind="event")


def _changed(parser: Parser) -> None:
    parser.options.add_argument("--remove", action="store_true", help="删去这一条")
    add_json(parser)


def _options(parser: Parser, each: Register, keys: "list[str] | tuple[str, ...]") -> None:
    for key in keys:
        name = _OPTIONS.get(key, key)
        label, hint = each.label(key), each.hint(key).replace("%", "%%")
        parser.options.add_argument(f"--{name}", dest=f"col_{key}", metavar=label, help=hint or label)


def _given(arguments: argparse.Namespace, each: Register) -> dict[str, str]:
    given = {key: getattr(arguments, f"col_{key}", None) for key in each.keys}
    return {key: typed for key, typed in given.items() if typed is not None}


def _add(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    each, verb = REGISTERS[arguments.kind], _VERBS[arguments.kind]
    values = {verb.first: getattr(arguments, verb.first), **_given(arguments, each)}
    if follows := register.following(each, values, today=session.today):
        tell(follows)
    row = register.add(each, values, today=session.today)
    return made(short_id(row), arguments.json, f"已登记{each.model.noun}，编号")


def _add_event(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    each = helped(find_helper(arguments.helper))
    row = register.add(each, _given(arguments, each), today=session.today)
    return made(short_id(row), arguments.json, f"已登记{each.model.noun}，编号")


def _meant(arguments: argparse.Namespace) -> tuple[Register, Row]:
    if arguments.kind == "event":
        return EVENT, find_row(HelperEvent, arguments.id)
    return REGISTERS[arguments.kind], _VERBS[arguments.kind].find(arguments.id)


def _change(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    each, row = _meant(arguments)
    changes = _given(arguments, each)
    if not changes and not arguments.remove:
        options = "、".join(f"--{_OPTIONS.get(key, key)}" for key in each.keys)
        raise UsageError(f"没有要改的内容。请至少写一项：{options}、--remove。")
    if changes and arguments.remove:
        raise UsageError("改内容和删去请分两次做。")
    if arguments.remove:
        register.remove(row, each)
    else:
        row = register.change(each, row, today=session.today, **changes)
    return made(short_id(row), arguments.json, f"已{'删去' if arguments.remove else '更改'}{each.model.noun}，编号")
