"""completion: the script that completes commands in a shell."""

import argparse
from typing import Any

from branchtui.cli.completion import SHELLS, completion
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, block


def register(commands: Any) -> None:
    """`completion`."""
    parser = add_command(
        commands,
        "completion",
        "写出按 Tab 补全命令的脚本",
        "branchtui completion bash >> ~/.bashrc，再开一个终端就能用；zsh 写进 ~/.zshrc，"
        "fish 写进 ~/.config/fish/completions/branchtui.fish，powershell 写进 $PROFILE",
    )
    parser.words.add_argument("shell", choices=SHELLS, metavar="外壳", help="、".join(SHELLS))
    parser.set_defaults(action=_completion)


def _completion(arguments: argparse.Namespace, session: Session) -> int:
    block(completion(arguments.whole(), arguments.shell))
    return 0
