"""Manuscript text ⇄ blocks, both ways.

One rule: a line is a line. A blank line ends a block; one line is a paragraph, several are a
stanza, stanzas that follow one another are a poem, leading spaces are indent steps. Any text
can be read: there is no wrong markup, only words. What is written here is read back before it
is handed out, so `parse(write(blocks)) == blocks` and `write(parse(text)) == text` for every
text this package wrote. It knows nothing of files, headers or comments.
"""

from anthology.markup.reading import SPACES_PER_STEP, TAB, parse
from anthology.markup.writing import write

__all__ = ["SPACES_PER_STEP", "TAB", "parse", "write"]
