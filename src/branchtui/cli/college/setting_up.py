"""What the administrator of the server needs: the script that sets it up, branches, seats. SQL goes to stdout."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import Parser, add_command
from branchtui.cli.session import Session, block

_PSQL = "sudo -u postgres psql -v ON_ERROR_STOP=1"
_ROLES = ("secretary", "member", "organiser")
_PORT = 5432


def register(commands: Any) -> None:
    """`college script`; `college branch add`, `rename`, `close` and `reopen`; `college seat add`, `end` and `list`."""
    script = add_command(
        commands,
        "script",
        "输出在服务器上运行的 SQL：建库、证书、权限、函数；再运行一次不改变什么，新版的会升级",
        f"branchtui college script --name 商学院党委 | {_PSQL}",
    )
    script.options.add_argument("--name", metavar="名称", required=True, help="学院党委的名称")
    script.options.add_argument(
        "--net",
        metavar="网段",
        action="append",
        default=[],
        help="从哪里可以连接，可写几次；不写，已设的不变，头一次是 10.0.0.0/8",
    )
    script.options.add_argument(
        "--host",
        metavar="主机",
        action="append",
        default=[],
        help="服务器的别名或另一个地址，头一次写进证书，可写几次",
    )
    script.options.add_argument(
        "--new-certificate",
        action="store_true",
        help="换一张证书（主机名变了、私钥可能泄露了）：以前的加入码都作废，各台电脑要重新加入",
    )
    script.set_defaults(action=_script)
    _register_branch(_things(commands, "branch", "学院的支部", f"branchtui college branch add 第一党支部 | {_PSQL}"))
    _register_seat(_things(commands, "seat", "席位：谁、哪个支部、能做什么", "branchtui college seat end zhangsan_1"))


def _things(commands: Any, name: str, about: str, example: str) -> Any:
    parser = add_command(commands, name, about, example)
    return parser.add_subparsers(title="做什么", metavar="做什么", dest="deed", required=True, parser_class=Parser)


def _register_branch(deeds: Any) -> None:
    add = add_command(
        deeds, "add", "输出添加一个支部的 SQL；运行后说出它的编号", f"branchtui college branch add 第一党支部 | {_PSQL}"
    )
    add.words.add_argument("name", metavar="名称", help="支部名称")
    add.set_defaults(action=_add_branch)
    rename = add_command(
        deeds,
        "rename",
        "输出给一个支部改名的 SQL；组织员和各台电脑下次取数就是新名称",
        f"branchtui college branch rename 3 第三党支部 | {_PSQL}",
    )
    _add_number(rename)
    rename.words.add_argument("name", metavar="名称", help="新的支部名称，别的支部没有用过的")
    rename.set_defaults(action=_rename_branch)
    for deed, about, action in (
        ("close", "输出撤销一个支部的 SQL：不再收它的，组织员也不再看到；已有的都留着", _close_branch),
        ("reopen", "输出恢复一个已撤销的支部的 SQL", _reopen_branch),
    ):
        one = add_command(deeds, deed, about, f"branchtui college branch {deed} 3 | {_PSQL}")
        _add_number(one)
        one.set_defaults(action=action)


def _add_number(parser: Parser) -> None:
    parser.words.add_argument("number", metavar="编号", type=int, help="支部编号，见 college seat list")


def _register_seat(deeds: Any) -> None:
    add = add_command(
        deeds,
        "add",
        "输出添加一个席位的 SQL，另给出加入码；一台电脑一个席位",
        f"branchtui college seat add 张三 --branch 1 --role secretary --host db.example.edu.cn | {_PSQL}",
    )
    add.words.add_argument("person", metavar="姓名", help="谁的；第二台电脑另写一个名字，如 张三-笔记本")
    add.options.add_argument("--branch", metavar="编号", default="", help="支部编号；组织员可写几个 1,3-5，不写是全部")
    add.options.add_argument(
        "--role", choices=_ROLES, required=True, help="secretary 书记、member 支委（只看）、organiser 组织员"
    )
    add.options.add_argument("--host", metavar="主机", required=True, help="各支部用什么主机名或地址连服务器")
    add.options.add_argument("--port", metavar="端口", type=int, default=_PORT, help=f"默认 {_PORT}")
    add.set_defaults(action=_add_seat)
    end = add_command(deeds, "end", "输出停用一个席位的 SQL", f"branchtui college seat end zhangsan_1 | {_PSQL}")
    end.words.add_argument("login", metavar="登录名", help="添加席位时说出的登录名")
    end.set_defaults(action=_end_seat)
    seats = add_command(deeds, "list", "输出列出各支部和席位的 SQL", f"branchtui college seat list | {_PSQL}")
    seats.set_defaults(action=_list_seats)


def _script(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    anew = arguments.new_certificate
    block(administering.script(arguments.name, arguments.net, arguments.host, anew=anew))
    return 0


def _add_branch(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    block(administering.add_branch(arguments.name))
    return 0


def _rename_branch(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    block(administering.rename_branch(arguments.number, arguments.name))
    return 0


def _close_branch(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    block(administering.close_branch(arguments.number))
    return 0


def _reopen_branch(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    block(administering.reopen_branch(arguments.number))
    return 0


def _list_seats(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    block(administering.list_seats())
    return 0


def _add_seat(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    branches = administering.branches(arguments.branch)
    made = administering.add_seat(arguments.person, arguments.role, branches, arguments.host, arguments.port)
    block(made.sql)
    # the code is here before psql has run, and what that says may stand above it or below
    tell(
        f"{arguments.person} 的加入码，像密码一样交给本人，只能用一次。psql 说了“{made.said}”才有效；"
        "psql 报错（ERROR、错误）的，席位没有设，这个码作废："
    )
    tell(made.code)
    return 0


def _end_seat(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college import administering

    block(administering.end_seat(arguments.login))
    return 0
