"""Shell completion, made by walking the parser: the words each command takes."""

import argparse
from collections.abc import Iterator

from branchtui.rules.errors import UsageError

SHELLS = ("bash", "zsh", "fish", "powershell")


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """A completion script for `shell`. Raises UsageError for a shell not known."""
    table = dict(_walk(parser, ""))
    if shell == "bash":
        return _bash(table)
    if shell == "zsh":
        return "#compdef branchtui\nautoload -U +X bashcompinit && bashcompinit\n" + _bash(table)
    if shell == "fish":
        return _fish(table)
    if shell == "powershell":
        return _powershell(table)
    raise UsageError(f"没有“{shell}”的补全。可选：{'、'.join(SHELLS)}。")


def _walk(parser: argparse.ArgumentParser, path: str) -> Iterator[tuple[str, list[str]]]:
    words: list[str] = []
    children: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        words += [option for option in action.option_strings if option.startswith("--")]
        if isinstance(action, argparse._SubParsersAction):
            children = dict(action.choices)
        elif action.choices and not action.option_strings:
            words += [str(choice) for choice in action.choices]
    yield path, [*children, *words]
    for name, child in children.items():
        yield from _walk(child, f"{path} {name}".strip())


def _bash(table: dict[str, list[str]]) -> str:
    cases = "\n".join(f"    '{path}') words='{' '.join(words)}' ;;" for path, words in table.items())
    return f"""_branchtui() {{
  local path='' word words=''
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in -*) ;; *) path="${{path:+$path }}$word" ;; esac
  done
  case $path in
{cases}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")
  [ ${{#COMPREPLY[@]}} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o filenames -F _branchtui branchtui
"""


def _fish(table: dict[str, list[str]]) -> str:
    lines = []
    for path, words in table.items():
        parts = path.split()
        condition = " && ".join(f"__fish_seen_subcommand_from {part}" for part in parts) or "__fish_use_subcommand"
        lines += [f"complete -c branchtui -n '{condition}' -a '{word}'" for word in words if not word.startswith("--")]
        lines += [f"complete -c branchtui -n '{condition}' -l {word[2:]}" for word in words if word.startswith("--")]
    return "\n".join(lines) + "\n"


def _powershell(table: dict[str, list[str]]) -> str:
    rows = "\n".join(f"    '{path}' = '{' '.join(words)}'" for path, words in table.items())
    return f"""Register-ArgumentCompleter -Native -CommandName branchtui -ScriptBlock {{
  param($wordToComplete, $commandAst, $cursorPosition)
  $table = @{{
{rows}
  }}
  $path = ($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object {{ "$_" }} |
    Where-Object {{ $_ -notlike '-*' -and $_ -ne $wordToComplete }}) -join ' '
  if ($table.ContainsKey($path)) {{
    $table[$path] -split ' ' | Where-Object {{ $_ -like "$wordToComplete*" }} |
      ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_) }}
  }}
}}
"""
