"""Files of a branch's own, made from one that comes along: a copy to be changed in an editor, and what became of it."""

from branchtui.atomic_file import write_bytes
from branchtui.cli.exit_codes import tell
from branchtui.cli.session import data, read_input
from branchtui.errors import BranchError
from branchtui.paths import user_path


def write_copy(text: str, output: str, *, of: str, verb: str) -> None:
    """Write a copy to a new file, and say how it is kept once it is changed. Raises BranchError where the file is there."""
    path = user_path(output)
    if path.exists():
        raise BranchError(f"{path} 已经有了，没有改动它。请换个名称，或用 -o 指定别的文件。")
    write_bytes(path, text.encode("utf-8"), shared=True)
    tell(f"已复制“{of}”。用记事本改好后运行：branchtui {verb} add {path}")
    data(str(path))


def read_changed(name: str) -> str:
    """The text of a changed copy; `-` is stdin. Raises BranchError where it can't be read, or is no UTF-8."""
    try:
        return read_input(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BranchError(f"{name} 不是 UTF-8 文本。请用记事本另存为 UTF-8。") from None
