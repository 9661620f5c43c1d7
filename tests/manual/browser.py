"""Where Chromium puts the characters of a picture."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

_NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome", "msedge")
_PAGE = """<!doctype html><meta charset="utf-8"><body><script>
const found = {};
for (const [name, svg] of Object.entries(PICTURES)) {
  document.body.innerHTML = svg;
  found[name] = [];
  for (const text of document.querySelectorAll('g text')) {
    if (FONT) text.style.fontFamily = FONT;
    const at = text.getCTM(), starts = [], ends = [];
    for (let i = 0; i < text.getNumberOfChars(); i++) {
      starts.push(at.e + text.getStartPositionOfChar(i).x);
      const extent = text.getExtentOfChar(i);
      ends.push(at.e + extent.x + extent.width);
    }
    found[name].push([text.textContent, at.f, starts, ends]);
  }
}
document.body.innerHTML = '<pre id="found"></pre>';
document.getElementById('found').textContent = JSON.stringify(found);
</script>"""


class Placed(NamedTuple):
    """A run of a picture; in px its base line and where each of its characters begins and ends."""

    text: str
    y: float
    starts: list[float]
    ends: list[float]


def chromium() -> str:
    """The browser's program, empty where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), "")


def placed(program: str, pictures: Mapping[str, str], folder: Path, *, font: str = "") -> dict[str, list[Placed]]:
    """The runs of each of the SVGs, drawn in their own fonts or all in another one."""
    page = folder / "page.html"
    words = json.dumps(pictures).replace("<", r"\u003c")
    page.write_text(_PAGE.replace("PICTURES", words).replace("FONT", json.dumps(font)), encoding="utf-8")
    command = (program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], check=True, capture_output=True, encoding="utf-8", timeout=100
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, f"{program} says nothing of the pictures: {done.stdout[-300:]}{done.stderr[-300:]}"
    measured: dict[str, list[tuple[str, float, list[float], list[float]]]] = json.loads(unescape(found[1]))
    return {name: [Placed._make(run) for run in runs] for name, runs in measured.items()}
