"""The writer: a Paper and a profile → the bytes of a .docx, made of the parts of the base. Without python-docx, whose
loading takes longer than all the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field

from branchtui.files.word.base import RELATION, base_parts, core_properties
from branchtui.files.word.body import Body, Placed
from branchtui.files.word.package import DEFAULTS, pack
from branchtui.files.word.picture_size import picture_size
from branchtui.files.word.styles import FIGURE_STYLE, PLAIN_STYLE, STYLES
from branchtui.papers.tree import Paper
from branchtui.typesetting.composition import Composition
from branchtui.typesetting.profile import Profile

Pictures = Callable[[str], bytes]
OWN_STYLES = {element: style for element, (style, _) in STYLES.items()}
OWN_STYLES |= {"figure": FIGURE_STYLE, "table": "TableGrid", "plain": PLAIN_STYLE}
_TYPES, _BODY, _RELATIONS = "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"


def write(paper: Paper, profile: Profile, pictures: Pictures) -> bytes:
    """A paper as .docx, on the sheet it asks for: the same paper, profile and pictures always give the same bytes.

    `pictures` gives the bytes of a picture by its sha: upright JPEG or PNG without metadata. Raises BranchError for
    bytes that are no such picture.
    """
    return write_composed(paper, Composition(paper, profile, lambda sha: picture_size(pictures(sha))), pictures)


def write_composed(paper: Paper, composed: Composition, pictures: Pictures) -> bytes:
    """The same of a paper that is composed already. Raises as `write`."""
    parts = dict(base_parts(composed.look))
    album = _Album(pictures, parts[_RELATIONS].count(b"<Relationship "))
    xml = Body(composed.look, OWN_STYLES, album.place).xml(composed.printed)
    parts[_BODY] = _before(parts[_BODY], b"<w:sectPr", xml)
    parts["docProps/core.xml"] = core_properties(paper)
    relations, endings = "", set()
    for number, (data, placed) in enumerate(album.taken.items(), 1):
        ending = "png" if data.startswith(b"\x89PNG") else "jpg"
        name = f"media/image{number}.{ending}"
        endings.add(ending)
        relations += f'<Relationship Id="{placed.relation}" Type="{RELATION}/image" Target="{name}"/>'
        parts[f"word/{name}"] = data
    types = "".join(f'<Default Extension="{ending}" ContentType="{DEFAULTS[ending]}"/>' for ending in sorted(endings))
    parts[_TYPES] = _before(parts[_TYPES], b"<Default ", types)
    parts[_RELATIONS] = _before(parts[_RELATIONS], b"</Relationships>", relations)
    return pack(sorted(parts.items(), key=lambda part: _place(part[0])))


@dataclass(frozen=True, slots=True)
class _Album:
    """The pictures of one file: each that is shown twice is stored once. Before them there are `others` relations."""

    pictures: Pictures
    others: int
    taken: dict[bytes, Placed] = field(default_factory=dict)

    def place(self, sha: str) -> Placed:
        data = self.pictures(sha)
        if data not in self.taken:
            self.taken[data] = Placed(f"rId{self.others + len(self.taken) + 1}", picture_size(data))
        return self.taken[data]


def _before(part: bytes, mark: bytes, xml: str) -> bytes:
    """The part with more XML before the first mark."""
    before, found, after = part.partition(mark)
    return b"".join((before, xml.encode("utf-8"), found, after))


def _place(name: str) -> tuple[str, bool]:
    """What the parts are sorted by: the list of their types is the first, the relations of each come behind it."""
    return (name.replace("_rels/", "").removesuffix(".rels"), name.endswith(".rels")) if name != _TYPES else ("", False)
