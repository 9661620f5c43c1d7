"""How much a merge brought, as everybody reads it: nobody of a branch knows the rows of our tables."""

from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.exchange.syncing import Synced
from branchtui.workflows.safety.merging import Merged
from branchtui.workflows.safety.unmerging import Preview


@pytest.mark.parametrize(
    ("new", "updated", "purged", "said"),
    [(3, 5, 0, "新增 3 条，更改 5 条"), (3, 0, 0, "新增 3 条"), (0, 5, 0, "更改 5 条"), (0, 0, 1, "没有新内容")],
)
def test_the_same_words_wherever_it_is_told(new: int, updated: int, purged: int, said: str) -> None:
    merged = Merged(new, updated, 0, purged, Path("合并前.zip"))
    told = [
        merged.words,
        Synced(merges=(merged,)).words,
        Preview("另一台.db", "“另一台.db”", datetime(2026, 5, 6, 7, 8), new, updated, [], cast(Any, None)).lines[0],
    ]
    if new or updated:
        told.append(Done(new=new, updated=updated).words)
    for sentence in told:
        assert said in sentence and "行" not in sentence and " 0 条" not in sentence, sentence
