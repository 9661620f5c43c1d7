"""Word profiles: the ones that ship, and the branch's own, which add to them or stand in their place."""

import json
import tomllib
from dataclasses import dataclass
from typing import Any

from branchtui import assets
from branchtui.paths import user_path
from branchtui.rules.errors import BranchError
from branchtui.rules.profile import Profile
from branchtui.rules.profile_reading import profile_from
from branchtui.store.database import act, database_path
from branchtui.store.models import Setting
from branchtui.store.queries import settings
from branchtui.workflows.fields import line, refuse_citizen_id

_PREFIX = "profile:"


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
    """Every profile, checked."""
    texts, own = _texts(), _own()
    found = []
    for name in sorted(texts):
        try:
            found.append(ProfileEntry(name, _read(name, texts).label, name in own, ""))
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
        return path.read_bytes()
    except OSError as error:
        raise BranchError(f"版式“{look.label}”要用的模板 {path} 读不到（{error.strerror or error}）。") from error


def _own() -> dict[str, str]:
    return {key.removeprefix(_PREFIX): json.loads(value) for key, value in settings.starting_with(_PREFIX).items()}


def _texts() -> dict[str, str]:
    shipped = {path.stem: path.read_text(encoding="utf-8") for path in assets.path("profiles").glob("*.toml")}
    return shipped | _own()


def _read(name: str, texts: dict[str, str]) -> Profile:
    tables: dict[str, dict[str, Any]] = {}
    for each, text in texts.items():
        try:
            tables[each] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            if each == name:
                raise BranchError(f"{name}.toml 写法有误：{error}。") from error
    return profile_from(tables[name], name, source=texts[name], parents=tables)
