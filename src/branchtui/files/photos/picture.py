"""One picture: bytes in, upright bytes without any metadata out."""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from branchtui.errors import BranchError

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

MOST_PIXELS = 60_000_000
_QUALITY = 92
_SIZED_QUALITY = 88
_EXIF_IFD, _ORIGINAL_TIME, _TIME = 0x8769, 0x9003, 0x0132
_FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"]
# What Pillow's readers raise on damaged bytes; each has its own ideas.
_DECODING = (
    *(OSError, ValueError, ArithmeticError, LookupError, TypeError, SyntaxError, EOFError, AttributeError),
    *(RuntimeError, MemoryError, struct.error, zlib.error),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif")


class NoPictureError(BranchError):
    """What came is no picture of any kind that is read here."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`data` is JPEG or PNG as `mime` says; `taken_at` is the camera's own time, None when it is not told."""

    data: bytes
    mime: str
    width: int
    height: int
    taken_at: datetime | None


def normalise(data: bytes, name: str) -> Picture:
    """The picture upright, in sRGB, at full resolution, with GPS and all other metadata gone.

    PNG and pictures with transparency become PNG, all others JPEG. Raises BranchError when it is no picture, an SVG,
    larger than sixty million pixels, or a HEIC without the extra that reads it.
    """
    from PIL import ImageOps

    picture = _open(data, name)
    try:
        with warnings.catch_warnings(action="ignore"):  # Pillow's words on odd files would land on the screen
            taken_at = _taken_at(picture.getexif())
            lossless = picture.format in ("PNG", "GIF") or "transparency" in picture.info
            upright = _plain(ImageOps.exif_transpose(picture))
    except _DECODING:
        raise BranchError(f"照片“{name}”已经损坏，读不出来。请重新拷贝一份再试。") from None
    lossless = lossless or upright.mode in ("RGBA", "LA")
    stored = _saved(upright, lossless=lossless, quality=_QUALITY)
    return Picture(stored, "image/png" if lossless else "image/jpeg", upright.width, upright.height, taken_at)


def when_taken(data: bytes) -> datetime | None:
    """When the camera says that a picture was taken; None where it does not, or it is no picture that can be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return _taken_at(_open(data, "").getexif())
    except (BranchError, *_DECODING):
        return None


def is_sound(data: bytes) -> bool:
    """Whether a stored picture can be read to its end."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
    except _DECODING:
        return False
    return True


def shrink(data: bytes, width: int) -> bytes | None:
    """A stored picture scaled down to `width` pixels; the same bytes when it is no wider; None when it is damaged."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            if picture.width <= width:
                return data
            height = max(1, round(picture.height * width / picture.width))
            small = picture.resize((width, height), Image.Resampling.LANCZOS)
            lossless = picture.format == "PNG"
    except _DECODING:
        return None
    return _saved(small, lossless=lossless, quality=_SIZED_QUALITY)


def _open(data: bytes, name: str) -> "Image":
    """The picture, not yet decoded; its size is known and bearable."""
    from PIL import Image

    if not data:
        raise BranchError(f"“{name}”是空的文件。请重新选一个。")
    if b"<svg" in data[:4096].lower():
        raise BranchError(f"“{name}”是矢量图（SVG），Word 里放不稳。请另存为 PNG 或 JPG 再用。")
    heic = data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS
    if heic:
        _read_heic(name)
    try:
        with warnings.catch_warnings(action="ignore"):
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=["HEIF"] if heic else _FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise BranchError(f"照片“{name}”的像素太多。请先缩小到六千万像素以内。") from None
    except _DECODING:
        raise NoPictureError(f"“{name}”不是照片。请选 JPG、PNG、WebP 或 HEIC 照片。") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise BranchError(f"照片“{name}”有 {picture.width}×{picture.height} 像素，太多了。请先缩小到六千万像素以内。")
    return picture


def _read_heic(name: str) -> None:
    try:
        import_module("pi_heif").register_heif_opener(thumbnails=False)
    except ImportError:
        raise BranchError(
            f'“{name}”是 HEIC 照片，还缺一个读取组件。请运行 pip install "branchtui[heic]"，或在手机上改存为 JPG。'
        ) from None


def _taken_at(exif: "Exif") -> datetime | None:
    text = exif.get_ifd(_EXIF_IFD).get(_ORIGINAL_TIME) or exif.get(_TIME)
    try:
        return datetime.strptime(str(text).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None


def _plain(picture: "Image") -> "Image":
    """The first frame as RGB, RGBA, L or LA, in sRGB, carrying nothing but its pixels."""
    picture = _in_srgb(picture)
    clear = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    grey = picture.mode in ("1", "L", "LA", "La", "I", "F") or picture.mode.startswith("I;16")
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        picture = _eight_bits(picture)
    plain = picture.convert({(True, True): "LA", (True, False): "L", (False, True): "RGBA"}.get((grey, clear), "RGB"))
    if clear and plain.getchannel("A").getextrema()[0] == 255:
        plain = plain.convert("L" if grey else "RGB")
    plain.info = {}
    plain.getexif().clear()
    return plain


def _eight_bits(picture: "Image") -> "Image":
    """Sixteen-bit grey brought down to eight, by its own range."""
    _, high = picture.convert("F").getextrema()
    top = 65535.0 if isinstance(high, (int, float)) and high > 255 else 255.0
    return picture.convert("F").point(lambda value: value * (255.0 / top)).convert("L")


def _in_srgb(picture: "Image") -> "Image":
    """Colours of a phone's wide profile, or of print, as sRGB; the profile itself is dropped."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not isinstance(profile, bytes) or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        converted = ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return picture if converted is None else converted


def _saved(picture: "Image", *, lossless: bool, quality: int) -> bytes:
    buffer = io.BytesIO()
    if lossless:
        picture.save(buffer, "PNG")
    else:
        sampling = "4:4:4" if quality > 90 else "4:2:0"
        try:
            picture.save(buffer, "JPEG", quality=quality, optimize=True, subsampling=sampling)
        except OSError:
            # Pillow reckons with a byte a pixel at most when it optimises; a picture full of noise has more.
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=quality, subsampling=sampling)
    return buffer.getvalue()
