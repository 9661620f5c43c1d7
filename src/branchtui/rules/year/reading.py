"""What year_end.toml says, with what the branch has set."""

import json
from collections.abc import Mapping
from typing import Any, cast

from branchtui.errors import BranchError
from branchtui.rules.meetings import LAST_QUARTER
from branchtui.rules.year.appraisal import BASES, Base, Limit
from branchtui.values import NamedTuple

SETTING = "year_rules:appraisal_base"
"""The key of what the branch has set about the base, as JSON."""


class Clause(NamedTuple):
    """What asks for something."""

    regulation: str
    article: str
    text: str

    @property
    def name(self) -> str:
        """The regulation and the article."""
        return f"《{self.regulation}》{self.article}"

    @property
    def basis(self) -> str:
        """The same with the words of the article."""
        return f"{self.name}：{self.text}"


class YearRules(NamedTuple):
    """The limit of 优秀, whether the branch has set its base itself, and the clauses; `told_from` is a month."""

    limit: Limit
    own: bool
    appraisal: Clause
    talks: Clause
    told_from: int


def year_rules_from(shipped: Mapping[str, Any], own: Mapping[str, str]) -> YearRules:
    """The rules of a parsed year_end.toml and the settings of the branch (key → JSON).

    A setting that can't be used is as none. Raises BranchError where the file was changed and is wrong.
    """
    excellent, talks = shipped.get("excellent", {}), shipped.get("talks", {})
    one_in, base, month = excellent.get("one_in"), excellent.get("base"), talks.get("told_from")
    if type(one_in) is not int or one_in < 1 or base not in BASES or month not in LAST_QUARTER:
        raise BranchError(
            f"自带的年度规则 year_end.toml 有误：one_in 是 1 以上的整数，base 是 {'、'.join(BASES)} 之一，"
            f"told_from 是 {LAST_QUARTER[0]} 到 {LAST_QUARTER[-1]} 的月份。请改正，或重新安装。"
        )
    set_ = _word(own.get(SETTING, ""))
    return YearRules(
        Limit(one_in, cast(Base, set_ or base)),
        bool(set_),
        _clause("appraisal", shipped),
        _clause("talks", shipped),
        month,
    )


def _word(stored: str) -> str:
    try:
        found = json.loads(stored)
    except ValueError:
        return ""
    return found if found in list(BASES) else ""


def _clause(name: str, shipped: Mapping[str, Any]) -> Clause:
    values = [shipped.get(name, {}).get(key) for key in Clause._fields]
    if not all(isinstance(value, str) and value for value in values):
        raise BranchError(
            f"自带的年度规则 year_end.toml 有误：{name} 要有 {'、'.join(Clause._fields)}。请改正，或重新安装。"
        )
    return Clause(*values)
