"""Bringing an article in: the file is read, what it was taken for is shown, then it becomes a draft."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.articles import Article
from branchtui.ui.jobs import Ends, Job
from branchtui.ui.rooms.reports.article_review import ArticleReviewScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.typed_path import read_typed, typed_path
from branchtui.workflows.input_checks import remark
from branchtui.workflows.progress import Progress
from branchtui.workflows.reports.article_import import (
    ImportedArticle,
    ReadArticle,
    bring_in,
    checked_article,
    with_pictures,
)


def bring_form(shell: Shell, opened: Callable[[bytes], object]) -> FormScreen:
    """Asks for the file and its pictures; `opened` gets the id of the draft that was made."""
    review: list[ArticleReviewScreen] = []

    def submit(values: Mapping[str, str]) -> Job[Article]:
        data, name = read_typed(values["file"])
        pictures = pictures_of(values["photos"]) if values["photos"] else []
        beside = typed_path(values["file"]).absolute().parent

        def read(progress: Progress) -> Article:
            progress(0, 1)
            return checked_article(data, name)

        def show(article: Article) -> str:
            bring = partial(_bring, shell, opened, pictures=pictures, beside=beside)
            review[:] = [ArticleReviewScreen(article, name, shell.now().date(), bring)]
            return "请看认出的对不对，再按 Ctrl+S 导入。"

        return Job("读文章", read, show)

    fields = [
        Field("file", "文章", placeholder=".txt .md .docx 的完整路径，可以把文件拖进窗口"),
        Field("photos", "照片文件夹", placeholder="可不填；稿件里的图片会一起带入"),
    ]
    after = lambda: shell.push_screen(review[0])  # noqa: E731
    return FormScreen("article", "导入文章", fields, submit, room="reports", after=after)


def _bring(
    shell: Shell,
    opened: Callable[[bytes], object],
    review: ArticleReviewScreen,
    *,
    pictures: Sequence[Path],
    beside: Path,
) -> None:
    """Bring in what the review shows; it goes when that is done, and the draft that was made is opened."""
    article, photos = review.article, shell.photos()

    def read(progress: Progress) -> ReadArticle:
        return with_pictures(article, pictures, photos=photos, beside=beside, progress=progress)

    def written(read: ReadArticle) -> str:
        done = bring_in(read)
        if shell.screen is review:
            review.dismiss()
            shell.call_later(opened, done.report.id)
        return _told(done)

    failed = lambda words: shell.say(words, bad=True)  # noqa: E731
    stopped = lambda: shell.say("已停下，没有导入文章。")  # noqa: E731
    shell.work.start(Job("导入文章", read, written), Ends(shell.say, failed, stopped))


def _told(done: ImportedArticle) -> str:
    """What an import did, and what is still to be done by hand."""
    words = [f"已导入“{done.report.title}”。", remark(done.report.body)]
    if done.report.dated is None:
        words.append("稿件里没有写日期，发布日期空着。")
    if done.marks_fixed:
        words.append(f"半角标点改全角 {done.marks_fixed} 处。")
    if done.dropped:
        words.append(f"略去网页残留 {len(done.dropped)} 行。")
    words += done.told
    if done.missing:
        words.append(f"配图{'、'.join(map(str, done.missing))}没有找到照片。")
    if done.unused:
        words.append(f"没用上的照片：{'、'.join(path.name for path in done.unused)}。")
    return "".join(words)


def pictures_of(typed: str) -> list[Path]:
    """The files of a folder of pictures. Raises BranchError where there is no such folder."""
    from branchtui.ui.text.typed_path import typed_path

    folder = typed_path(typed)
    try:
        if not folder.is_dir():
            raise BranchError(f"没有这个文件夹：{folder}。请核对路径；没有照片就空着。")
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise BranchError(f"读不了文件夹 {folder}（{error.strerror or error}）。请核对权限。") from error
