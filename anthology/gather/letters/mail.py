"""Letters by e-mail (an mbox, or one letter) → essays, and readers' answers as their comments.

The one who wrote most of the letters that answer nothing is taken for the author, and that is
told; each of those letters is an essay. An answer to one is a comment on it; that somebody wrote
is no consent. Addresses, signatures and quoted letters stay out.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from anthology.gather import album, pictures
from anthology.gather.contacts import Contact, contact
from anthology.gather.exports import posted
from anthology.gather.exports.posted import Post
from anthology.gather.gathered import (
    GatheredEssay,
    LeftOut,
    Order,
    Parcel,
    Picture,
    Source,
    SourceFile,
)
from anthology.gather.html.tree import Element, Tree, grow, outermost
from anthology.gather.letters import mail_letters, mail_text
from anthology.gather.letters.mail_letters import NOT_SENT, Letter, is_mail, letters
from anthology.gather.names import slug
from anthology.gather.review import Kind, Row
from anthology.gather.saved import page
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread
from anthology.gather.typed import text

ORIGIN = "mail"
BY_ANOTHER = "most letters here that answer nothing are another person’s"
NOT_A_LETTER = "its folder says that it was not sent, or not wanted"
ATTACHED = "save it from the letter, and gather it by itself"
# What mail programs put around a quoted letter, and what stands with or below it.
QUOTED = frozenset(
    "gmail_quote gmail_quote_container gmail_attr moz-cite-prefix yahoo_quoted protonmail_quote "
    "x_gmail_quote outlookmessageheader".split()
)
QUOTED_FROM_HERE = frozenset(["appendonsend", "divrplyfwdmsg"])
SIGNATURES = frozenset("gmail_signature moz-signature protonmail_signature_block".split())
FURNITURE = re.compile(
    r"\bunsubscribe\b|\bview (?:this|it|email)[^.]{0,30}\b(?:browser|online)\b"
    r"|\b(?:update|manage) (?:your )?(?:\w+ )?preferences\b|\bforward to a friend\b",
    re.IGNORECASE,
)
LONGEST_FURNITURE = 300  # letters around such a link
BLOCKS = frozenset("p div td li center table h1 h2 h3 h4 ul ol blockquote".split())
NO_PART = "it is no part of what the letter says"


def recognises(file: SourceFile) -> bool:
    """A mailbox, or a letter with its headers."""
    return is_mail(file.data)


def read(file: SourceFile) -> Parcel:
    """The essays among the letters, with their answers. Raises GatherError where there are more
    letters than can be read."""
    found = list(letters(file.data, file.path))
    if len(found) == 1 and found[0].page_of:
        return page.from_text(found[0].html, file, found[0].page_of)
    kept = [one for one in found if NOT_SENT.isdisjoint(one.labels)]
    out = [LeftOut("letter", one.subject, NOT_A_LETTER) for one in found if one not in kept]
    begun = [one for one in kept if not one.is_answer]
    author = _author(begun)
    essays = [one for one in begun if one.writer == author]
    out += [LeftOut("letter", one.subject, BY_ANOTHER) for one in begun if one.writer != author]
    out += [LeftOut("attachment", name, ATTACHED) for one in kept for name in one.attached]
    threads = _Threads(author)
    said, stray = threads.sorted_in(essays, [one for one in kept if one.is_answer])
    out += threads.left_out
    why = "it is the subject of the letter"
    if len(begun) > len(essays):
        why += "; its writer, who wrote most letters here, is taken for the author"
    parcel = _essays(file, essays, said, why)
    return loose.parcel(ORIGIN, stray, out, beside=parcel)


def contacts(file: SourceFile) -> Iterator[Contact]:
    """Who wrote each letter that answers another."""
    known = mail_letters.addresses(file.data, file.path)
    for one in letters(file.data, file.path):
        if one.is_answer:
            page = Thread((), title=one.subject)
            said = _Threads(author="").answer(one, above="")
            yield from contact(ORIGIN, page, said, known.get(one.writer, ""))


def _author(begun: Sequence[Letter]) -> str:
    """Who wrote most of the letters that answer nothing; of two, who wrote first."""
    counted = Counter(one.writer for one in begun)
    return counted.most_common(1)[0][0] if counted else ""


@dataclass(slots=True)
class _Threads:
    """Answers, each under the letter it answers."""

    author: str
    left_out: list[LeftOut] = field(default_factory=list)

    def sorted_in(
        self, essays: Sequence[Letter], answers: Sequence[Letter]
    ) -> tuple[dict[str, list[Said]], list[Thread]]:
        """The answers by the id of the essay they are about, and those whose essay is not here."""
        about = {one.id: one.id for one in essays}
        by_subject = {one.subject.casefold(): one.id for one in reversed(essays)}
        said: dict[str, list[Said]] = {one.id: [] for one in essays}
        stray: dict[str, list[Said]] = {}
        for one in sorted(answers, key=lambda one: str(one.day or "")):
            above = next((known for known in one.answers if known in about), "")
            essay = about.get(above) or by_subject.get(one.subject.casefold(), "")
            answer = self.answer(one, "" if above == essay else above)
            if essay:
                about[one.id] = essay
                said[essay].append(answer)
            else:
                stray.setdefault(one.subject, []).append(answer)
        threads = [Thread(tuple(found), title=subject) for subject, found in stray.items()]
        return said, threads

    def answer(self, letter: Letter, above: str) -> Said:
        """A letter as a comment, without the letter it quotes."""
        if letter.html:
            tree = grow(letter.html)
            words, told = _own_words(tree)
        else:
            own = mail_text.without_quoted(letter.plain)
            signed = mail_text.without_signature(own.text)
            words, told = html.escape(signed.text.strip()), [*own.left_out, *signed.left_out]
        # A reader's words that are no comment are counted, and not kept.
        self.left_out += [replace(one, text="") for one in told]
        return Said(
            id=letter.id,
            name=letter.name,
            day=letter.day,
            html=words,
            parent=above,
            is_own=letter.writer == self.author,
            is_classic=not letter.html,
        )


def _own_words(tree: Tree) -> tuple[str, list[LeftOut]]:
    """The words of an answer in HTML, without those it quotes and without a signature."""
    found: list[tuple[str, Element]] = []
    for one in tree.root.inside():
        if one.id.lower() in QUOTED_FROM_HERE:
            # Outlook puts nothing around a quoted letter: it is all that follows.
            below = Element("", {}, one.start, one.start, None, len(tree.source), len(tree.source))
            found.append(("quoted letter", below))
        elif not one.classes.isdisjoint(QUOTED) or one.attributes.get("type") == "cite":
            found.append(("quoted letter", one))
        elif not one.classes.isdisjoint(SIGNATURES) or one.id.lower() == "signature":
            found.append(("signature", one))
    cut = outermost(one for _, one in found)
    kinds = {id(one): kind for kind, one in found}
    told = [LeftOut(kinds[id(one)], text, NO_PART) for one in cut if (text := tree.words(one))]
    return tree.cut(tree.root, cut), told


def _essays(
    file: SourceFile, essays: Sequence[Letter], said: Mapping[str, Sequence[Said]], why: str
) -> Parcel:
    """Each letter as an essay, in HTML or in plain text."""
    gathered: list[GatheredEssay] = []
    left_out: list[LeftOut] = []
    for one in essays:
        if one.html:
            parcel = _in_html(file, one, said[one.id])
        else:
            parcel = _in_plain_text(file, one, said[one.id])
        rows = [Row(Kind.TITLE, "", one.subject, "the title", why, posted.CHANGE_TITLE)]
        for essay in parcel.essays:
            others = [row for row in essay.rows if row.kind is not Kind.TITLE]
            gathered.append(replace(essay, rows=(*rows, *others)))
        left_out += parcel.left_out
    return Parcel(tuple(gathered), tuple(left_out))


def _in_html(file: SourceFile, letter: Letter, said: Sequence[Said]) -> Parcel:
    tree = grow(letter.html)
    furniture = _furniture(tree)
    told = tuple(LeftOut("newsletter link", tree.words(one), NO_PART) for one in furniture)
    post = Post(
        source=f"{ORIGIN} {letter.id}",
        title=letter.subject,
        html=tree.cut(tree.root, furniture),
        day=letter.day,
        left_out=told,
        said=tuple(said),
    )
    return posted.parcel([post], lambda source: _picture(source, letter, file), ())


def _picture(source: str, letter: Letter, file: SourceFile) -> Picture | LeftOut:
    """A picture that came in the letter, or one that lies elsewhere."""
    known = source.removeprefix("cid:")
    if known == source or known not in letter.pictures:
        return album.beside(file)(source)
    name, data = letter.pictures[known]
    return pictures.held(name, data, file.path)


def _furniture(tree: Tree) -> list[Element]:
    """Links that only serve the sender's site, each with the short paragraph it stands in."""
    links = [one for one in tree.root.inside() if one.tag == "a"]
    return outermost(_around(tree, one) for one in links if FURNITURE.search(tree.words(one)))


