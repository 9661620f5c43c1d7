"""doctor: examine the file, the folders, the clock."""

import argparse
import os
import sys
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.errors import UsageError
from branchtui.settings import load
from branchtui.store.file.database import check_header
from branchtui.ui.terminal.signs import report
from branchtui.workflows.safety import doctor


def register(commands: Any) -> None:
    """`doctor`."""
    parser = add_command(commands, "doctor", "检查数据文件、备份、文件夹、时钟、字体", "branchtui doctor")
    add_json(parser)
    parser.set_defaults(action=_doctor)


def _doctor(arguments: argparse.Namespace, session: Session) -> int:
    found_as = check_header(session.home.database)
    session.open(anywhere=True)
    findings = [*doctor.examine(session.now, session.photos, found=found_as), _signs(session)]
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


def _signs(session: Session) -> doctor.Finding:
    """Which signs the app draws, unless the settings can't be read."""
    try:
        setting = load(session.home.settings).lines
    except UsageError as error:
        return doctor.Finding("bad", "设置", str(error))
    return doctor.Finding("ok", "符号", report(setting, os.environ, sys.platform, session.home.cache))
