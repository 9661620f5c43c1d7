"""A book with the numbers of its pages: each paper is laid out once to see how many it takes."""

from collections.abc import Callable
from itertools import accumulate

from branchtui.papers.books.binding import Book
from branchtui.papers.tree import Paper
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import lay
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.sheets import look_of


def bind(
    book: Book,
    profile: Profile,
    pixels: Callable[[str], tuple[int, int]],
    progress: Callable[[int, int], object],
) -> Paper:
    """The book as one paper whose contents tell the pages; `pixels` gives the size of a picture by its sha.

    `progress` is called with (papers laid out, all papers) before each, and may raise to stop.
    """
    look = look_of(book.front, profile)

    def count(paper: Paper) -> int:
        return len(lay(compose(paper, look), look, pixels).pages)

    papers = book.papers
    counts = []
    for number, paper in enumerate(papers):
        progress(number, len(papers))
        counts.append(count(paper))
    before = count(book.front) + count(book.contents([0] * len(papers)))
    first = list(accumulate(counts, initial=before + 1))[: len(papers)]
    return book.bound(first)
