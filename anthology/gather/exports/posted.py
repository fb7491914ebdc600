"""A post as an export has it → an essay of the book.

What every export has in common: a title and a text in HTML that may say the title again, a
subtitle, a day, a link, comments. A post without a title is called by its first words, and that
is told. How a source keeps a post is known to its own module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from anthology.errors import Place
from anthology.gather.album import Album, Find
from anthology.gather.cards import Essays
from anthology.gather.counted import any_one
from anthology.gather.gathered import GatheredEssay, LeftOut, Order, Parcel, SourceFile
from anthology.gather.html import body as html_body
from anthology.gather.html.body import Body, House
from anthology.gather.html.line import White
from anthology.gather.intake import decode, foreign
from anthology.gather.names import Names
from anthology.gather.review import Kind, Row
from anthology.gather.services import loose
from anthology.gather.services.loose import Said
from anthology.gather.typed import asked, levels
from anthology.gather.typed.reading import Read
from anthology.gather.typed.wrapped import Verdict
from anthology.model import Block, Essay, Figure, Heading, Ornament, Question, lines, plain

TITLE_WORDS = 8
CHANGE_TITLE = "write another after `Title:` at the head of the file"
CHANGE_SUBTITLE = "write another after `Subtitle:` at the head of the file, or delete it"


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `source` is what it is known by for ever after; `is_classic`: a newline in its
    text is a line end; `said` are its comments, where the export has them. `house` says how its
    text is to be read, where that is more than a newline; `origin` begins the ids of its comments
    where the first word of `source` does not. `is_damaged`: letters of it may be missing.
    `is_guess`: which comments are the author's own is guessed, and not told before it is sure."""

    source: str
    title: str
    html: str
    subtitle: str = ""
    day: date | None = None
    links: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    said: Iterable[Said] = ()
    is_classic: bool = False
    house: House | None = None
    origin: str = ""
    is_damaged: bool = False
    is_guess: bool = False


def is_text(file: SourceFile) -> bool:
    """A text nobody is known to have another reader for."""
    return not foreign.kind(file.data)


def text_of(data: bytes, path: Path) -> str:
    """The text of one file of an export. Raises GatherError where it holds none."""
    return decode.decode(data, path).text


def parcel(
    posts: Iterable[Post | LeftOut],
    find: Find,
    left_out: Sequence[LeftOut],
    source: Read | None = None,
) -> Parcel:
    """The essays of an export, each laid aside as soon as it is read, beside what the export holds
    that is none: `left_out`, and what is found so among the posts. `source` is the text the whole
    export was read from, where it was one."""
    without: list[LeftOut] = []
    essays = Essays.of(_essays(posts, find, without))
    return Parcel(essays, (*left_out, *without), rows=source.rows if source else ())


def without_it(why_not: LeftOut, comments: int) -> list[LeftOut]:
    """What is told of a post that is no essay, and of each of the comments that showed on it."""
    on_it = LeftOut(f"comment on {any_one(why_not.kind)}", "", "what it is on is not in the book")
    return [why_not, *[on_it] * comments]


def _essays(
    posts: Iterable[Post | LeftOut], find: Find, without: list[LeftOut]
) -> Iterator[GatheredEssay]:
    """Each post as an essay; one that is none is added to what the export is `without`."""
    known = Names()
    for post in posts:
        if isinstance(post, LeftOut):
            without.append(post)
            continue
        gathered = _essay(replace(post, source=known.give(post.source)), Album(find))
        if gathered.essay.blocks:
            yield gathered
        else:
            title = post.title or post.source
            why_not = LeftOut("empty essay", title, "its page shows none")
            without += without_it(why_not, len(gathered.essay.comments))
            without += gathered.left_out


def _essay(post: Post, album: Album) -> GatheredEssay:
    white = White.LINES if post.is_classic else White.COLLAPSED
    house = post.house or House(Place(Path(post.source)), white)
    body = html_body.read(post.html, replace(house, picture=album.figure))
    blocks, again = _without_repeats(body.blocks, post)
    answers = loose.answers(post.said, post.origin or post.source.partition(" ")[0])
    title = post.title or _first_words(blocks)
    essay = Essay(
        name="",
        title=title or "Untitled",
        subtitle=post.subtitle,
        day=post.day,
        blocks=(*body.questions, *_questions(body, post), *blocks) if blocks else (),
        source=post.source,
        comments=tuple(answers.comments),
    )
    return GatheredEssay(
        essay,
        Order(essay.title, day=post.day),
        original="\n".join((body.original, *answers.original)),
        rows=(*body.rows, *_rows(essay, post)),
        left_out=(*body.left_out, *album.left_out, *post.left_out, *again, *answers.left_out),
        read=(*body.read, *album.read, *answers.read),
        pictures=tuple(album.pictures),
        links=post.links,
    )


def _questions(body: Body, post: Post) -> Iterator[Question]:
    """What only the author can say. The blog shows every line end of a post that looks cut to a
    width, so none is taken away before she says so."""
    if post.is_damaged:
        yield Question(asked.DAMAGED)
    if body.wrapping.verdict is not Verdict.LINES:
        yield Question(asked.LINE_ENDS)


def _without_repeats(
    blocks: Sequence[Block], post: Post
) -> tuple[tuple[Block, ...], list[LeftOut]]:
    """The blocks without pauses at either end, and without a title or a subtitle said again."""
    rest, again = list(blocks), []
    said = [("title", post.title), ("subtitle", post.subtitle)]
    while rest:
        match rest[0]:
            case Ornament():
                rest.pop(0)
            case Heading(_, children) if kind := _which(plain(children), said):
                reason = f"it is the {kind} already"
                again.append(LeftOut(f"repeated {kind}", plain(children), reason))
                rest.pop(0)
            case _:
                break
    while rest and isinstance(rest[-1], Ornament):
        rest.pop()
    return levels.levelled(rest), again


def _which(words: str, said: Sequence[tuple[str, str]]) -> str:
    return next((kind for kind, text in said if text and levels.alike(text, words)), "")


def _first_words(blocks: Sequence[Block]) -> str:
    """What a post without a title is called."""
    shown = (block for block in blocks if not isinstance(block, Figure))
    first = next((plain(line.children) for line, _ in lines(shown)), "")
    words = first.split()
    return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")


def _rows(essay: Essay, post: Post) -> Iterator[Row]:
    if not post.title:
        reason = "the post has none; these are its first words"
        yield Row(Kind.TITLE, "", essay.title, "the title", reason, CHANGE_TITLE)
    if essay.subtitle:
        reason = "the blog had it so"
        yield Row(Kind.SUBTITLE, "", essay.subtitle, "the subtitle", reason, CHANGE_SUBTITLE)
    own = [one for one in essay.comments if one.consent.state.value == "own"]
    if own and not post.is_guess:
        said = f"{len(own)} taken for your own words"
        reason = "the blog says its author wrote them"
        change = "write another `Consent:` under one that is a reader’s"
        yield Row(Kind.COMMENT, "", own[0].name, said, reason, change)
