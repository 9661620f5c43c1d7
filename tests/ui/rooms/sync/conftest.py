"""A shared folder beside the home of a test, and a key that is locked at once."""

from pathlib import Path

import pytest

from tests.light_key import light_key  # noqa: F401  # a fixture


@pytest.fixture
def shared(tmp_path: Path, light_key: None) -> Path:  # noqa: F811
    """The folder that two machines share."""
    folder = tmp_path / "云"
    folder.mkdir()
    return folder
