"""What the terminal sends, as text: bytes that are no characters are passed over, and a paste holds no commands."""

import codecs
import re

BEGIN, END = "\x1b[200~", "\x1b[201~"  # of a bracketed paste

_COMMAND = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~])?")
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*)?\Z")


class InputDecoder:
    """An incremental decoder. Of what is pasted everything that begins with Esc is left out.

    Textual 8.2.8 reads Esc in a paste as the begin of a key: up to 32 characters behind it are typed before the rest
    is pasted, those that are commands are carried out. tmux hands on what was copied with its Esc.
    """

    def __init__(self, name: str = "utf-8") -> None:
        self._decoder = codecs.getincrementaldecoder(name)("replace")
        self._last = ""  # what was sent last, in which a paste may begin
        self._held = ""  # of a paste: a command that has begun, maybe its end
        self._pasting = False

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of these bytes."""
        text, self._held = self._held + self._decoder.decode(data, final), ""
        found = []
        while text:
            piece, text = self._pasted(text) if self._pasting else self._typed(text)
            found.append(piece)
        return "".join(found)

    def _typed(self, text: str) -> tuple[str, str]:
        """What comes up to the begin of a paste, and what is left."""
        at = (self._last + text).find(BEGIN)
        if at < 0:
            self._last = (self._last + text)[1 - len(BEGIN) :]
            return text, ""
        cut = at + len(BEGIN) - len(self._last)
        self._last, self._pasting = "", True
        return text[:cut], text[cut:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """What comes up to the end of the paste, and what is left."""
        pasted, end, left = text.partition(END)
        if not end:
            cut = begun.start() if (begun := _BEGUN.search(pasted)) else len(pasted)
            pasted, self._held = pasted[:cut], pasted[cut:]
        self._pasting = not end
        return _COMMAND.sub("", pasted) + end, left
