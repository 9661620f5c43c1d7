"""The rules about ballots read from the shipped TOML, each entry checked."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from branchtui.errors import BranchError
from branchtui.rules.meetings import Who
from branchtui.rules.voting.ballots import BallotRule, Base, Comparator, Share
from branchtui.rules.voting.kinds import KINDS, WAYS

_ENTRY = {"kind", "who", "ways", "opinions", "valid_from", "quorum", "passing"}
_SHARE = {"comparator", "share", "of", "regulation", "article", "practice", "text"}


def ballot_rules_from(shipped: Mapping[str, Any]) -> tuple[BallotRule, ...]:
    """The rules of a parsed ballots.toml. Raises BranchError that names the entry and what is wrong with it."""
    rules = []
    for number, row in enumerate(shipped.get("ballot", ()), 1):
        try:
            rules.append(_rule({"valid_from": shipped.get("valid_from"), **row}))
        except BranchError as error:
            raise BranchError(
                f"自带的表决规则 ballots.toml 第 {number} 条有误：{error}。请改正，或重新安装。"
            ) from error
    return tuple(rules)


def _rule(row: Mapping[str, Any]) -> BallotRule:
    _known(row, _ENTRY)
    _one_of(row, "kind", tuple(KINDS))
    _one_of(row, "who", get_args(Who))
    ways = row.get("ways")
    if not isinstance(ways, list) or not ways or any(way not in WAYS for way in ways):
        raise BranchError(f"ways 应是 {'、'.join(WAYS)} 中的几种")
    if not isinstance(row.get("opinions", False), bool):
        raise BranchError("opinions 应是 true 或 false")
    if type(row["valid_from"]) is not date:  # a moment is a date as well, and compares with none
        raise BranchError("valid_from 应是日期")
    if "passing" not in row:
        raise BranchError("缺 passing")
    quorum, passing = (_share(row[key], key) if key in row else None for key in ("quorum", "passing"))
    assert passing is not None
    if quorum is not None and quorum.of == "present":
        raise BranchError("quorum 的 of 不能是 present")
    return BallotRule(
        row["kind"], row["who"], tuple(ways), row.get("opinions", False), quorum, passing, row["valid_from"]
    )


def _share(row: object, key: str) -> Share:
    if not isinstance(row, dict):
        raise BranchError(f"{key} 应是一张表")
    _known(row, _SHARE)
    _one_of(row, "comparator", get_args(Comparator))
    _one_of(row, "of", get_args(Base))
    parts, _, whole = str(row.get("share", "")).partition("/")
    if not (parts.isascii() and whole.isascii() and parts.isdecimal() and whole.isdecimal()):
        raise BranchError(f"{key} 的 share 应是 1/2 这样的分数")
    if not 0 < int(parts) <= int(whole) < 100:
        raise BranchError(f"{key} 的 share 应大于 0、不大于 1")
    texts = {name: row[name] for name in ("regulation", "article", "text") if name in row}
    for name, value in texts.items():
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise BranchError(f"{key} 的 {name} 应是一行字")
    if ("practice" in row) == ("regulation" in row) or row.get("practice", "local") != "local":
        raise BranchError(f"{key} 要写 regulation；条文没有规定的，写 practice = local")
    return Share(row["comparator"], int(parts), int(whole), row["of"], practice=row.get("practice", ""), **texts)


def _known(row: Mapping[str, Any], known: set[str]) -> None:
    if unknown := [key for key in row if key not in known]:
        raise BranchError(f"不认得 {'、'.join(unknown)}，可写的是 {'、'.join(sorted(known))}")


def _one_of(row: Mapping[str, Any], key: str, words: tuple[str, ...]) -> None:
    if row.get(key) not in words:
        raise BranchError(f"{key} 应是 {'、'.join(words)} 之一")
