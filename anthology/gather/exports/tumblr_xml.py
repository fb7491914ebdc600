"""Tumblr's `posts.xml`: every post of a blog in one file, as the export and its older tools give.

Each kind of post keeps its words in elements of its own; a post is known by its number, as in the
pages of the same export. Drafts, what is private or reblogged, and what others asked are counted;
so is what has no words. Where the file lies, and what lies beside it, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from anthology.gather import album
from anthology.gather.exports import posted
from anthology.gather.exports.posted import Post
from anthology.gather.exports.tags import BLOCK_TAG, Rich, element, from_markdown, picture, words
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.html import tokens, tree
from anthology.gather.intake.json_data import day
from anthology.gather.intake.xml import Record
from anthology.gather.intake.xml_entries import Entries
from anthology.gather.typed.days import day_in

HEAD = 4096
ROOT = re.compile(rb"<tumblr[\s>]")
TITLES = ("regular-title", "conversation-title")
CAPTIONS = ("regular-body", "photo-caption", "video-caption", "audio-caption", "answer")
PLAYED = ("video-player", "video-source", "audio-player")
SHOWN = frozenset(["", "published"])
HIDDEN = {
    "draft": ("draft", "it was not published"),
    "queue": ("scheduled post", "its day has not come"),
    "queued": ("scheduled post", "its day has not come"),
    "private": ("private post", "only its author sees it"),
    "submission": ("submission", "somebody else sent it in"),
}
REBLOGGED = ("is_reblog", "reblogged-from-name", "reblogged-root-name")
ANOTHERS = "it is somebody else’s post; add your own words by hand"
ASKED = "somebody else asked it: put it in by hand, if you may"
PLAYS = "a book cannot play it"

Shown = Callable[[str, int, str], str]


def on_the_web(_number: str, _at: int, address: str) -> str:
    """Where the picture at a place of a post lies, where nothing but its address is known."""
    return address


@dataclass(slots=True)
class Reader:
    """Goes through the posts of a file. `met` are the numbers of those that are known already;
    what gives no essay is put aside. `is_needed`: there was a post that was not met."""

    file: SourceFile
    shown: Shown = on_the_web
    met: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    entries: Entries = field(init=False)
    is_needed: bool = False

    def __post_init__(self) -> None:
        self.entries = Entries(self.file, ("post",))

    def posts(self) -> Iterator[Post]:
        """Every post that is an essay and was not met before."""
        here: set[str] = set()
        for record in self.entries:
            number = record.attribute("id")
            if number in self.met:
                again = LeftOut("essay twice", number, "it is in the file already")
                self.left_out += [again] if number in here else []
                continue
            here.add(number)
            self.is_needed = True
            self.met.add(number)
            post = _post(record, number, self.shown)
            if why_not := _why_not(record, post):
                self.left_out.append(why_not)
            else:
                yield post

    def told(self) -> Iterator[LeftOut]:
        """What gave no essay, once the posts were gone through."""
        yield from self.left_out
        for said in self.entries.unread:
            reason = "the file is broken here, and nothing of it can be read"
            yield LeftOut("broken entry", said, reason)
        if not self.is_needed:
            yield LeftOut("other file", self.file.name, "its posts are in the pages beside it")


def recognises(file: SourceFile) -> bool:
    """XML that says it is Tumblr's."""
    return is_tumblr(file.data[:HEAD])


def is_tumblr(head: bytes) -> bool:
    """The same of how a file begins."""
    return bool(ROOT.search(head))


def read(file: SourceFile) -> Parcel:
    """The essays of the file, each other thing told."""
    reader = Reader(file)
    parcel = posted.parcel(reader.posts(), album.beside(file), ())
    left_out = (*parcel.left_out, *reader.told())
    return Parcel(parcel.essays, left_out, rows=tuple(reader.entries.rows()))


