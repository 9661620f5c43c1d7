"""Do the tests see a wrong program? `python benchmarks/mutants.py [COUNT] [--seed N]`

Draws COUNT small faults in rules, store and workflows: a comparison turned, `and` for `or`, a number one too great or too
small, a `not` or a branch taken away, nothing returned. Each is put into a copy of the program, on which the tests of the
same path run, then all of rules, store, workflows and cli. Prints what was changed for each, and which test fell; a
survivor is a test to write, or a change that changes nothing. The seed is printed: the same one draws the same faults from
the same source.
"""

import argparse
import ast
import copy
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("rules", "store", "workflows")
TESTS = ("tests/rules", "tests/store", "tests/workflows", "tests/cli")
LONGEST = 1800  # seconds of one run of the tests; a fault may never end
_PAIRS = ((ast.Eq, ast.NotEq), (ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.In, ast.NotIn), (ast.Is, ast.IsNot))
_TURNED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_NO_PROGRAM = (ast.JoinedStr, ast.AnnAssign, ast.arguments)  # places inside are wrong before 3.12; types; defaults


@dataclass(frozen=True)
class Mutant:
    """One fault: the file below ROOT, and its whole text with the fault in it."""

    file: Path
    before: str
    after: str

    def diff(self) -> str:
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=1)
        return "\n".join(f"    {line}" for line in list(lines)[2:])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    arguments = parser.parse_args()
    drawn = draw(arguments.count, arguments.seed)
    print(f"seed {arguments.seed}: {len(drawn)} faults")
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="branchtui-mutants-") as folder:
        there = Path(folder) / "branchtui"
        shutil.copytree(ROOT, there, ignore=shutil.ignore_patterns(".*", "__pycache__", "dist"), symlinks=True)
        for number, mutant in enumerate(drawn, 1):
            fallen = tried(mutant, there)
            survivors += not fallen
            print(
                f"{number:3} {f'killed by {fallen}' if fallen else 'SURVIVED'}  {mutant.file}\n{mutant.diff()}",
                flush=True,
            )
    print(f"{len(drawn) - survivors} of {len(drawn)} killed, {survivors} survived, seed {arguments.seed}")
    return 1 if survivors else 0


def draw(count: int, seed: int) -> list[Mutant]:
    """So many faults, in the order of their files."""
    files = [path for part in PARTS for path in sorted((ROOT / "src/branchtui" / part).rglob("*.py"))]
    all_ = [mutant for path in files if "migrations" not in path.parts for mutant in mutants(path)]
    chosen = random.Random(seed).sample(range(len(all_)), min(count, len(all_)))
    return [all_[index] for index in sorted(chosen)]


def mutants(path: Path) -> Iterator[Mutant]:
    """Every fault that can be made in a file."""
    text = path.read_text(encoding="utf-8")
    for node, other in faults(ast.parse(text)):
        lines = text.encode().splitlines(keepends=True)
        start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
        end = sum(map(len, lines[: (node.end_lineno or 0) - 1])) + (node.end_col_offset or 0)
        data = text.encode()
        yield Mutant(path.relative_to(ROOT), text, (data[:start] + other.encode() + data[end:]).decode())


def faults(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """(what stands there, what is to stand there instead) for a tree."""
    match node:
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            return
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            turned = copy.copy(node)
            turned.ops = [_TURNED[type(op)]()]
            yield node, f"({ast.unparse(turned)})"
        case ast.BoolOp():
            turned_ = copy.copy(node)
            turned_.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield node, f"({ast.unparse(turned_)})"
        case ast.UnaryOp(op=ast.Not()):
            yield node, f"({ast.unparse(node.operand)})"
        case ast.Constant(int(number)) if not isinstance(number, bool):
            yield node, str(number + 1)
            yield node, f"({number - 1})"
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield value, "None"
        case ast.If() | ast.IfExp():
            yield node.test, "False"
            yield node.test, "True"
        case _:
            pass
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _NO_PROGRAM):
            yield from faults(child)


def tried(mutant: Mutant, there: Path) -> str:
    """The test that fell, or how else the fault was seen; empty where it was not."""
    path = there / mutant.file
    own = Path("tests", *mutant.file.parts[2:-1], f"test_{mutant.file.name}")
    path.write_text(mutant.after, encoding="utf-8")
    try:
        for tests in ([str(own)] if (there / own).exists() else [], TESTS):
            if tests and (fallen := run(tests, there)):
                return fallen
        return ""
    finally:
        path.write_text(mutant.before, encoding="utf-8")


def run(tests: list[str] | tuple[str, ...], there: Path) -> str:
    """The first test that fails in the copy; empty where all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=no", *tests]
    environment = {**os.environ, "PYTHONPATH": str(there / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=there, env=environment, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return "time"
    if done.returncode == 0:
        return ""
    named = [line.split(" ")[1] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return named[0] if named else f"exit {done.returncode}"


if __name__ == "__main__":
    raise SystemExit(main())
