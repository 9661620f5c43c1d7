"""undo, redo, history, revert, backup, restore, doctor, purge."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.instance_lock import one_window
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, block, data, document, table
from branchtui.cli.verbs.meetings import find_meeting
from branchtui.cli.verbs.people import find_member
from branchtui.cli.verbs.reports import find_report
from branchtui.errors import BranchError, UnreadableError, UsageError
from branchtui.paths import user_path
from branchtui.store.file.database import check_header, is_open
from branchtui.store.models import Row
from branchtui.workflows import pictures
from branchtui.workflows.safety import backup, doctor, history, purge, undo
from branchtui.workflows.safety.history import Change, Entry

_FINDERS: dict[str, Callable[[str, Session], Row]] = {
    "meeting": lambda text, session: find_meeting(text, trashed=True),
    "report": lambda text, session: find_report(text, trashed=True),
    "member": lambda text, session: find_member(text, session.today, trashed=True),
}
_OPEN = "branchtui 的窗口开着，现在不能做这一步。请先退出那个窗口。"
_THING_HELP = "meeting、report、member"


def register(commands: Any) -> None:
    """The commands that keep what was done safe."""
    parser = add_command(commands, "undo", "撤销上一步操作", "branchtui undo --list")
    parser.options.add_argument("--list", action="store_true", help="列出做过的和撤销过的每一步，不撤销")
    add_json(parser)
    parser.set_defaults(action=_undo)

    parser = add_command(commands, "redo", "重做刚撤销的操作，或以前撤销过的一步", "branchtui redo 3fa91c20")
    parser.words.add_argument("id", nargs="?", metavar="编号", help="undo --list 列出的编号（默认刚撤销的一步）")
    parser.set_defaults(action=_redo)

    parser = add_command(commands, "history", "看谁在什么时候改了什么", "branchtui history meeting 3fa91c20")
    _add_thing(parser)
    add_json(parser)
    parser.set_defaults(action=_history)

    parser = add_command(
        commands, "revert", "把一项内容恢复到某次修改之前", "branchtui revert meeting 3fa91c20 --before 5 --field 地点"
    )
    _add_thing(parser)
    parser.options.add_argument("--before", type=int, required=True, metavar="序号", help="history 列出的序号")
    parser.options.add_argument("--field", metavar="栏目", help="只恢复这一栏（默认恢复全部）")
    parser.set_defaults(action=_revert)

    parser = add_command(commands, "backup", "备份数据文件", "branchtui backup -o 备份.db")
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹", help="默认放进数据文件夹的 backups")
    parser.options.add_argument("--list", action="store_true", help="列出已有的备份")
    add_json(parser)
    parser.set_defaults(action=_backup)

    parser = add_command(commands, "restore", "用一份备份替换现在的数据，先列出会变什么", "branchtui restore 备份.db")
    parser.words.add_argument("file", metavar="备份文件")
    _add_consent(parser)
    parser.options.add_argument("--dry-run", action="store_true", help="只看会变什么")
    parser.set_defaults(action=_restore)

    parser = add_command(commands, "doctor", "检查数据文件、备份、文件夹、时钟、字体", "branchtui doctor")
    add_json(parser)
    parser.set_defaults(action=_doctor)

    purging = add_command(commands, "purge", "彻底清除个人数据（不能撤销）", "branchtui purge member 林知远")
    things = purging.add_subparsers(title="清除什么", metavar="什么", dest="thing", required=True)
    parser = add_command(things, "member", "清除一位人员的个人数据", "branchtui purge member 林知远#0012")
    parser.words.add_argument("name", metavar="姓名[#工号尾号]或编号")
    _add_consent(parser)
    parser.set_defaults(action=_purge, backup=True)  # who then removes the old backups is not left without one


def _add_thing(parser: Any) -> None:
    parser.words.add_argument("thing", choices=list(_FINDERS), metavar="什么", help=_THING_HELP)
    parser.words.add_argument("id", metavar="编号")


def _add_consent(parser: Any) -> None:
    parser.options.add_argument("--yes", action="store_true", help="不再询问")


def _find(arguments: argparse.Namespace, session: Session) -> Row:
    session.open()
    return _FINDERS[arguments.thing](arguments.id, session)


def _undo(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.list:
        steps = undo.listed()
        if arguments.json:
            document([{"id": one.id, "act": one.name, "when": one.at, "undone": one.undone} for one in steps])
        else:
            table([(one.id, f"{one.at:%Y-%m-%d %H:%M}", "已撤销" if one.undone else "", one.name) for one in steps])
            if any(one.undone for one in steps):
                tell("撤销过的可以找回：branchtui redo 编号。")
        return 0
    words = undo.undo_last()
    if arguments.json:
        document({"done": words})
    else:
        data(words)
    return 0


def _redo(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    data(undo.bring_back(arguments.id) if arguments.id else undo.redo_last())
    return 0


def _history(arguments: argparse.Namespace, session: Session) -> int:
    thing = _find(arguments, session)
    entries = history.of(thing, session.now)
    if arguments.json:
        document([_entry(entry) for entry in entries])
        return 0
    for entry in entries:
        when = f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else "时间不明"
        data(f"{entry.number}  {when}{'（时钟可疑）' if entry.suspect else ''}  {entry.who}  {entry.name}")
        for change in entry.changes:
            block(f"    {change.part + ' ' if change.part else ''}{change.field}{_difference(change)}")
    if gone := history.gone_by(entries, thing):
        back = f"branchtui revert {arguments.thing} {arguments.id} --before {gone.number}"
        tell(f"这一项现在在回收中，是第 {gone.number} 次修改移入的。要找回：{back}")
    return 0


def _difference(change: Change) -> str:
    """Short values on one line, long text by sentences, one a line; what stayed is left out."""
    if len(change.pieces) <= 2 and "\n" not in change.before + change.after and len(change.before + change.after) <= 60:
        if not (change.before or change.after):
            return ""
        return f"：{change.before or '（空）'} → {change.after or '（空）'}" if change.column else f"：{change.after}"
    lines = [f"\n      {piece.mark} {piece.text.strip()}" for piece in change.pieces if piece.mark != " "]
    return "".join(lines)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "act": entry.name,
        "who": entry.who,
        "when": entry.at,
        "suspect": entry.suspect,
        "changes": [
            {"part": change.part, "field": change.field, "before": change.before, "after": change.after}
            for change in entry.changes
        ],
    }


def _revert(arguments: argparse.Namespace, session: Session) -> int:
    thing = _find(arguments, session)
    entry = next((entry for entry in history.of(thing, session.now) if entry.number == arguments.before), None)
    if entry is None:
        raise BranchError(f"历史里没有第 {arguments.before} 次修改。序号可用 branchtui history 查看。")
    change = None
    if arguments.field is not None:
        change = next((change for change in entry.changes if change.field == arguments.field), None)
        if change is None:
            fields = "、".join(dict.fromkeys(change.field for change in entry.changes))
            raise BranchError(f"第 {entry.number} 次修改没有改“{arguments.field}”。它改了：{fields}。")
    data(history.revert(thing, entry, change, now=session.now))
    return 0


def _backup(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.list:
        found = backup.listed()
        if arguments.json:
            document([{"path": str(one.path), "why": one.why, "when": one.at, "size": one.size} for one in found])
        else:
            for one in found:
                data(f"{one.at:%Y-%m-%d %H:%M}  {one.why}  {one.size / 1e6:.1f} MB  {one.path}")
        return 0
    path = backup.make(user_path(arguments.output).absolute() if arguments.output else None)
    if arguments.json:
        document({"path": str(path), "pictures_left_out": pictures.count(session.photos).shown})
    else:
        data(str(path))
        if words := pictures.left_out(session.photos):
            tell(words)
    return 0


def _restore(arguments: argparse.Namespace, session: Session) -> int:
    source, target = user_path(arguments.file).absolute(), session.home.database
    with one_window(session.home, _OPEN):
        return _restore_alone(arguments, session, source, target)


def _restore_alone(arguments: argparse.Namespace, session: Session, source: Path, target: Path) -> int:
    backup.check(source)
    if target.exists():
        try:
            session.open()
        except UnreadableError as error:
            tell(f"{error}恢复后，打不开的文件会留在旁边。")
    if is_open():
        _preview(source)
    if arguments.dry_run:
        return 0
    if target.exists():
        _ask(arguments, "恢复会用备份替换现在的数据（现在的数据会先备份）。要继续吗？")
    kept = backup.restore(source, target, now=session.now)
    tell(f"已恢复到 {source.name} 的内容。" + (f"原来的数据在 {kept}" if kept else ""))
    if words := pictures.lacking(session.photos):
        tell(f"注意：{words}")
    tell("若与其他电脑同步，下次同步会把较新的内容带回来；要真正退回，请用 branchtui revert。")
    return 0


def _preview(source: Path) -> None:
    try:
        lines = backup.preview(source)
    except UnreadableError:  # what can't be compared may all the same be what is to be replaced
        tell("列不出会变什么：两份数据里有一份读不全。")
        return
    for line in lines:
        data(line)
    if not lines:
        tell("备份与现在的内容相同。")


def _doctor(arguments: argparse.Namespace, session: Session) -> int:
    found_as = check_header(session.home.database)
    session.open()
    findings = doctor.examine(session.now, session.photos, found=found_as)
    if arguments.json:
        document([{"mark": found.mark, "what": found.what, "words": found.words} for found in findings])
    else:
        words = {"ok": "正常", "warn": "留意", "bad": "有误"}
        for found in findings:
            data(f"{words[found.mark]}  {found.what}：{found.words}")
        data("终端  下面两行末尾的竖线应当上下对齐。上面一行若更长，表格会错位：")
        data("      请在终端的设置里把“歧义宽度字符”（ambiguous-width characters）设为窄，再运行一次看看。")
        data(f"      {doctor.RULER}|")
        data(f"      {'-' * len(doctor.RULER)}|")
    return 1 if any(found.mark == "bad" for found in findings) else 0


def _purge(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    member = find_member(arguments.name, session.today)
    tell("将彻底清除：")
    for line in purge.what_goes(member):
        tell(f"  {line}")
    _ask(arguments, "要清除吗？")
    with one_window(session.home, _OPEN):
        folders = {session.exports, session.home.exports, session.home.logs, Path(tempfile.gettempdir())}
        purged = purge.purge_member(member, folders=folders)
    tell(purged.untidied or "已清除。")
    if purged.mentions:
        tell(f"这些文字里仍有这个姓名，属于会议和宣传档案，没有改动：{'；'.join(purged.mentions)}")
    if purged.backups:
        tell("这些旧备份里仍有这些数据，请决定是否删除（另存到别处的备份，请自己查看）：")
        for path in purged.backups:
            data(str(path))
    if purged.others:
        tell("这些文件里也还有，或读不出来、不能确定：")
        for path in purged.others:
            data(str(path))
    tell(f"已导出和归档的 Word 文件（如 {session.exports} 里的）里可能还有，程序不改动它们，请自己查看。")
    return 1 if purged.untidied else 0


def _ask(arguments: argparse.Namespace, question: str) -> None:
    """Go on only after a yes; the default is no. Raises BranchError after a no, UsageError without a terminal."""
    if arguments.yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("这一步不能撤销，这里没有终端可以询问。确定要做，请加 --yes")
    tell(f"{question}输入 yes 继续，其他键取消：")
    if sys.stdin.readline().strip().lower() != "yes":
        raise BranchError("已取消，什么都没有改。")
