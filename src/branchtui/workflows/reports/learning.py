"""Learning from the editor: a published or returned text is loaded, what was changed in it is shown, and wordings that were
replaced again and again are offered for the lexicon of the branch.

A loaded text is an attachment of its report, so nothing else is stored: a text file with what came, and below a line with
what it was before. What a person refuses is silenced by its two wordings.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article
from branchtui.files.articles.docx.changes import before_changes
from branchtui.files.photos import TEXT, LostPhotoError, PhotoStore
from branchtui.proof.edits import Edit, Replaced, comparable, edits, replaced
from branchtui.rules.reports.states import HANDED_IN
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.report_text import FigureMark, figure_marks, parse_body
from branchtui.store.file.database import act
from branchtui.store.models import Attachment, LexiconEntry, Report
from branchtui.store.models.columns import pointing
from branchtui.store.models.publishing import WORDINGS
from branchtui.store.order_keys import order_key
from branchtui.store.queries import attachments
from branchtui.store.queries.days import silenced_rows
from branchtui.store.queries.registers.publications import of_report
from branchtui.store.queries.registers.wordings import wordings
from branchtui.store.queries.reports import report as report_of
from branchtui.store.replication.text_diff import Piece, compare
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.registers import register
from branchtui.workflows.registers.wordings import LONGEST, WORDING
from branchtui.workflows.reports.reports import edit_report
from branchtui.workflows.silencing import LEARNT
from branchtui.workflows.silencing import silence as silence_key

PUBLISHED, RETURNED = "刊发稿", "退回稿"
_OF_RETURNED = "编辑退稿意见"
_REFUSED = "编辑的这种改法不采用"
_BEFORE, _BEFORE_MARKED = "======== 改动以前 ========", "======== 改动以前（修订标记） ========"


class EditedText(NamedTuple):
    """What an editor made of a report: `after`, and what it was `before`, both as `comparable`; by the tracked changes of
    the file, if they are `marked` in it, else of the report as it was when the text was loaded."""

    article: Article
    before: str
    after: str
    marked: bool


class Offer(NamedTuple):
    """A wording for the lexicon, and what it rests on."""

    wording: Replaced
    source: str

    @property
    def words(self) -> str:
        """It in a line."""
        return f"{self.wording.text} → {self.wording.instead}"


def read_edited(report: Report, data: bytes, filename: str) -> EditedText:
    """The text of a .txt, .md or .docx file; in a .docx, insertions and deletions that are tracked are the editor's.

    Touches no database. Raises BranchError where it is no article, or too long to be compared.
    """
    article = read_article(data, filename)
    original = before_changes(data, filename)
    before = _words_of(read_article(original, filename)) if original else words_of(report)
    after = _words_of(article)
    edits(before, after)  # tells of what is too long before anything is stored
    return EditedText(article, before, after, original is not None)


def words_of(report: Report) -> str:
    """What a loaded text is compared with: title, subtitles and text of a report."""
    return comparable("\n".join((report.title, report.subtitle, report.body)))


def _words_of(article: Article) -> str:
    return comparable("\n".join((article.title, *article.subtitle, article.body)))


def load(report: Report, edited: EditedText, filename: str, *, photos: PhotoStore) -> Attachment:
    """Keep a text that was read with its report; one that is there already is not kept twice.

    Raises BranchError where a citizen id stands in it.
    """
    kept = text("\n".join((edited.after, _BEFORE_MARKED if edited.marked else _BEFORE, edited.before)), "载入的文字")
    name = line(clean(filename), "文件名")
    what = PUBLISHED if report.state in HANDED_IN else RETURNED
    with photos.all_or_none():
        stored = photos.add_text(kept, name)
        there = attachments.of(report)
        if same := next((row for row in there if row.sha == stored.sha), None):
            return same
        with act(f"载入{what}：{report.title}"):
            return Attachment.create(
                **pointing("of", report),
                order_key=order_key(there[-1].order_key if there else ""),
                sha=stored.sha,
                name=name,
                mime=stored.mime,
                size=stored.size,
                what=what,
            )


def loaded(report: Report) -> list[Attachment]:
    """The texts that were loaded for a report, the latest last."""
    return [row for row in attachments.of(report) if row.mime == TEXT]


def difference(report: Report, row: Attachment, *, photos: PhotoStore) -> list[Piece]:
    """A report as it is now against a loaded text, by sentence. Raises LostPhotoError where its file is not there."""
    return compare(words_of(report), _stored(row, photos)[1])


def offers(*, photos: PhotoStore) -> list[Offer]:
    """What looks like a rule in all loaded texts of the branch, without what has an entry or was refused.

    A text whose file is not here tells nothing.
    """
    marked: list[Edit] = []
    others: list[Edit] = []
    sources: dict[Edit, Attachment] = {}
    for row in attachments.texts_of("report"):
        try:
            before, after, is_marked = _stored(row, photos)
        except LostPhotoError:
            continue
        found = edits(before, after)
        (marked if is_marked else others).extend(found)
        sources |= dict.fromkeys(found, row)
    known = {each.text for each in wordings()}
    refused = {each.rule for each in silenced_rows() if each.rule.startswith(LEARNT)}
    return [
        Offer(each, _source(each, sources))
        for each in replaced(marked, others)
        if each.text not in known and _key(each) not in refused and len(each.instead) <= LONGEST
    ]


def accept(offer: Offer, *, today: date) -> LexiconEntry:
    """Make an offer a wording of the branch. Raises BranchError where its text has one already."""
    values = {
        "text": offer.wording.text,
        "kind": WORDINGS["replace"],
        "instead": offer.wording.instead,
        "source": offer.source,
    }
    row = register.add(WORDING, values, today=today)
    assert isinstance(row, LexiconEntry)
    return row


def refuse(offer: Offer) -> str:
    """Offer it no more; the sentence about it."""
    return silence_key((_key(offer.wording), "", None), offer.words, _REFUSED)


def may_take(report: Report) -> bool:
    """Whether a loaded text may become the draft: the report was returned."""
    return report.state == "returned"


def take(report: Report, edited: EditedText) -> str:
    """Make a returned text the text of its report; what became of the places of figures, or an empty text.

    Title, subtitle and text are taken; the figures keep their numbers and captions. Raises BranchError where the report
    was not returned.
    """
    if not may_take(report):
        raise BranchError("只有退回的稿子可以换成编辑改过的文字；这篇没有退回，稿子不动。")
    article, marks = edited.article, figure_marks(report.body)
    body, told = _with_places(article.body, marks)
    edit_report(report, title=article.title, subtitle="\n".join(article.subtitle), body=body)
    return told


def _with_places(body: str, marks: Sequence[int]) -> tuple[str, str]:
    """A text with these figures at its places in order, those left over at its end; and what to tell of it."""
    left = iter(marks)
    lines, spare = [], 0
    for row in body.splitlines():
        if not any(isinstance(block, FigureMark) for block in parse_body(row)):
            lines.append(row)
        elif (mark := next(left, None)) is not None:
            lines.append(f"【图{mark}】")
        else:
            spare += 1
    over = list(left)
    lines += [f"【图{mark}】" for mark in over]
    told = [f"图{'、'.join(map(str, over))}在编辑的文字里没有位置，放到了最后。"] if over else []
    told += [f"编辑的文字多出 {spare} 处配图的位置，没有带入。"] if spare else []
    return "\n".join(lines), "".join(told)


def _stored(row: Attachment, photos: PhotoStore) -> tuple[str, str, bool]:
    """What a loaded text was before, what it is, and whether its changes were marked."""
    words = photos.whole(row.sha).decode("utf-8-sig")
    for sign, marked in ((_BEFORE, False), (_BEFORE_MARKED, True)):
        after, found, before = words.partition(f"\n{sign}\n")
        if found:
            return before, after, marked
    return words, words, False


def _source(wording: Replaced, rows: dict[Edit, Attachment]) -> str:
    row = next(row for edit, row in rows.items() if _holds(edit, wording))
    if row.what != PUBLISHED:
        return _OF_RETURNED
    day = next((each.day for each in of_report(row.of_id) if each.day), None) or report_of(row.of_id).dated
    return f"{PUBLISHED} {day.isoformat()}" if day else PUBLISHED


def _holds(edit: Edit, wording: Replaced) -> bool:
    around = f"{edit.left}{edit.old}{edit.right}", f"{edit.left}{edit.new}{edit.right}"
    return edit.old in wording.text and wording.text in around[0] and wording.instead in around[1]


def _key(wording: Replaced) -> str:
    return f"{LEARNT}{wording.text}→{wording.instead}"
