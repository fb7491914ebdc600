"""The parts of a saved page: where the essay stands in it, what it is called, when it came out.

Known by the names that the common blogs give them, from the surest to the least sure. Of several
elements of one name the longest is taken; the others may be other posts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from anthology.gather.html import tokens
from anthology.gather.html.tokens import Kind
from anthology.gather.html.tree import Element, Tree, outermost, words
from anthology.gather.saved import page_comments
from anthology.gather.typed.days import day_in

# What a blog calls the element its post's words stand in.
BODIES = (
    *("entry-content", "post-content", "post-body", "available-content", "article-content"),
    *("article-body", "articlebody", "blog-item-content", "blog-item-content-wrapper"),
    *("gh-content", "post-full-content", "e-content", "postarticle-content", "section-content"),
    *("post-entry", "entry-body", "blog-content", "post-text", "story-body", "td-post-content"),
    *("single-content", "post__content", "entry__content", "article__body", "blog-post-content"),
    *("wp-block-post-content", "elementor-widget-theme-post-content", "et_pb_post_content"),
    *("entry-text", "post_content", "entrytext", "post", "hentry", "entry"),
)
# What stands in such an element and is none of the essay's words.
ASIDE_TAGS = frozenset("nav aside footer form".split())
ASIDES = frozenset(
    "entry-meta post-meta entry-footer post-footer post-header-meta byline author-box author-bio "
    "about-author post-author related-posts related post-navigation nav-links navigation "
    "navigation-post tags-links tag-links cat-links post-tags entry-tags breadcrumbs breadcrumb "
    "sidebar widget widget-area screen-reader-text skip-link post-labels post-timestamp "
    "post-share-buttons metabar u-metabar postmetadata".split()
)
TITLES = (
    *("entry-title", "post-title", "p-name", "article-title", "blogitem-title", "pw-post-title"),
    "title",
)
DAYS = (
    *("published", "entry-date", "post-date", "dt-published", "date-header", "posted-on"),
    *("entry-time", "date", "blog-date", "post-timestamp"),
)
META_DAYS = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")
PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
SUBTITLES = frozenset(
    "subtitle entry-subtitle post-subtitle p-summary article-subtitle gh-article-excerpt "
    "post-full-custom-excerpt pw-subtitle-paragraph".split()
)
# Where a blog marks each paragraph of an essay, what stands before the first is the blog's.
MARKED = "pw-post-body-paragraph"
SITE = re.compile(r"\s+[|–—«»·•-]\s+|(?<=\w): ")
PARAGRAPHS = frozenset("p blockquote pre h2 h3 h4 h5 span em i b strong br font".split())
KEPT_ABOVE = ("figure", "h1", "h2", "h3")
NEARBY = 3000  # letters of the page below the essay in which its day may stand
ANOTHER_POST = 200  # letters
FEWEST = 0.2  # of the words in paragraphs on the page: less is no essay's element
SILENT = frozenset("script style noscript template head form nav aside footer".split())


@dataclass(frozen=True, slots=True)
class Found:
    """Where an essay stands; `why` is told where it was a guess. `others` are elements of the
    same name that are not it."""

    element: Element
    why: str = ""
    others: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself in its head."""

    metas: dict[str, str]
    title: str
    link: str


def head(tree: Tree) -> Head:
    """The metadata of a page; of a name given twice, the first."""
    metas: dict[str, str] = {}
    title, link = "", ""
    for one in tree.root.inside():
        match one.tag:
            case "meta":
                name = one.attributes.get("property") or one.attributes.get("name")
                name = name or one.attributes.get("itemprop", "")
                metas.setdefault(name.lower(), one.attributes.get("content", "").strip())
            case "title" if not title:
                title = tree.words(one)
            case "link" if one.attributes.get("rel", "").lower() == "canonical" and not link:
                link = one.attributes.get("href", "")
    return Head(metas, title, link or metas.get("og:url", ""))


def body(tree: Tree, comments: Sequence[Element]) -> Found | None:
    """The element that holds the essay; nothing where the page has no words."""
    letters = _Letters.of(tree.source)
    elements = [one for one in tree.root.inside(_is_silent) if not _is_in(one, comments)]
    enough = FEWEST * sum(letters.inside(one) for one in elements if one.tag == "p")
    for named in _candidates(elements):
        by_length = sorted(named, key=letters.inside, reverse=True)
        if by_length and letters.inside(by_length[0]) > enough:
            first, *rest = by_length
            others = [one for one in rest if not _is_in(one, [first]) and not _is_in(first, [one])]
            others = [one for one in others if letters.inside(one) > ANOTHER_POST]
            return Found(first, others=tuple(sorted(others, key=lambda one: one.start)))
    return _densest(elements, letters)


def _candidates(elements: Sequence[Element]) -> Iterator[list[Element]]:
    for name in BODIES:
        yield [one for one in elements if name in one.classes and one.tag != "body"]
    yield [one for one in elements if one.attributes.get("itemprop", "").lower() == "articlebody"]
    yield [one for one in elements if one.tag == "article"]
    yield [one for one in elements if one.tag == "main" or one.attributes.get("role") == "main"]


