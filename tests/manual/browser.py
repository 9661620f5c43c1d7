"""Where Chromium puts the characters of a picture."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

_NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome", "msedge")
_PAGE = """<!doctype html><meta charset="utf-8"><body><script>
const found = FONTS.map(font => Object.fromEntries(Object.entries(PICTURES).map(([name, svg]) => {
  document.body.innerHTML = svg;
  return [name, [...document.querySelectorAll('g text')].map(text => {
    if (font) text.style.fontFamily = font;
    const at = text.getCTM(), starts = [], ends = [];
    for (let i = 0; i < text.getNumberOfChars(); i++) {
      starts.push(at.e + text.getStartPositionOfChar(i).x);
      const extent = text.getExtentOfChar(i);
      ends.push(at.e + extent.x + extent.width);
    }
    return [text.textContent, at.f, starts, ends];
  })];
})));
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


def placed(
    program: str, pictures: Mapping[str, str], folder: Path, fonts: Sequence[str]
) -> list[dict[str, list[Placed]]]:
    """For each of the fonts the runs of each of the SVGs drawn in it; an empty name leaves them their own."""
    page = folder / "page.html"
    words = json.dumps(pictures).replace("<", r"\u003c")
    page.write_text(_PAGE.replace("PICTURES", words).replace("FONTS", json.dumps(fonts)), encoding="utf-8")
    command = (program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], check=True, capture_output=True, encoding="utf-8", timeout=100
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, f"{program} says nothing of the pictures: {done.stdout[-300:]}{done.stderr[-300:]}"
    measured = json.loads(unescape(found[1]))
    return [{name: [Placed._make(run) for run in runs] for name, runs in each.items()} for each in measured]
