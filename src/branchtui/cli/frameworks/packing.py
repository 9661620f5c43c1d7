"""`framework folder`, `table`, `findings` and `text`: what is handed in, and what a reviewer would find in it."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.frameworks.finding import find_framework, find_point
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, block, document, files, table
from branchtui.errors import BranchError, UsageError
from branchtui.paths import user_path
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.digits import decimal
from branchtui.store.models import Framework, Submission
from branchtui.store.models.frameworks import SUBMISSION_KINDS
from branchtui.store.short_ids import by_id, short_id
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.frameworks.submitting import kind_named

_WHICH = "名称或编号"


def register_packing(things: Any) -> None:
    """All of them."""
    parser = add_command(
        things,
        "folder",
        "写出验收文件夹：缺项清单、佐证材料目录、任务表、报告和各观测点的材料",
        "branchtui framework folder 样板支部 --kind 验收 -o 提交",
    )
    parser.words.add_argument("id", metavar=_WHICH)
    parser.options.add_argument("--kind", metavar="种类", help=f"{'、'.join(SUBMISSION_KINDS.values())}（默认验收）")
    parser.options.add_argument("--submit", action="store_true", help="送交：不放缺项清单，登记送交的清单")
    parser.options.add_argument("--copies", action="store_true", help="几处用到的材料每处都放一份，不只写互见")
    parser.options.add_argument("--unit", default="", metavar="单位", help="送交给谁")
    parser.options.add_argument("--again", metavar="编号", help="把一次送交照当时的原样再写一遍")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_folder)
    parser = add_command(
        things, "table", "只导出任务完成情况一览表（Word）", "branchtui framework table 样板支部 -o 提交"
    )
    parser.words.add_argument("id", metavar=_WHICH)
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_table)
    parser = add_command(
        things, "findings", "列出审阅人会指出的问题：错误、注意、提示", "branchtui framework findings 样板支部"
    )
    parser.words.add_argument("id", metavar=_WHICH)
    add_json(parser)
    parser.set_defaults(action=_findings)
    parser = add_command(
        things,
        "text",
        "显示一个观测点的完成情况，可贴进网页表单",
        "branchtui framework text 理论学习制度落实 --limit 500",
    )
    parser.words.add_argument("point", metavar="观测点", help="名称或编号")
    parser.options.add_argument("--limit", metavar="字数", help="最多几个字，按整句截")
    parser.set_defaults(action=_text)


def _folder(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.frameworks.folder import hand_in, prepare
    from branchtui.workflows.frameworks.packing.again import prepare_again

    session.open()
    framework = find_framework(arguments.id)
    if arguments.again and (arguments.submit or arguments.kind or arguments.copies):
        raise UsageError("--again 照那次送交写，不和 --submit、--kind、--copies 一起用。")
    place = user_path(arguments.output) if arguments.output else session.exports
    if arguments.again:
        row = _submission(framework, arguments.again)
        written = prepare_again(row, place, photos=session.photos, today=session.today).write()
    else:
        kind, of = kind_named(arguments.kind or "验收"), standing(framework, session.today)
        pack = prepare(
            of, place, kind=kind, photos=session.photos, for_sending=arguments.submit, copies=arguments.copies
        )
        if arguments.submit:
            row, written = hand_in(pack, of, kind, unit=arguments.unit)
            tell(f"已登记送交，编号 {short_id(row)}。")
        else:
            written = pack.write()
    if written.remark:
        tell(written.remark)
    return files([written.folder], arguments.json)


def _table(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.frameworks.folder import prepare_table

    session.open()
    of = standing(find_framework(arguments.id), session.today)
    folder = user_path(arguments.output) if arguments.output else session.exports
    ready = prepare_table(of, folder, photos=session.photos)
    written = ready.write()
    if ready.remark:
        tell(ready.remark)
    return files(written, arguments.json)


def _findings(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.rules.frameworks.findings import SEVERITIES
    from branchtui.workflows.frameworks.findings import found_in

    session.open()
    found = found_in(standing(find_framework(arguments.id), session.today))
    if arguments.json:
        document(
            [
                {
                    "rule": each.rule,
                    "severity": SEVERITIES[each.severity],
                    "number": each.number,
                    "words": each.words,
                    "open": [each.opens[0], each.opens[1].hex()],
                }
                for each in found
            ]
        )
    else:
        table([(SEVERITIES[each.severity], each.rule, each.number, each.words) for each in found])
    return 0


def _text(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.rules.frameworks.form_text import form_text

    session.open()
    limit = decimal(arguments.limit) if arguments.limit is not None else None
    if arguments.limit is not None and not limit:
        raise UsageError(f"--limit 要写字数，如 500，现在是“{quoted(arguments.limit, 20)}”。")
    point = find_point(arguments.point)
    if not point.account.strip():
        raise BranchError(f"“{point.title}”还没有写完成情况。")
    told = form_text(point.account, limit or len(point.account))
    block(told.text)
    if told.left_out:
        tell(f"还有 {told.left_out} 个字没有放下。")
    return 0


def _submission(framework: Framework, text: str) -> Submission:
    row = by_id(Submission, text, Submission.noun)
    if row.framework_id != framework.id:
        raise BranchError(f"编号 {text} 的送交不是“{framework.name}”的。")
    return row
