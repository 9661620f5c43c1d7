"""What the terminal sends, as text."""

import pytest

from branchtui.ui.terminal.input_decoder import BEGIN, END, InputDecoder

SENT = f"a\x1b[A{BEGIN}红\x1b[31m白\x1b\x11{BEGIN}x{END}\x1b[B{BEGIN}{END}b\x1b".encode()
READ = f"a\x1b[A{BEGIN}红白\x11x{END}\x1b[B{BEGIN}{END}b\x1b"


@pytest.mark.parametrize("cut", range(len(SENT) + 1))
def test_what_is_pasted_holds_no_commands_wherever_it_is_cut(cut: int) -> None:
    decoder = InputDecoder()
    text = decoder.decode(SENT[:cut]) + decoder.decode(SENT[cut:])
    assert text == READ


def test_a_key_is_never_held_back() -> None:
    decoder = InputDecoder()
    assert [decoder.decode(byte.to_bytes()) for byte in b"\x1b[200"] == ["\x1b", "[", "2", "0", "0"]


def test_bytes_that_are_no_characters_are_passed_over() -> None:
    assert InputDecoder().decode(b"\xb2a") == "\ufffda"
