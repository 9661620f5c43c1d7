"""What the reader makes of an article of the corpus, held against what a person would."""

import html
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article
from tests.files.articles.corpus_writers import Writer, word_file

CORPUS = Path(__file__).parent / "corpus"
_PARTING = r"[/：|｜丨]"
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")


@dataclass(slots=True)
class Case:
    """One file of the corpus: its bytes under a name, the words in it, and what it should come to."""

    name: str
    data: bytes
    source: str
    expected: dict[str, Any]


@dataclass(slots=True)
class Score:
    """Right and wrong by what is counted: of so many expected so many were found, and so many beside them."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, what: str, expected: list[str], got: list[str]) -> None:
        """Count what was expected against what is there, in any order."""
        want, have = Counter(map(bare, expected)), Counter(map(bare, got))
        self.expected[what] += want.total()
        self.found[what] += (want & have).total()
        self.wrong[what] += (have - want).total()
        if want != have:
            self.faults.append(f"{what}: 缺 {list((want - have).elements())} 多 {list((have - want).elements())}")

    def join(self, other: "Score") -> None:
        self.expected += other.expected
        self.found += other.found
        self.wrong += other.wrong

    def recall(self, what: str) -> float:
        return self.found[what] / self.expected[what] if self.expected[what] else 1.0

    def precision(self, what: str) -> float:
        told = self.found[what] + self.wrong[what]
        return self.found[what] / told if told else 1.0


def cases(folder: Path = CORPUS) -> Iterator[Case]:
    """Every file of the corpus; a `.source` once for each program that writes it."""
    for path in sorted(folder.glob("*.toml")):
        expected = tomllib.loads(path.read_text("utf-8"))
        source_path = next(other for other in sorted(folder.glob(f"{path.stem}.*")) if other.suffix != ".toml")
        text = source_path.read_text("utf-8")
        if source_path.suffix != ".source":
            yield Case(source_path.name, text.encode(), text, expected)
            continue
        words = "\n".join(_words(line) for line in text.splitlines())
        for writer in cast("list[Writer]", expected["writers"]):
            yield Case(f"{path.stem}.{writer}.docx", word_file(text, writer), words, expected)


def _words(line: str) -> str:
    kind, _, words = line.partition("| ")
    if kind in ("pic", "row", "box", "grid"):
        return ""
    return re.sub(r"⁅[^⁆]*⁆|[⏎⇥]", "", words)


def bare(text: str) -> str:
    """A text without blanks, its marks widened, so that what is the same reads the same."""
    return re.sub(r"[\s　、]", "", text.translate(_WIDE)).removeprefix("图为")


def score(case: Case) -> Score:
    """The score of one file."""
    done, want = Score(), case.expected
    try:
        article = read_article(case.data, case.name)
    except BranchError as error:
        done.faults.append(str(error))
        article = Article("", "", (), "", None, "", "", {}, (), 0, [], ())
    lines = article.body.split("\n")
    done.add(
        "标题",
        ["丨".join((want.get("kicker", ""), want["title"], *want.get("subtitle", [])))],
        ["丨".join((article.kicker, article.title, *article.subtitle))],
    )
    done.add("小标题", want.get("headings", []), [line.lstrip("# ") for line in lines if line.startswith("#")])
    done.add("署名", want.get("bylines", []), [f"{role}：{names}" for role, names in article.bylines])
    if "dated" in want or article.dated:
        done.add("日期", [str(want["dated"])] if "dated" in want else [], [str(article.dated)] if article.dated else [])
    if want.get("unit") or article.unit:
        done.add("单位", [want["unit"]] if want.get("unit") else [], [article.unit] if article.unit else [])
    done.add(
        "配图", [f"{bare(place)[-5:]}→{bare(caption)}" for place, caption in want.get("figures", [])], _places(article)
    )
    done.add("表格", ["表"] * want.get("tables", 0), ["表"] * _tables(lines))
    done.add("附图", ["图"] * want.get("pictures", 0), ["图"] * len(article.pictures))
    said = bare(_said(article))
    gone = want.get("gone", [])
    done.add("残留", gone, [words for words in gone if bare(words) not in said])
    if words := [words for words in want.get("keep", []) if bare(words) not in said]:
        done.faults.append(f"丢了 {words}")
    if want.get("note", "") and want["note"] not in article.editors_note:
        done.faults.append(f"编者按: {article.editors_note!r}")
    lost = list(_lost(case, article, said))
    done.expected["丢字"] += sum(map(len, lost)) + sum(map(len, words))
    if lost:
        done.faults.append(f"丢字 {lost}")
    return done


def _said(article: Article) -> str:
    parts = (article.kicker, article.title, *article.subtitle, article.unit, article.editors_note, article.body)
    pairs = (f"{role}{names}" for role, names in article.bylines)
    return "".join((*parts, *article.captions.values(), *pairs))


def _places(article: Article) -> list[str]:
    """Each figure: the last characters above it (the caption of a figure that stands there), and its caption."""
    found, above = [], ""
    for line in article.body.split("\n"):
        if m := re.fullmatch(r"【图(\d+)】", line):
            caption = bare(article.captions.get(int(m[1]), ""))
            found.append(f"{above[-5:]}→{caption}")
            above = caption or above
        else:
            above = bare(line.lstrip("# "))
    return found


def _tables(lines: list[str]) -> int:
    barred = [line.startswith("| ") for line in lines]
    return sum(one and not before for before, one in zip([False, *barred], barred, strict=False))


def _lost(case: Case, article: Article, said: str) -> Iterator[str]:
    """The words of the source that are nowhere in the article, and are no label, no mark and no leftover."""
    text, said = re.sub(r"<[^<>]*>", "\n", case.source), re.sub(_PARTING, "", said)
    for words in sorted((*case.expected.get("apart", []), *case.expected.get("gone", [])), key=len, reverse=True):
        text = text.replace(words, "\n")
    text = html.unescape(re.sub(r"[*>#|`]|!?\[|\]\(?|⁅|⁆", "\n", text))
    for line in text.split("\n"):
        for words in re.split(r"(?<=[。！？；，：,:])", line):
            words = re.sub(_PARTING, "", bare(words))
            if len(re.sub(r"\W", "", words)) > 1 and words not in said:
                yield words
