import io
import struct
import sys
import zlib
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore

RED, BLUE = (200, 30, 30), (30, 40, 200)


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


def _picture(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red with a blue top left corner."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    return picture.convert(mode)


def _bytes(picture: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright
    exif[0x010F] = "Phone"
    exif[0x0132] = "2026:03:11 08:00:00"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:10 15:20:31"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (22.0, 15.0, 3.0)
    return exif


def _stored(store: PhotoStore, sha: str) -> Image.Image:
    with Image.open(store.path(sha)) as picture:
        picture.load()
        return picture


def test_a_phone_photo_is_stood_upright_and_stripped(store: PhotoStore) -> None:
    data = _bytes(_picture(), "JPEG", exif=_exif(), comment=b"secret", dpi=(300, 300), quality=95)
    photo = store.add(data, "现场.jpg")
    assert (photo.width, photo.height, photo.mime, photo.name) == (40, 60, "image/jpeg", "现场.jpg")
    assert photo.taken_at == datetime(2026, 3, 10, 15, 20, 31)
    assert photo.original_sha == sha256(data).hexdigest()
    raw = store.path(photo.sha).read_bytes()
    assert sha256(raw).hexdigest() == photo.sha and len(raw) == photo.size
    assert not any(word in raw for word in (b"Exif", b"Phone", b"secret", b"GPS", b"ICC_PROFILE"))
    picture = _stored(store, photo.sha)
    assert not picture.getexif()
    red, _, blue = picture.getpixel((35, 5))  # type: ignore[misc]
    assert blue > 150 > 80 > red  # the corner went from top left to top right


def test_a_png_stays_a_png_and_loses_its_words(store: PhotoStore) -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "secret")
    photo = store.add(_bytes(_picture(), "PNG", pnginfo=words, exif=_exif()))
    assert (photo.mime, photo.name, photo.width) == ("image/png", "照片", 40)
    raw = store.path(photo.sha).read_bytes()
    assert b"secret" not in raw and b"eXIf" not in raw and b"tEXt" not in raw


@pytest.mark.parametrize(
    ("form", "mode", "mime"),
    [
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/jpeg"),
        ("BMP", "RGB", "image/jpeg"),
        ("TIFF", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("GIF", "P", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "LA", "image/png"),
        ("TIFF", "F", "image/jpeg"),
        ("TIFF", "I", "image/jpeg"),
    ],
)
def test_every_usual_kind_of_picture(store: PhotoStore, form: str, mode: str, mime: str) -> None:
    photo = store.add(_bytes(_picture(mode), form))
    assert (photo.mime, photo.width, photo.height) == (mime, 60, 40)
    assert _stored(store, photo.sha).mode in ("RGB", "L")


def test_transparency_is_kept(store: PhotoStore) -> None:
    picture = _picture("RGBA")
    picture.putpixel((3, 3), (0, 0, 0, 0))
    for form in ("PNG", "WEBP"):
        photo = store.add(_bytes(picture, form, **({"lossless": True} if form == "WEBP" else {})))
        assert photo.mime == "image/png"
        assert _stored(store, photo.sha).getpixel((3, 3))[3] == 0  # type: ignore[index]


def test_sixteen_bit_grey_keeps_its_shades(store: PhotoStore) -> None:
    picture = Image.new("I;16", (4, 1))
    for x, value in enumerate((0, 20000, 40000, 65535)):
        picture.putpixel((x, 0), value)
    shades = [_stored(store, store.add(_bytes(picture, "PNG")).sha).getpixel((x, 0)) for x in range(4)]
    assert shades == [0, 77, 155, 255]


def test_colours_of_another_profile_become_srgb(store: PhotoStore) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = store.add(_bytes(_picture(), "JPEG", icc_profile=lab, quality=95))
    assert "icc_profile" not in _stored(store, photo.sha).info
    broken = store.add(_bytes(_picture(), "JPEG", icc_profile=b"no profile", quality=95))
    assert "icc_profile" not in _stored(store, broken.sha).info


def test_the_first_frame_of_a_moving_picture(store: PhotoStore) -> None:
    data = _bytes(_picture("P"), "GIF", save_all=True, append_images=[Image.new("P", (60, 40))])
    assert store.add(data).width == 60


def test_the_same_picture_twice_is_one_file(store: PhotoStore, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(_bytes(_picture(), "JPEG"))
    assert store.add(path) == store.add(path.read_bytes(), "a.jpg")
    assert len(list((tmp_path / "photos").iterdir())) == 1


def test_a_half_written_file_of_a_crash_is_mended(store: PhotoStore) -> None:
    data = _bytes(_picture(), "JPEG")
    sha = store.add(data).sha
    store.path(sha).write_bytes(b"half")
    store.add(data)
    assert sha256(store.path(sha).read_bytes()).hexdigest() == sha


def test_a_damaged_file_is_mended_by_choosing_the_picture_again(store: PhotoStore) -> None:
    """As the sentence about it says; a flipped byte does not change the length."""
    data = _bytes(_picture(), "PNG")
    stored = store.add(data)
    path = store.path(stored.sha)
    sound = path.read_bytes()
    path.write_bytes(sound[:-30] + bytes([sound[-30] ^ 0xFF]) + sound[-29:])
    assert store.add(data) == stored
    assert path.read_bytes() == sound


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_sized_copies_come_from_the_cache(store: PhotoStore, tmp_path: Path, form: str) -> None:
    sha = store.add(_bytes(_picture(size=(600, 300)), form)).sha
    small = store.sized(sha, 200)
    with Image.open(io.BytesIO(small)) as picture:
        assert (picture.size, picture.format) == ((200, 100), form)
    (copy,) = (tmp_path / "cache" / "photos").iterdir()
    copy.write_bytes(b"from the cache")
    assert store.sized(sha, 200) == b"from the cache"
    assert store.sized(sha, 600) == store.path(sha).read_bytes() == store.sized(sha, 5000)


def test_a_missing_file_and_a_false_name(store: PhotoStore, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x")
    for sha in ("0" * 64, "../secret", ""):
        with pytest.raises(BranchError, match="不在照片文件夹"):
            store.path(sha)


def _png_of(width: int, height: int) -> bytes:
    """A PNG that says it is huge and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "是空的"),
        ("这是一段文字".encode(), "不是照片"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "不是照片"),
        (b"%PDF-1.7", "不是照片"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (_png_of(8000, 8000), "8000×8000"),
        (_png_of(10_000, 10_000), "太多"),
        (_png_of(30_000, 30_000), "太多"),
        (_png_of(100, 100), "损坏"),
        (_bytes(_picture(size=(300, 300)), "JPEG")[:700], "损坏"),
        (b"\xff\xd8\xff\xe0", "不是照片"),
    ],
)
def test_what_is_no_picture(store: PhotoStore, tmp_path: Path, data: bytes, part: str) -> None:
    with pytest.raises(BranchError, match=part):
        store.add(data, "图[/b]\x071.jpg")
    assert not (tmp_path / "photos").exists()


def test_files_that_cannot_be_read(store: PhotoStore, tmp_path: Path) -> None:
    with pytest.raises(BranchError, match="没有这个文件"):
        store.add(tmp_path / "没有.jpg")
    with pytest.raises(BranchError, match="是文件夹"):
        store.add(tmp_path)


HEIC = Path(__file__).parent / "sample.heic"


def test_heic_without_its_reader_says_how_to_get_it(store: PhotoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(BranchError, match=r"branchtui\[heic\]"):
        store.add(HEIC)


def test_heic(store: PhotoStore) -> None:
    pytest.importorskip("pi_heif")
    photo = store.add(HEIC)
    assert (photo.mime, photo.width, photo.taken_at) == ("image/jpeg", 64, datetime(2026, 3, 10, 15, 20))


@pytest.mark.filterwarnings("error")
@settings(max_examples=150)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"]), st.data())
def test_damaged_bytes_never_bring_it_down(tmp_path_factory: pytest.TempPathFactory, form: str, data: Any) -> None:
    raw = bytearray(_bytes(_picture("P" if form == "GIF" else "RGB"), form))
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    store = PhotoStore(tmp_path_factory.mktemp("p"), tmp_path_factory.mktemp("c"))
    try:
        assert store.add(bytes(raw)).width > 0
    except BranchError as error:
        assert str(error)


def test_what_another_store_holds_is_kept_byte_for_byte(store: PhotoStore, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    held = [
        store.add(_bytes(_picture(), "JPEG")).sha,
        store.add(_bytes(_picture(), "PNG")).sha,
        store.add_file(scan).sha,
    ]
    other = PhotoStore(tmp_path / "there", tmp_path / "cache")
    for sha in held * 2:
        assert other.receive(sha, store.path(sha).read_bytes())
    assert {other.path(sha).name for sha in held} == {store.path(sha).name for sha in held}
    assert all(other.path(sha).read_bytes() == store.path(sha).read_bytes() for sha in held)
    other.path(held[0]).write_bytes(b"damaged")
    assert other.receive(held[0], store.path(held[0]).read_bytes())
    assert other.whole(held[0]) == store.whole(held[0])


def test_bytes_that_are_not_those_of_their_name_are_not_kept(store: PhotoStore) -> None:
    photo = store.add(_bytes(_picture(), "JPEG"))
    data, page = store.path(photo.sha).read_bytes(), b"<html></html>"
    other = PhotoStore(store.folder.with_name("there"), store.folder)
    names = (sha256(page).hexdigest(), "../../outside", photo.sha.upper(), "")
    for sha, bad in [(photo.sha, data[:-1]), (photo.sha, b""), (names[0], page), *((name, data) for name in names[1:])]:
        assert not other.receive(sha, bad)
    assert not other.folder.exists()
