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
from anthology.gather.letters import mail_answers, mail_letters, mail_text
from anthology.gather.letters.mail_answers import NO_PART
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
FURNITURE = re.compile(
    r"\bunsubscribe\b|\bview (?:this|it|email)[^.]{0,30}\b(?:browser|online)\b"
    r"|\b(?:update|manage) (?:your )?(?:\w+ )?preferences\b|\bforward to a friend\b",
    re.IGNORECASE,
)
BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
LONGEST_FURNITURE = 300  # letters around such a link
BLOCKS = frozenset("p div td li center table h1 h2 h3 h4 ul ol blockquote".split())


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
            words, told = mail_answers.own_words(grow(letter.html))
        else:
            own = mail_text.own_words(letter.plain)
            words, told = html.escape(own.text), list(own.left_out)
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
    signatures = [one for one in tree.root.inside() if mail_answers.is_signature(one)]
    head = mail_answers.letterhead(tree) if letter.is_handed_on else []
    told = [LeftOut("newsletter link", tree.words(one), NO_PART) for one in furniture]
    told += [LeftOut("signature", tree.words(one), NO_PART) for one in outermost(signatures)]
    told += [LeftOut("head of a letter", "", mail_text.HANDED_ON)] if head else []
    post = Post(
        source=f"{ORIGIN} {letter.id}",
        title=letter.subject,
        html=tree.cut(tree.root, outermost([*furniture, *signatures, *head])),
        day=letter.day,
        left_out=tuple(told),
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
    own = _authors_words(letter)
    words = BLANK_LINES.sub("", own.text)
    whole = f"{letter.subject}\n\n{words}" if letter.subject else words
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
        left_out=(*one.left_out, *own.left_out, *answers.left_out),
        read=(*one.read, *answers.read),
    )
    return Parcel((gathered,))


def _authors_words(letter: Letter) -> mail_text.Words:
    signed = mail_text.without_signature(letter.plain)
    if not letter.is_handed_on:
        return signed
    own = mail_text.without_letterhead(signed.text)
    return mail_text.Words(own.text, (*signed.left_out, *own.left_out))


SOURCE = Source("e-mail", recognises, read, contacts=contacts)