def _around(tree: Tree, link: Element) -> Element:
    block = next((one for one in link.above() if one.tag in BLOCKS), link)
    is_innermost = not any(one.tag in BLOCKS for one in block.inside())
    return block if is_innermost and len(tree.words(block)) <= LONGEST_FURNITURE else link


def _in_plain_text(file: SourceFile, letter: Letter, said: Sequence[Said]) -> Parcel:
    """A letter read as a plain text is, its subject above it."""
    signed = mail_text.without_signature(letter.plain)
    whole = f"{letter.subject}\n\n{signed.text}" if letter.subject else signed.text
    (one,) = text.read(replace(file, data=whole.encode())).essays
    answers = loose.answers(said, ORIGIN)
    day = letter.day or one.essay.day
    essay = replace(
        one.essay,
        title=letter.subject or one.essay.title,
        day=day,
        source=f"{ORIGIN} {letter.id}",
        comments=(*one.essay.comments, *answers.comments),
    )
    gathered = replace(
        one,
        essay=essay,
        order=Order(slug(essay.title) or letter.id, day=day),
        original="\n".join((one.original, *answers.original)),
        left_out=(*one.left_out, *signed.left_out, *answers.left_out),
        read=(*one.read, *answers.read),
    )
    return Parcel((gathered,))


SOURCE = Source("e-mail", recognises, read, contacts=contacts)
