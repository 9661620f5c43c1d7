"""A book with the numbers of its pages: its papers are laid out once to see on which page each begins."""

from collections.abc import Callable

from branchtui.papers.books.binding import Book
from branchtui.papers.tree import Paper
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import lay
from branchtui.typesetting.pieces import Piece, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.sheets import look_of


def bind(
    book: Book,
    profile: Profile,
    pixels: Callable[[str], tuple[int, int]],
    progress: Callable[[int, int], object],
) -> Paper:
    """The book as one paper whose contents tell the pages; `pixels` gives the size of a picture by its sha.

    `progress` is called with (papers composed, all papers) before each, and may raise to stop.
    """
    look = look_of(book.front, profile)

    def count(paper: Paper) -> int:
        return len(lay(compose(paper, look), look, pixels).pages)

    papers = book.papers
    pieces: list[Piece] = []
    first: list[int] = []
    for number, paper in enumerate(papers):
        progress(number, len(papers))
        if number:
            pieces.append(Text("body"))  # as an empty line is composed
        first.append(len(pieces))
        pieces += compose(paper, look)
    before = count(book.front) + count(book.contents([0] * len(papers)))
    begins = lay(pieces, look, pixels).begins
    return book.bound([before + begins[place] for place in first])
