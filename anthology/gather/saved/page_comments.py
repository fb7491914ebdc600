"""What readers said, as the common blogs write it into a page.

A comment is known by its class or its list, its parts (name, day, words) by theirs, and what it
answers by what it stands in. Buttons, faces and counts of likes are no part of it. A comment that
only says it is gone is counted, not printed; an address or a web site is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date

from anthology.gather.html.tree import Element, Tree, outermost, words
from anthology.gather.services.loose import Said
from anthology.gather.typed.days import day_in

REGIONS = frozenset(
    "comments comments-area comment-list commentlist comment-section comments-section "
    "comments-block comment-thread comment-holder squarespace-comments post-comments "
    "sqs-comments comments-wrapper comments-list disqus_thread comments-page "
    "article-comments commentsarea".split()
)
COMMENTS = frozenset(
    "comment comment-item comment_item comment-node comment-wrapper pingback trackback".split()
)
NAMES = (
    *("fn", "user", "comment-author-name", "comment-author", "comment-name", "commenter"),
    *("commenter-name", "author-name", "comment__author", "comment-user", "author", "username"),
)
DAYS = (
    *("comment-date", "datetime", "comment-time", "comment-timestamp", "comment__date"),
    *("comment-metadata", "commentmetadata", "comment-meta", "timestamp", "date", "time"),
)
WORDS = (
    *("comment-content", "comment-text", "comment_text", "comment__content", "comment-message"),
    *("commenttext", "comment-body-text", "comment-body", "comment-entry", "message"),
)
NOT_WORDS = frozenset(
    "comment-author vcard comment-meta comment-metadata commentmetadata comment-header "
    "comment-footer comment-actions comment-reply reply comment-reply-link edit-link "
    "comment-edit-link says avatar avatar-image-container comment-timestamp comment-date "
    "likes like-count comment-likes comment-like comment-like-link wpl-comment-likes "
    "comment-controls comment-tools comment-replies children comment-form comment-respond "
    "respond comment-awaiting-moderation author date permalink profile-img-wrap".split()
)
NOT_WORDS_TAGS = frozenset("form button nav script style noscript svg".split())
OWN = frozenset("bypostauthor by-author byauthor blog-author post-author is-author".split())
GONE = {
    "deleted-comment": "deleted",
    "comment-deleted": "deleted",
    "comment-awaiting-moderation": "waiting",
    "pingback": "pingback",
    "trackback": "trackback",
}
VERB = re.compile(r"\s*(?:says|said|wrote|commented|replied)?\s*(?:\.{3}|…|:)?\s*$", re.IGNORECASE)
VERB_AFTER = re.compile(r"(?:\s*</[a-z]+>)*\s*([^\W\d_]{2,12}\s?:)(?=\s*<)")
NUMBER = re.compile(r"\d+")
NUMBERED = re.compile(r"(?:li-|div-)?comment-\d+")
NAME_TAGS = ("a", "b", "strong", "cite")
WORD = re.compile(r"\w")
AROUND = " ·•|—–-,"
LINK_TO_ACT = re.compile(r"(?:report|reply|edit|like|share)-link")
LONGEST_NAME = 60


def regions(tree: Tree) -> list[Element]:
    """The outermost elements of a page that hold what readers said."""
    found: list[Element] = []
    for one in tree.root.inside():
        if is_region(one) and not any(one.start < other.end for other in found):
            found.append(one)
    return found


def is_region(element: Element) -> bool:
    """Whether an element holds what readers said."""
    named = _classes(element) | _bare(element.id.lower())
    return not REGIONS.isdisjoint(named) and element.tag not in ("body", "html", "a", "span")


def _classes(element: Element) -> set[str]:
    """The classes of an element, those too that a theme, or WordPress, has put a name before."""
    return {bare for name in element.classes for bare in _bare(name)}


def _bare(name: str) -> set[str]:
    rest = name.removeprefix("wp-block-") if "wp-block-" in name else name.partition("-")[2]
    return {name, rest} if rest.startswith("comment") else {name}


def said(tree: Tree, regions: Sequence[Element]) -> list[Said]:
    """The comments of those elements, in the order of the page."""
    inside = [one for region in regions for one in (region, *region.inside())]
    comments = [one for one in inside if _is_comment(one)]
    if not comments:
        return [one for region in regions for one in _in_turn(tree, region)]
    held = {id(one) for one in comments}
    made: list[Said] = []
    ids: dict[int, str] = {}
    for one in comments:
        own = [one, *one.inside(lambda inner: id(inner) in held)]
        above = next((ids[id(other)] for other in one.above() if id(other) in ids), "")
        number = _number(one) or str(len(made) + 1)
        comment = _said(tree, own, held, number, above)
        if comment.name or comment.gone or words(comment.html):
            ids[id(one)] = number
            made.append(comment)
    return made


def _is_comment(element: Element) -> bool:
    if element.tag not in ("li", "div", "article", "section"):
        return False
    listed = element.tag == "li" and element.parent is not None and is_region(element.parent)
    typed = element.attributes.get("itemtype", "").endswith("Comment")
    if listed or typed or not _classes(element).isdisjoint(COMMENTS):
        return True
    # The same number once more is a part of the same comment.
    numbered = NUMBERED.fullmatch(element.id.lower())
    return bool(numbered) and all(_number(above) != _number(element) for above in element.above())


def _said(tree: Tree, own: Sequence[Element], held: Set[int], number: str, above: str) -> Said:
    """One comment; `own` are its element and those in it, without the replies it holds."""
    body = _body(own[1:]) or own[0]
    name = _name(tree, _first(own[1:], NAMES) or _heading(tree, own[1:], body))
    classes = frozenset(name for one in own for name in one.classes)
    inside = [one for one in body.inside() if id(one) in held or _is_no_word(one)]
    if name and body.start <= name.start < body.end:
        inside += [name, *_verb_after(tree, name)]
    return Said(
        id=number,
        name=_called(tree, name) if name else "",
        day=_day(tree, own[1:]),
        html=tree.cut(body, outermost(inside)),
        parent=above,
        is_own=not OWN.isdisjoint(classes),
        gone=next((kind for name, kind in GONE.items() if name in classes), ""),
    )


def _verb_after(tree: Tree, name: Element) -> Iterator[Element]:
    """The `says:` that an old theme puts bare behind a name, in whatever language."""
    if found := VERB_AFTER.match(tree.source, name.end):
        yield Element("", {}, found.start(1), found.start(1), None, found.end(1), found.end(1))


def _body(elements: Sequence[Element]) -> Element | None:
    """The element of the words: of several inside one another, the innermost."""
    found = [one for one in elements if not _classes(one).isdisjoint(WORDS)]
    inner = [one for one in found if not any(one.start < other.start < one.end for other in found)]
    return next(iter(inner), None)


def _name(tree: Tree, element: Element | None) -> Element | None:
    """The name inside what holds it, a face and a day perhaps beside it."""
    inner = [one for one in (element.inside() if element else ()) if one.tag in NAME_TAGS]
    spoken = ((one, tree.words(one)) for one in inner)
    named = (one for one, text in spoken if WORD.search(text) and not day_in(text))
    return next(named, element)


def _called(tree: Tree, name: Element) -> str:
    """A name as it is shown, without the day and without `says`."""
    days = [one for one in name.inside() if day_in(tree.words(one))]
    return VERB.sub("", words(tree.cut(name, outermost(days)))).strip(AROUND)


def _first(elements: Sequence[Element], names: Sequence[str]) -> Element | None:
    """The first element of the first class that any has."""
    found = (one for name in names for one in elements if name in _classes(one))
    return next(found, None)


def _heading(tree: Tree, own: Sequence[Element], body: Element) -> Element | None:
    """What stands above the words as a name does, where no class says that it is one."""
    for one in own:
        if one.start >= body.start > own[0].start:
            return None
        text = tree.words(one) if one.tag in (*NAME_TAGS, "h3", "h4", "h5") else ""
        if text and len(text) <= LONGEST_NAME and not day_in(text):
            return one
    return None


def _is_no_word(element: Element) -> bool:
    if element.tag in NOT_WORDS_TAGS or not NOT_WORDS.isdisjoint(_classes(element)):
        return True
    return any(LINK_TO_ACT.search(name) for name in element.classes)


def _day(tree: Tree, own: Sequence[Element]) -> date | None:
    """The day of a comment: what a machine reads of it first, then what people do."""
    for one in own:
        stated = one.attributes.get("datetime", "") or one.attributes.get("title", "")
        if one.tag in ("time", "abbr", "meta") and (day := day_in(stated)):
            return day
    dated = [one for name in DAYS for one in own if name in _classes(one)]
    spoken = [inner for one in dated for inner in (one, *one.inside())]
    return next((day for one in spoken if (day := day_in(tree.words(one)))), None)


def _number(element: Element) -> str:
    """The number a comment has on its page; empty where it has none."""
    stated = element.id or element.attributes.get("data-comment-id", "")
    numbers = NUMBER.findall(stated)
    return numbers[-1] if numbers else stated


def _in_turn(tree: Tree, region: Element) -> Iterator[Said]:
    """Comments that are no elements of their own: name, words and day follow one another."""
    parts: list[list[Element]] = []
    for one in region.inside():
        if one.tag == "dt" or not _classes(one).isdisjoint(NAMES):
            if not parts or any(not _classes(part).isdisjoint(WORDS) for part in parts[-1]):
                parts.append([])
            parts[-1].append(one)
        elif parts and not _classes(one).isdisjoint((*WORDS, *DAYS)):
            parts[-1].append(one)
    for part in parts:
        name, body = part[0], _first(part, WORDS)
        if body:
            yield Said("", _called(tree, name), _day(tree, part), tree.cut(body))
