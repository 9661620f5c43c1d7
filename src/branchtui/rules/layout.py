"""Pages before printing: pieces + profile → pages of lines on the character grid, with an editor's warnings. Pure."""

from dataclasses import dataclass

from branchtui.rules.profile import Profile


@dataclass(frozen=True, slots=True)
class FigureSize:
    """The printed size of a picture in points, and the grid lines it takes."""

    width: float
    height: float
    lines: int


def figure_size(pixels: tuple[int, int], profile: Profile) -> FigureSize:
    """How large a picture is printed: never over the profile's width and lines, never enlarged beyond 96 dpi.

    On a grid the height is a whole number of lines less 3 points, so that the text below stays on the grid.
    """
    across, down = max(1, pixels[0]), max(1, pixels[1])
    pitch = line_height(profile, "body")
    most_width = min(profile.page.text_width / 20 - 1, profile.pictures.width * 72 / 25.4, across * 0.75)
    most_height = profile.pictures.lines * pitch - 3
    scale = min(most_width / across, most_height / down)
    if profile.page.pitch:
        lines = max(1, min(profile.pictures.lines, round(down * scale / pitch)))
        scale = min(scale, (lines * pitch - 3) / down)
    else:
        lines = max(1, -(-int(down * scale) // int(pitch)))
    return FigureSize(across * scale, down * scale, lines)


def line_height(profile: Profile, element: str) -> float:
    """Distance of two lines of an element in points."""
    face = profile.elements[element]
    match face.line.rule:
        case "grid":
            return profile.page.pitch / 20
        case "exact":
            return face.line.value
        case _:
            return face.line.value * face.size * 1.3
