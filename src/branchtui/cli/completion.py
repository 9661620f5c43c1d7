"""Shell completion, made by walking the parser: the words each command takes, and how many values an option has.

By hand, not by shtab 1.13: that takes the value of an option for a command (`--home list add …`), offers no options
where nothing is typed yet and no files unless every argument says so, and would be one dependency more for one verb.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from branchtui.errors import UsageError

SHELLS = ("bash", "zsh", "fish", "powershell")


@dataclass(frozen=True, slots=True)
class Place:
    """One command: the commands before it and itself, the words it takes, and the values behind each option of it."""

    path: str
    words: list[str]
    values: dict[str, int]


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """A completion script for `shell`. Raises UsageError for a shell not known.

    Every script walks the words before the cursor in the same way: it goes on to a command that it knows, jumps over
    the values of an option, and passes by all other words.
    """
    makers = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}
    if shell not in makers:
        raise UsageError(f"没有“{shell}”的补全。可选：{'、'.join(SHELLS)}。")
    return makers[shell](list(_walk(parser, "")))


def _walk(parser: argparse.ArgumentParser, path: str) -> Iterator[Place]:
    words: list[str] = []
    values: dict[str, int] = {}
    children: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if action.help != argparse.SUPPRESS:
            words += [option for option in action.option_strings if option.startswith("--")]
        if isinstance(action, argparse._SubParsersAction):
            children = dict(action.choices)
        elif action.choices and not action.option_strings:
            words += [str(choice) for choice in action.choices]
        elif action.nargs != 0:
            count = action.nargs if isinstance(action.nargs, int) else 1
            values |= dict.fromkeys(action.option_strings, count)
    yield Place(path, [*children, *words], values)
    for name, child in children.items():
        yield from _walk(child, f"{path} {name}".strip())


def _options(places: list[Place]) -> dict[int, list[str]]:
    """The options with values, each behind the path of its command, by the number of values."""
    found: dict[int, list[str]] = {}
    for place in places:
        for option, count in place.values.items():
            found.setdefault(count, []).append(f"{place.path} {option}".strip())
    return found


def _quoted(words: list[str], between: str) -> str:
    return between.join(f"'{word}'" for word in words)


def _cases(places: list[Place]) -> str:
    """The inside of the `case` of a POSIX shell that takes one word of the walk."""
    paths = _quoted([place.path for place in places if place.path], "|")
    options = [f"      {_quoted(keys, '|')}) left={count} ;;" for count, keys in _options(places).items()]
    return "\n".join([f"      {paths}) place=$next ;;", *options])


def _bash(places: list[Place]) -> str:
    words = "\n".join(f"    '{place.path}') words='{' '.join(place.words)}' ;;" for place in places)
    return f"""_branchtui() {{
  local place='' next='' word='' words='' left=0
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    [ "$word" = = ] && continue
    if [ "$left" -gt 0 ]; then left=$((left - 1)); continue; fi
    next="${{place:+$place }}$word"
    case $next in
{_cases(places)}
    esac
  done
  [ "$left" -gt 0 ] || case $place in
{words}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o default -F _branchtui branchtui
"""


def _zsh(places: list[Place]) -> str:
    # not `path`: in zsh that is the list of folders programs are looked for in
    words = "\n".join(f"    '{place.path}') offered=({' '.join(place.words)}) ;;" for place in places)
    return f"""#compdef branchtui
_branchtui() {{
  local place='' next='' word=''
  local -a offered
  integer left=0
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    if (( left > 0 )); then (( left -= 1 )); continue; fi
    next="${{place:+$place }}$word"
    case $next in
{_cases(places)}
    esac
  done
  (( left > 0 )) || case $place in
{words}
  esac
  compadd -a offered || _files
}}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _branchtui "$@"
else
  compdef _branchtui branchtui
fi
"""


def _fish(places: list[Place]) -> str:
    paths = _quoted([place.path for place in places if place.path], " ")
    options = "\n".join(
        f"        else if contains -- $next {_quoted(keys, ' ')}\n            set left {count}"
        for count, keys in _options(places).items()
    )
    lines = [
        f"complete -c branchtui -n 'test (__branchtui_place) = \"{place.path}\"' {offer}"
        for place in places
        for offer in _fish_offers(place)
    ]
    offers = "\n".join(lines)
    return f"""function __branchtui_place
    set -l words (commandline -opc)
    set -e words[1]
    set -l place
    set -l left 0
    for word in $words
        if test $left -gt 0
            set left (math $left - 1)
            continue
        end
        set -l next (string join -- ' ' $place $word)
        if contains -- $next {paths}
            set place $next
{options}
        end
    end
    test $left -gt 0; and set place value
    echo "$place"
end
{offers}
"""


def _fish_offers(place: Place) -> Iterator[str]:
    for word in place.words:
        if word.startswith("--"):
            yield f"-l {word[2:]}{' -r' if word in place.values else ''}"
        else:
            yield f"-a {word}"


def _powershell(places: list[Place]) -> str:
    rows = "\n".join(f"    '{place.path}' = '{' '.join(place.words)}'" for place in places)
    options = "\n".join(f"    '{key}' = {count}" for count, keys in _options(places).items() for key in keys)
    return f"""Register-ArgumentCompleter -Native -CommandName branchtui -ScriptBlock {{
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{{
{rows}
  }}
  $values = @{{
{options}
  }}
  $place = ''
  $left = 0
  $commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object {{ $_.Extent.EndOffset -lt $cursorPosition }} | ForEach-Object {{
      $next = "$place $_".Trim()
      if ($left -gt 0) {{ $left -= 1 }}
      elseif ($words.ContainsKey($next)) {{ $place = $next }}
      elseif ($values.ContainsKey($next)) {{ $left = $values[$next] }}
    }}
  if ($left -eq 0) {{
    $words[$place] -split ' ' | Where-Object {{ $_ -like "$wordToComplete*" }} |
      ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_) }}
  }}
}}
"""