def _post(record: Record, number: str, shown: Shown) -> Post:
    body = _body(record, number, shown)
    link = record.attribute("url-with-slug") or record.attribute("url") or f"/post/{number}"
    dated = day_in(record.attribute("date"))
    stamp = record.attribute("unix-timestamp")
    return Post(
        source=f"tumblr {number}",
        title=next((said for name in TITLES if (said := tokens.line(record.get(name)))), ""),
        day=dated or (day(int(stamp)) if stamp.isascii() and stamp.isdecimal() else None),
        html=body.html,
        links=(link,),
        left_out=body.left_out,
        is_damaged=record.is_damaged,
    )


def _body(record: Record, number: str, shown: Shown) -> Rich:
    """The words of a post as its page shows them, whatever kind it is."""
    pieces = [_link(record), *_pictures(record, number, shown), _quotation(record)]
    pieces += [_as_html(record.get(name), record) for name in CAPTIONS]
    pieces += [_as_html(record.get("link-description"), record), _conversation(record)]
    played = [said for name in PLAYED if (said := record.get(name))]
    left_out = [LeftOut("embed", " ".join(said.split())[:80], PLAYS) for said in played]
    if asked := tree.words(record.get("question")):
        left_out.append(LeftOut("reader’s question", asked, ASKED))
    return Rich("".join(pieces), tuple(left_out))


def _as_html(said: str, record: Record) -> str:
    """A field in HTML; a blog may have kept it in Markdown."""
    is_markdown = record.attribute("format") == "markdown" and not BLOCK_TAG.search(said)
    return from_markdown(said) if said and is_markdown else said


def _link(record: Record) -> str:
    address = record.get("link-url")
    named = tokens.line(record.get("link-text")) or address
    return element("p", element("a", words(named), href=address)) if named else ""


def _pictures(record: Record, number: str, shown: Shown) -> Iterator[str]:
    """Each picture once, in its largest size; a set of them has an element for each."""
    every: Sequence[Record] = list(record.all("photo"))
    sets = [one for photoset in record.all("photoset") for one in photoset.all("photo")]
    for at, one in enumerate([*every, *sets] or [record]):
        sizes = {url.attribute("max-width"): url.text for url in one.all("photo-url")}
        largest = max(sizes, key=_width, default="")
        if address := sizes.get(largest, ""):
            yield picture(shown(number, at, address), caption=words(one.attribute("caption")))


def _width(stated: str) -> int:
    return int(stated) if stated.isascii() and stated.isdecimal() else 0


def _quotation(record: Record) -> str:
    said, source = record.get("quote-text"), record.get("quote-source")
    quoted = element("blockquote", said, **{"class": "quote"}) if said else ""
    return quoted + (element("p", source) if source else "")


def _conversation(record: Record) -> str:
    """Who says what, a line each; the plain text of it says the same."""
    lines = [line for said in record.all("conversation") for line in said.all("line")]
    spoken = [f"{line.attribute('label')} {line.text}".strip() for line in lines]
    if not spoken:
        spoken = record.get("conversation-text").splitlines()
    return element("p", "<br>".join(map(words, spoken))) if spoken else ""


def _why_not(record: Record, post: Post) -> LeftOut | None:
    """Why a post is no essay of the book; nothing where it is one."""
    said = tree.words(post.html)
    told = post.title or said[:60] or post.source
    state = "private" if record.attribute("private") == "true" else record.attribute("state")
    if state not in SHOWN:
        kind, reason = HIDDEN.get(state, ("draft", f"it was not published: Tumblr says `{state}`"))
        return LeftOut(kind, told, reason)
    if any(record.attribute(name) not in ("", "false", "0") for name in REBLOGGED):
        return LeftOut("reblog", told, ANOTHERS)
    if not said:
        kind = "picture post" if "<img" in post.html else "post without words"
        return LeftOut(kind, told, "it has no words")
    return None


SOURCE = Source("Tumblr’s posts.xml", recognises, read, is_streamed=True)
