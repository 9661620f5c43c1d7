"""Pictures of 140 hostile shapes given with an article: stored clean, or a sentence."""

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.attack.conftest import Tally
from tests.conftest import Sample

GPS = 0x8825


def _bytes(picture: Image.Image, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, form, **options)
    return held.getvalue()


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(GPS)[2] = (23.0, 7.0, 59.0)
    return exif


def _header_only(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def pictures() -> dict[str, bytes]:
    """By name: sound ones, odd ones, and 104 that were changed at random."""
    sound = Image.effect_mandelbrot((320, 240), (-2, -1, 1, 1), 40).convert("RGB")
    jpeg, png = _bytes(sound, "JPEG", exif=_exif(1)), _bytes(sound, "PNG")
    found = {f"orientation {number}": _bytes(sound, "JPEG", exif=_exif(number)) for number in range(10)}
    found |= {f"mode {mode}": _bytes(sound.convert(mode), form) for mode, form in (("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("LA", "PNG"), ("I;16", "PNG"))}  # fmt: skip
    found |= {form: _bytes(sound, form) for form in ("TIFF", "BMP", "GIF", "WEBP", "PPM", "TGA", "ICO", "MPO", "PCX")}
    found |= {
        f"claims {w}x{h}": _header_only(w, h)
        for w, h in ((60_000, 60_000), (2**31 - 1, 2**31 - 1), (0, 0), (1, 2**31 - 1), (30_000, 1))
    }
    found |= {
        "nothing": b"",
        "text": "照片".encode(),
        "html": b"<html>",
        "svg": b"<svg/>",
        "tail": jpeg + b"\0" * 2_000_000,
        "two": jpeg + png,
        "cut": jpeg[: len(jpeg) // 2],
    }
    for number in range(104):
        chance, data = random.Random(number), bytearray((jpeg, png)[number % 2])
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found[f"changed {number}"] = bytes(data)
    return found


@pytest.mark.timeout(3000)
def test_hostile_images(command, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    every = list(pictures().items())
    assert len(every) >= 140
    article = tmp_path / "稿件.txt"
    article.write_text("办公室党支部开展主题党日活动\n2026年3月4日，支部开展学习。\n【图1】\n", encoding="utf-8")
    for name, data in every[:: max(1, len(every) // sample(len(every)))]:
        folder = tmp_path / "照片"
        folder.mkdir(exist_ok=True)
        (folder / "图1.jpg").write_bytes(data)
        before = {path.name for path in (tmp_path / "家" / "photos").glob("*")}
        answer, problems = command("import", "article", str(article), "--photos", str(folder))
        stored = [path for path in (tmp_path / "家" / "photos").glob("*") if path.name not in before]
        if any(b"SECRETCAMERA" in path.read_bytes() for path in stored):
            problems.append("what the camera wrote is still there")
        if answer.code == 0:
            _, more = command("export", "report", answer.out.split()[-1], "-o", str(tmp_path / "out.docx"), fresh=False)
            problems += more
        tally.count(f"{name} → {answer.code}", problems)
    tally.close()
