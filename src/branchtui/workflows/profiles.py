"""Word profiles: the ones that ship, and the branch's own, which add to them or stand in their place."""

import json
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.paths import user_path
from branchtui.plain_file import read_file
from branchtui.store.file.database import act, database_path
from branchtui.store.models import Setting
from branchtui.store.queries import settings
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.profile_reading import profile_from
from branchtui.workflows.input_checks import line, refuse_citizen_id

_PREFIX = "profile:"
_LONGEST = 20_000  # characters; the shipped ones have a quarter of it, and reading is not linear


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """One profile: `own` ones belong to this branch; `problem` says what is wrong with it, or nothing."""

    name: str
    label: str
    own: bool
    problem: str


def profile(name: str) -> Profile:
    """A profile by name. Raises BranchError naming the ones there are, or what is wrong in its file."""
    texts = _texts()
    if name not in texts:
        raise BranchError(f"没有“{name}”这个版式。可选：{'、'.join(sorted(texts))}。")
    return _read(name, texts)


def profiles() -> list[ProfileEntry]:
    """Every profile, checked together with the template it is based on."""
    texts, own = _texts(), _own()
    found = []
    for name in sorted(texts):
        try:
            look = _read(name, texts)
            found.append(ProfileEntry(name, look.label, name in own, template_problem(look)))
        except BranchError as error:
            found.append(ProfileEntry(name, "", name in own, str(error)))
    return found


def profile_text(name: str) -> str:
    """The TOML of a profile, to copy and change."""
    texts = _texts()
    if name not in texts:
        raise BranchError(f"没有“{name}”这个版式。可选：{'、'.join(sorted(texts))}。")
    return texts[name]


def store_profile(name: str, text: str) -> Profile:
    """Keep a profile of the branch's own under `name`. Raises BranchError naming line and key where it is wrong."""
    wanted = line(name, "版式名称", required=True, limit=40)
    if not wanted.replace("-", "").replace("_", "").isalnum():
        raise BranchError(f"版式名称“{wanted}”只能用文字、数字和短横。")
    refuse_citizen_id(text, "版式")
    if len(text) > _LONGEST:
        raise BranchError(f"版式“{wanted}”有 {len(text)} 个字，不像版式文件。请照自带的版式改写。")
    checked = _read(wanted, {**_texts(), wanted: text})
    with act(f"保存版式：{wanted}"):
        Setting.ensure(key=f"{_PREFIX}{wanted}", values={"value": json.dumps(text, ensure_ascii=False)})
    return checked


def template_of(look: Profile) -> bytes | None:
    """The university's own .docx that a profile is based on. Raises BranchError where the file is not there."""
    if look.template is None:
        return None
    path = user_path(look.template.file)
    if not path.is_absolute():
        path = database_path().parent / "templates" / path
    try:
        return read_file(path)
    except BranchError as error:
        raise BranchError(f"版式“{look.label}”要用的模板用不了：{error}") from error


def template_problem(look: Profile) -> str:
    """What is wrong with the template that a profile is based on, or nothing."""
    return on_its_template(look)[1]


def on_its_template(look: Profile) -> tuple[Profile, str]:
    """A profile as papers look on the template it is based on, and what is wrong with that template, or nothing."""
    try:
        if (data := template_of(look)) is not None:
            from branchtui.files.word.template import look_on

            return look_on(look, data), ""
    except BranchError as error:
        return look, str(error)
    return look, ""


def _own() -> dict[str, str]:
    return {key.removeprefix(_PREFIX): json.loads(value) for key, value in settings.starting_with(_PREFIX).items()}


def _texts() -> dict[str, str]:
    shipped = {path.stem: path.read_text(encoding="utf-8") for path in assets.path("profiles").glob("*.toml")}
    return shipped | _own()


def _read(name: str, texts: dict[str, str]) -> Profile:
    return _parsed(name, tuple(texts.items()))


@lru_cache(maxsize=8)  # reading one takes ten milliseconds, and a list shows a paper beside each row
def _parsed(name: str, named_texts: tuple[tuple[str, str], ...]) -> Profile:
    texts = dict(named_texts)
    try:
        try:
            table = tomllib.loads(texts[name])
        except tomllib.TOMLDecodeError as error:
            raise BranchError(f"{name}.toml 写法有误：{error}。") from error
        parents = _readable(texts) if "based_on" in table else {}
        return profile_from(table, name, source=texts[name], parents=parents)
    except RecursionError:
        raise BranchError(f"{name}.toml 里的括号或点号套得太深，读不了。请照自带的版式改写。") from None


def _readable(texts: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What another profile may be based on: every one that is no broken TOML."""
    tables = {}
    for name, text in texts.items():
        with suppress(tomllib.TOMLDecodeError):
            tables[name] = tomllib.loads(text)
    return tables
