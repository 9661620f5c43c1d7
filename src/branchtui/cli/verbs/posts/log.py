"""log: a service at a post, as fields, as one line, or many lines at once."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.log_verdicts import print_verdicts, verdicts
from branchtui.cli.session import Session, document, made, read_input
from branchtui.cli.things import find_contact, find_post
from branchtui.errors import BranchError, UsageError
from branchtui.files.incoming import decode
from branchtui.rules.services import hours_words
from branchtui.store.models import Contact, Member, Post, Service
from branchtui.store.queries import contacts, people
from branchtui.store.short_ids import short_id
from branchtui.workflows.posts import log, log_lines, sign_ups
from branchtui.workflows.posts.log_checks import OutsideTermError

_FIELDS = ("date", "begins", "ends", "hours", "what", "whom", "served", "result", "link")


def register(commands: Any) -> None:
    """`log`."""
    parser = add_command(
        commands,
        "log",
        "记一条服务：一句话，或分项写；--paste 一次记多行",
        'branchtui log 教务服务岗 "lzy 周三下午2点到4点 窗口咨询 服务学生30人次"',
    )
    parser.words.add_argument("post", metavar="岗位", help="名称或编号")
    parser.words.add_argument("line", nargs="?", metavar="一句话", help="谁 哪天几点到几点 做了什么 多少人次 成效")
    parser.options.add_argument("--by", default="", metavar="姓名", help="服务人：姓名[#工号尾号]或简拼")
    parser.options.add_argument("--date", metavar="日期", help="如 周三、3月4日")
    parser.options.add_argument("--from", dest="begins", metavar="时间", help="如 下午2点、14:00")
    parser.options.add_argument("--to", dest="ends", metavar="时间", help="如 4点、16:00")
    parser.options.add_argument("--hours", metavar="时长", help="如 1.5；写了起止时间的，可不写")
    parser.options.add_argument("--what", metavar="内容", help="做了什么")
    parser.options.add_argument("--whom", metavar="对象", help="服务对象")
    parser.options.add_argument("--served", metavar="人次", help="服务人次，确切的数")
    parser.options.add_argument("--result", metavar="成效", help="数字加单位，如 50份")
    parser.options.add_argument("--link", metavar="链接", help="证明材料的链接")
    parser.options.add_argument("--planned", action="store_true", help="还没有做，先安排")
    parser.options.add_argument(
        "--volunteer", action="store_true", help="不是上岗人：报名到那天这个岗位的那条服务（--by 和 --date）"
    )
    parser.options.add_argument("--paste", metavar="文件", help="每行一条，- 表示标准输入；看不懂的行逐行说明")
    parser.options.add_argument("--dry-run", action="store_true", help="与 --paste 同用：只看结果，不写入")
    add_json(parser)
    parser.set_defaults(action=_log)


def _log(arguments: argparse.Namespace, session: Session) -> int:
    given = [name for name in _FIELDS if getattr(arguments, name) is not None]
    ways = [arguments.line is not None, arguments.paste is not None, bool(given)]
    if sum(ways) != 1:
        raise UsageError("请用一种写法：一句话，或 --by --date --from --to --what 分项写，或 --paste 文件。")
    if arguments.dry_run and arguments.paste is None:
        raise UsageError("--dry-run 只和 --paste 同用。")
    session.open()
    post = find_post(arguments.post)
    if arguments.paste is not None:
        return _paste(post, arguments, session)
    if arguments.volunteer:
        return _volunteer(post, arguments, session)
    try:
        row = _write(post, arguments, session)
    except OutsideTermError as error:
        raise BranchError(f"{error}（加 --volunteer 即可报名。）") from None
    made(
        short_id(row),
        arguments.json,
        f"已记：{row.member.name} {row.day.isoformat()} {hours_words(row.half_hours)} {row.what}，编号",
    )
    if against := log.overlaps(row, today=session.today):
        tell(f"请核对：{'；'.join(against)}。照样记下了。")
    return 0


def _write(post: Post, arguments: argparse.Namespace, session: Session) -> Service:
    if arguments.line is not None:
        if arguments.planned:
            raise UsageError(
                "--planned 只和分项写法同用，如 --by 林知远 --date 下周三 --hours 2 --what 值班 --planned。"
            )
        return log.log_line(post, arguments.line, by=arguments.by, now=session.now)
    for name, option in (("by", "--by"), ("date", "--date"), ("what", "--what")):
        if not getattr(arguments, name):
            raise UsageError(f"还缺 {option}。一条服务要写明 --by、--date、--what，以及 --from 和 --to，或 --hours。")
    return log.log(
        post,
        by=arguments.by,
        day=arguments.date,
        span=_span(arguments),
        what=arguments.what,
        whom=arguments.whom or "",
        served=arguments.served or "",
        result=arguments.result or "",
        link=arguments.link or "",
        planned=arguments.planned,
        now=session.now,
    )


def _span(arguments: argparse.Namespace) -> str:
    begins, ends = arguments.begins or "", arguments.ends or ""
    if ends and not begins:
        raise UsageError("写了 --to，还缺 --from。")
    length = arguments.hours or ""
    if length and length.replace(".", "", 1).isdecimal():
        length += "小时"
    return f"{begins}{f'到{ends}' if ends else ''} {length}".strip()


def _volunteer(post: Post, arguments: argparse.Namespace, session: Session) -> int:
    if not arguments.by or not arguments.date:
        raise UsageError("志愿者报名要写明 --by 姓名和 --date 日期。")
    who = _taking_part(arguments.by, session)
    row = sign_ups.volunteer(post, who, arguments.date, hours=arguments.hours or "", today=session.today)
    return made(
        short_id(row), arguments.json, f"已报名：{sign_ups.called(who)}，{row.day.isoformat()} {row.what}，编号"
    )


def _taking_part(text: str, session: Session) -> Member | Contact:
    """A person of the roster, else a contact. Raises BranchError where the name means nobody, or several."""
    member = people.person_if_any(text, session.today, among=list(people.members()))
    if member is not None:
        return member
    if not contacts.named(text.strip()):
        raise BranchError(f"名册和往来里都没有“{text}”。请核对姓名，或先用 branchtui add contact 记下。")
    return find_contact(text)


def _paste(post: Post, arguments: argparse.Namespace, session: Session) -> int:
    text = decode(read_input(arguments.paste))
    if text is None:
        raise BranchError("这不是文字，读不出来。请把记录存成 .txt 再试。")
    preview = log_lines.preview_paste(post, text, by=arguments.by, now=session.now)
    written = 0 if arguments.dry_run or not preview.kept else log_lines.write_lines(preview)
    if arguments.json:
        document(verdicts(preview) | {"written": written})
    else:
        print_verdicts(preview)
    if arguments.dry_run:
        tell("这是预览，什么都没有写入。去掉 --dry-run 即可写入。")
    elif written:
        tell(f"已记 {written} 条。")
    if preview.refused:
        raise BranchError(
            f"有 {len(preview.refused)} 行没有记，原因见上。改好后可连同其余各行再粘贴一次，已有的不会重记。"
        )
    return 0
