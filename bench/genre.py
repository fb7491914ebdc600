"""A book made up for measuring: essays of prose and verse with headings, notes and comments.

The words are invented and drawn by a seeded chance, so that the same length is always the same
book. It is written as an author's manuscript; knows nothing of pages but how many words fill one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

ESSAYS = 40
SHORTEST = 4  # pages of an essay: a short book has fewer of them
WORDS_A_PAGE = 190  # of this mixture, on 5.5 × 8.5 in

PLAIN = (
    "a a a an and and and as at before but but by for from he he her I I if in in is it it it"
    " my no not not of of of on once or our she she so that that the the the the then there they"
    " this to to to under until was was we we what when where who with without you you"
).split()
TELLING = (
    "afternoon already answer anything apology armchair asking balcony because beginning believe"
    " between borrowed breath bridge brother careful carried ceiling chair clock coat corridor"
    " curtain daughter difference distance doorway early enough everything farther father feeling"
    " finally forgiveness garden grief half harbour headlights honest hour husband imagine"
    " interruption kettle kitchen language later laughter leaving letter listening little"
    " longer loss marriage memory minute morning mother nearly nobody nothing overcoat pause"
    " perhaps permission photograph platform promise quarrel question quiet radiator rain"
    " remember room sentence session shoulder silence sister sleep slowly someone sorrow stairs"
    " station stay stranger summer surprise tablecloth telephone therapist thought tired together"
    " tomorrow understanding unfinished voice waiting warm water weather wedding window winter"
    " without wonder yesterday"
).split()
NAMES = "Ada Bruno Cleo Dov Elin Farid Greta Hamid Imre Jonna".split()


def write_book(root: Path, pages: int) -> None:
    """The manuscript of a book of about so many pages, in `root`."""
    chance = random.Random(pages)
    essays = min(ESSAYS, pages // SHORTEST)
    names = [f"e{number:02}" for number in range(1, essays + 1)]
    manuscript = root / "manuscript"
    for folder in ("essays", "comments"):
        (manuscript / folder).mkdir(parents=True)
    for name in names:
        words = pages * WORDS_A_PAGE // essays
        essay, comments = "".join(_essay(chance, words)), "".join(_comments(chance, name, words))
        (manuscript / f"essays/{name}.md").write_text(essay, encoding="utf-8")
        (manuscript / f"comments/{name}.md").write_text(comments, encoding="utf-8")
    (manuscript / "contents.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    toml = (
        'title = "The Second Chair"\nauthors = ["Nobody"]\nlanguage = "en"\nyear = 2026\n'
        '[comments]\nconsent_not_needed = "they are made up"\n'
        '[editions.print]\nformat = "print"\n'
    )
    (manuscript / "book.toml").write_text(toml, encoding="utf-8")


def _essay(chance: random.Random, words: int) -> Iterator[str]:
    """Prose and verse in turns, with now and then a heading, a quotation, a list or a note."""
    yield f"---\nTitle: {_title(chance)}\nDate: 2025-0{chance.randint(1, 9)}-11\n---\n"
    written = number = notes = 0
    while written < words * 4 / 5:
        number += 1
        match number % 12:
            case 5:
                block = f"## {_title(chance)}"
            case 7:
                block = "\n".join(f"> {_sentence(chance, 6, 14)}" for _ in range(2))
            case 9:
                block = "\n".join(f"- {_sentence(chance, 4, 9)}" for _ in range(4))
            case 11:
                notes += 1
                block = f"{_prose(chance)}[^{notes}]\n\n[^{notes}]: {_sentence(chance, 8, 20)}"
            case even if even % 2 == 0:
                block = "\n".join(_sentence(chance, 2, 13) for _ in range(chance.randint(3, 9)))
            case _:
                block = _prose(chance)
        written += block.count(" ") + 1
        yield f"\n{block}\n"


def _comments(chance: random.Random, essay: str, words: int) -> Iterator[str]:
    """A fifth of the essay's length, every third of them answered by the author."""
    written = number = 0
    while written < words / 5:
        number += 1
        said = "\n\n".join(_prose(chance) for _ in range(chance.randint(1, 2)))
        written += said.count(" ")
        yield f"## {chance.choice(NAMES)}, 2025-10-0{chance.randint(1, 9)}\n"
        yield f"Id: {essay}-{number}\nConsent: not asked\n\n{said}\n\n"
        if number % 3 == 0:
            yield f"## Nobody, 2025-10-12\nId: {essay}-{number}-own\nReply to: {essay}-{number}\n"
            yield f"Consent: own\n\n{_sentence(chance, 6, 20)}\n\n"


def _title(chance: random.Random) -> str:
    return " ".join(chance.choices(TELLING, k=chance.randint(2, 4))).capitalize()


def _prose(chance: random.Random) -> str:
    return " ".join(_sentence(chance, 5, 24) for _ in range(chance.randint(3, 7)))


def _sentence(chance: random.Random, shortest: int, longest: int) -> str:
    """Words in turns of plain and telling ones, some of them stressed or broken off by a dash."""
    count = chance.randint(shortest, longest)
    words = [chance.choice(TELLING if chance.random() < 0.4 else PLAIN) for _ in range(count)]
    if chance.random() < 0.1:
        words[-1] = f"*{words[-1]}*"
    if count > 8 and chance.random() < 0.2:
        words[count // 2] += chance.choice((" —", ",", ";"))
    text = " ".join(words)
    return text[:1].upper() + text[1:] + chance.choice("....?")
