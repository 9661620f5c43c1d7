"""Whole backups that are cut, turned or lie: each command refuses them with a sentence, and no file of the home changes."""

import random
from pathlib import Path

import pytest

from tests.attack.conftest import Branch, Tally, archive_of, judge
from tests.attack.judge import run
from tests.conftest import Sample

_PAGE = 4096


def _content(home: Path) -> dict[str, bytes]:
    """What a home holds, but for the lock and what every start may write."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.name not in ("branch.lock", "branch.device.json", "branch.left.json")
    }


@pytest.mark.timeout(3000)
def test_cut_and_turned(branch: Branch, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    whole = archive_of(branch, tmp_path / "好.zip").read_bytes()
    home, broken = branch.copy(tmp_path / "家"), tmp_path / "坏.zip"
    run(["--home", str(home), "list", "members"])  # it is this device's from now on
    before, chance = _content(home), random.Random(11)
    cuts = range(0, len(whole), _PAGE)
    tries = [("cut", length) for length in chance.sample(cuts, min(len(cuts), sample(len(cuts))))]
    tries += [("turned", chance.randrange(len(whole))) for _ in range(sample(2000))]
    for number, (how, place) in enumerate(tries):
        data = bytearray(whole)
        if how == "cut":
            del data[place:]
        else:
            data[place] ^= 1 << chance.randrange(8)
        broken.write_bytes(data)
        words = (["restore", "--yes"], ["merge"], ["restore", "--merge"], ["restore", "--dry-run"])[number % 4]
        answer = run(["--home", str(home), *words, str(broken)])
        problems = judge(answer)
        if answer.code != 1 or "坏.zip" not in answer.err:
            problems.append(f"exit code {answer.code}: {answer.err[-100:]}")
        if _content(home) != before:
            problems.append("a file of the home is not as it was")
        tally.count(f"{' '.join(words)} {how} at {place}", problems)
    tally.close()