def _densest(elements: Sequence[Element], letters: _Letters) -> Found | None:
    """The element with the most words right in it, or in paragraphs right in it."""
    direct = {id(one): letters.inside(one) for one in elements}
    for one in elements:
        if one.parent and id(one.parent) in direct and one.tag not in PARAGRAPHS:
            direct[id(one.parent)] -= letters.inside(one)
    weights: dict[int, float] = dict(direct)
    for one in elements:
        if one.parent and id(one.parent) in weights and one.tag in ("div", "section", "center"):
            weights[id(one.parent)] += direct[id(one)] / 2
    heaviest = max(elements, key=lambda one: weights[id(one)], default=None)
    if heaviest is None or not letters.inside(heaviest):
        return None
    return Found(
        heaviest, "the page does not name the element its essay is in; this has most words"
    )


def _is_silent(element: Element) -> bool:
    return element.tag in SILENT


def _is_in(element: Element, others: Sequence[Element]) -> bool:
    return any(other.start <= element.start < other.end for other in others)


@dataclass(frozen=True, slots=True)
class _Letters:
    """How many letters of words stand before each place of a page."""

    places: list[int]
    before: list[int]

    @classmethod
    def of(cls, source: str) -> _Letters:
        places, before, at, count, silent = [0], [0], 0, 0, ""
        for token in tokens.tokens(source):
            at += len(token.source)
            if token.kind is Kind.OPEN and token.name in SILENT:
                silent = silent or token.name
            elif token.kind is Kind.CLOSE and token.name == silent:
                silent = ""
            elif token.kind is Kind.TEXT and not silent:
                count += len("".join(token.source.split()))
                places.append(at)
                before.append(count)
        return cls(places, before)

    def inside(self, element: Element) -> int:
        """How many of them an element holds."""
        start, end = (
            bisect_right(self.places, at) - 1 for at in (element.inner, element.inner_end)
        )
        return self.before[end] - self.before[start]


def asides(element: Element) -> list[Element]:
    """What stands in the essay's element and is none of its words."""
    named = [
        one
        for one in element.inside()
        if one.tag in ASIDE_TAGS
        or not one.classes.isdisjoint(ASIDES)
        or page_comments.is_region(one)
    ]
    return outermost([*named, *_before_the_first(element)])


def _before_the_first(element: Element) -> list[Element]:
    """What stands above the first of the paragraphs a blog marks, but for pictures and titles."""
    inside = list(element.inside())
    first = next((one for one in inside if MARKED in one.classes), None)
    if not first:
        return []
    above = [one for one in inside if one.end <= first.start]
    kept = outermost(one for one in above if one.tag in KEPT_ABOVE)
    starts = [one.start for one in kept]

    def holds_or_is_held(one: Element) -> bool:
        last = bisect_left(starts, one.end) - 1
        return last >= 0 and kept[last].end > one.start

    return [one for one in above if not holds_or_is_held(one)]


def title(tree: Tree, said: Head, element: Element) -> tuple[str, Element | None]:
    """What the essay is called, and the heading in the page that says so."""
    stated = said.metas.get("og:title") or said.title
    heads = [one for one in tree.root.inside(_is_silent) if one.tag in ("h1", "h2", "h3")]
    heads = [one for one in heads if one.start < element.inner_end]
    classed = [one for name in TITLES for one in heads if name in one.classes]
    alike = [one for one in heads if (text := tree.words(one)) and _is_part(text, stated)]
    near = [one for one in classed if not stated or _is_part(tree.words(one), stated)]
    # Above an essay stands the name of its site too.
    opening = _opening(tree, element, alike)
    alike.sort(key=lambda one: (one is not opening, -one.start))
    for one in [*near, *alike, *(classed if not stated else [])]:
        if text := tree.words(one):
            return text, one
    return _without_site(stated, said), None


def _opening(tree: Tree, element: Element, headings: Sequence[Element]) -> Element | None:
    """The heading an element opens with."""
    inside = (one for one in headings if element.start <= one.start < element.end)
    first = next(inside, None)
    return first if first and not words(tree.source[element.inner : first.start]) else None


def _is_part(text: str, stated: str) -> bool:
    """Whether a heading is the title of a page, which may have its site's name beside it."""
    one, other = (re.sub(r"\W", "", said.casefold()) for said in (text, stated))
    return bool(one) and (other.startswith(one) or other.endswith(one))


def _without_site(stated: str, said: Head) -> str:
    site = said.metas.get("og:site_name", "")
    parts = SITE.split(stated)
    if site and len(parts) > 1:
        return stated.removesuffix(site).rstrip(" |–—«»:·•-") or stated
    return parts[0] if len(parts) == 2 and "og:title" not in said.metas else stated


def subtitle(tree: Tree, element: Element) -> tuple[str, Element | None]:
    """What stands under the title, where the page names it."""
    for one in tree.root.inside(_is_silent):
        if one.start < element.inner_end and not one.classes.isdisjoint(SUBTITLES):
            return tree.words(one), one
    return "", None


def day(tree: Tree, said: Head, element: Element) -> date | None:
    """The day it came out: what the page says to machines first, then what it shows."""
    stated = [said.metas.get(name, "") for name in META_DAYS]
    stated += PUBLISHED.findall(tree.source)[:1]
    if found := next((day for one in stated if (day := day_in(one))), None):
        return found
    page = [one for one in tree.root.inside(_is_silent) if one.start < element.end + NEARBY]
    for one in page:
        if one.tag in ("time", "abbr"):
            machine = one.attributes.get("datetime") or one.attributes.get("title", "")
            if machine and (found := day_in(machine)):
                return found
    dated = (one for name in DAYS for one in page if name in one.classes)
    return next((day for one in dated if (day := day_in(tree.words(one)))), None)
