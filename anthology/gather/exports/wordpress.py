"""WordPress's export (WXR 1.0 to 1.2), and those of others in its form.

Published posts are essays, with their comments. Pages, drafts, what is private or behind a
password, and all that is no text of the author's (menus, attachments, revisions) are counted by
kind. An essay is known by the site and the number of its post, so that it is found again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from anthology.errors import Place
from anthology.gather import album
from anthology.gather.cards import Threads
from anthology.gather.contacts import Contact
from anthology.gather.exports import elementor, posted, wordpress_body, wordpress_comments
from anthology.gather.exports.posted import Post
from anthology.gather.exports.wordpress_body import Newlines
from anthology.gather.exports.wordpress_comments import Writer
from anthology.gather.gathered import LeftOut, Parcel, Source, SourceFile
from anthology.gather.html import tokens
from anthology.gather.html.body import House
from anthology.gather.html.line import White
from anthology.gather.intake import xml_stream
from anthology.gather.intake.xml import Record
from anthology.gather.intake.xml_entries import Entries
from anthology.gather.names import slug
from anthology.gather.services import loose
from anthology.gather.services.loose import Said, Thread
from anthology.gather.typed.days import day_in

MARKS = (b"<wp:wxr_version>", b"http://wordpress.org/export/1.", b"<wp:post_type>", b"<wp:post_id>")
BY_WORDPRESS = re.compile(r"wordpress\.(?:com|org)", re.IGNORECASE)
KEPT_ELSEWHERE = "wp_block"
POST = frozenset(["", "post"])
SHOWN = frozenset(["", "publish"])
STATUS = {
    "draft": ("draft", "it was not published"),
    "auto-draft": ("draft", "it was not published"),
    "pending": ("pending post", "it was not published"),
    "future": ("scheduled post", "its day has not come"),
    "private": ("private post", "only its author sees it"),
    "trash": ("trashed post", "it was thrown away"),
}
NO_TEXT = {
    "attachment": "attachment",
    "nav_menu_item": "menu entry",
    "revision": "revision",
    "wp_block": "reusable block",
    "wp_global_styles": "design setting",
    "wp_navigation": "menu",
    "wp_template": "template",
    "wp_template_part": "template",
    "custom_css": "design setting",
    "customize_changeset": "design setting",
    "oembed_cache": "embed",
    "feedback": "form answer",
}
SUBTITLES = ("_subtitle", "subtitle", "kia_subtitle", "wps_subtitle", "secondary_title")
MOST_COMMENTS = 500_000  # in one file


@dataclass(frozen=True, slots=True)
class Site:
    """The blog an export is of: what its essays are known by, the hosts its links lead to, who
    writes on it, what a newline is in a post of it, and how the ids of its comments begin."""

    name: str
    hosts: frozenset[str]
    writers: tuple[Writer, ...]
    newlines: Newlines
    origin: str = "wp"

    def author(self, login: str) -> Writer:
        """Who wrote a post; on a blog of one, that one."""
        for one in self.writers:
            if one.login == login or len(self.writers) == 1:
                return one
        return Writer("", login, "", login)


def recognises(file: SourceFile) -> bool:
    """RSS with WordPress's own elements in it, whatever the version."""
    return b"<rss" in file.data and any(mark in file.data for mark in MARKS)


def read(file: SourceFile, change: Callable[[Site], Site] = lambda site: site) -> Parcel:
    """The essays of an export with their comments; `change` is for another's export in this form.
    Raises GatherError where it is beyond what is read."""
    found = _Reader(file, change)
    parcel = posted.parcel(found.posts(), album.beside(file), ())
    return Parcel(
        parcel.essays,
        (*parcel.left_out, *found.left_out),
        found.loose,
        (*parcel.rows, *found.entries.rows()),
    )


def contacts(
    file: SourceFile, change: Callable[[Site], Site] = lambda site: site
) -> Iterator[Contact]:
    """Who wrote each comment; whether its post is in the book is not asked here."""
    entries = Entries(file, ("item",))
    site: Site | None = None
    for item in entries:
        site = site or change(_site(entries.head, item, file))
        page = Thread((), item.get("link"), tokens.line(item.get("title")), _known(item, site))
        yield from wordpress_comments.contacts(item, site.origin, page)


def _known(item: Record, site: Site) -> str:
    """What a post is known by."""
    name = item.get("wp:post_name") or tokens.line(item.get("title"))
    return f"{site.name} {item.get('wp:post_id') or slug(name)}"


@dataclass(slots=True)
class _Reader:
    """Goes through the entries of an export; what gives no post is put aside."""

    file: SourceFile
    change: Callable[[Site], Site]
    kept: Mapping[str, str] = field(default_factory=dict)
    entries: Entries = field(init=False)
    left_out: list[LeftOut] = field(default_factory=list)
    loose: Threads = field(default_factory=Threads)
    met: set[int] = field(default_factory=set)
    heard: int = 0

    def __post_init__(self) -> None:
        self.entries = Entries(self.file, ("item",))

    def posts(self) -> Iterator[Post]:
        """Every published post."""
        site: Site | None = None
        for item in self.entries:
            site = site or self._opened(item)
            if why_not := _why_not(item):
                self.left_out += posted.without_it(why_not, wordpress_comments.shown(item))
            elif (post := self._post(item, site)) and not self._is_again(post):
                yield post
        for words in self.entries.unread:
            reason = "the file is broken here, and nothing of it can be read"
            self.left_out.append(LeftOut("broken entry", words, reason))

    def _opened(self, item: Record) -> Site:
        """The blog the file is of; with it is known which of the lent blocks are its own."""
        site = _site(self.entries.head, item, self.file)
        mine = f"{site.name} "
        self.kept = {
            name.removeprefix(mine): words
            for name, words in self.file.lent.texts.items()
            if name.startswith(mine)
        }
        return self.change(site)

    def _is_again(self, post: Post) -> bool:
        """Was this post, word for word, in the file before?"""
        said = hash((post.source, post.title, post.html))
        if said in self.met:
            self.left_out.append(LeftOut("essay twice", post.title, "it is in the file already"))
            return True
        self.met.add(said)
        return False

    def _post(self, item: Record, site: Site) -> Post | None:
        """A post; nothing where the export holds only what readers said of it."""
        title = tokens.line(item.get("title"))
        known, link = _known(item, site), item.get("link")
        said, meta, content = self._said(item, site), _meta(item), item.get("content:encoded")
        if said and not content and not meta.get(elementor.KEPT):
            thread = Thread(said, link, title, known)
            self.loose.extend(loose.astray(site.origin, [thread], self.left_out))
            return None
        source = wordpress_body.source(content, meta, self.kept, site.newlines)
        return Post(
            source=known,
            title=title,
            html=source.html,
            subtitle=next((tokens.line(meta[key]) for key in SUBTITLES if meta.get(key)), ""),
            day=day_in(item.get("wp:post_date")) or day_in(item.get("pubDate")),
            links=tuple(filter(None, (link, item.get("guid")))),
            left_out=(*source.left_out, *_excerpt(item)),
            said=said,
            origin=site.origin,
            is_damaged=item.is_damaged,
            house=_house(source, site, self.file),
        )

    def _said(self, item: Record, site: Site) -> tuple[Said, ...]:
        """The comments of a post, as long as there are not too many of them in all."""
        said = tuple(wordpress_comments.said(item, site.author(item.get("dc:creator"))))
        self.heard += len(said)
        if self.heard > MOST_COMMENTS:
            limit = f"more than {MOST_COMMENTS:,} comments; no more are read"
            raise xml_stream.beyond(self.file.path, limit)
        return said


def _house(source: wordpress_body.Source, site: Site, file: SourceFile) -> House:
    return House(
        place=Place(file.path),
        white=White.LINES if source.is_classic else White.COLLAPSED,
        site=site.hosts,
        mark=source.mark,
        note=source.note,
    )


def lends(file: SourceFile) -> dict[str, str]:
    """The blocks of a blog that posts only point at, by the blog and their number. They may stand
    below the posts or in another file, so a file that has any is gone through before."""
    if not xml_stream.contains(file, KEPT_ELSEWHERE):
        return {}
    entries = Entries(file, ("item",))
    blog = ""
    kept: dict[str, str] = {}
    for item in entries:
        blog = blog or _site(entries.head, item, file).name
        if item.get("wp:post_type") == KEPT_ELSEWHERE:
            kept[f"{blog} {item.get('wp:post_id')}"] = item.get("content:encoded")
    return kept


def _site(head: Record | None, item: Record, file: SourceFile) -> Site:
    """The blog, as the head of the file says, or else the first post."""
    channel = head.find("channel") if head else None
    links = [
        channel.get(name) if channel else ""
        for name in ("wp:base_blog_url", "wp:base_site_url", "link")
    ] + [item.get("link"), item.get("guid")]
    addresses = [address for link in links if (address := _address(link))]
    title = slug(channel.get("title")) if channel else ""
    name = addresses[0] if addresses else title or slug(file.path.stem)
    generator = channel.get("generator") if channel else ""
    writers = map(wordpress_comments.writer, channel.all("wp:author")) if channel else ()
    return Site(
        name=f"wordpress {name}",
        hosts=frozenset(address.partition("/")[0] for address in addresses[:2]),
        writers=tuple(writers),
        newlines=Newlines.LINES if BY_WORDPRESS.search(generator) else Newlines.TELL,
    )


def _address(link: str) -> str:
    """`https://www.a.org/blog/` → `a.org/blog`; of a post's link only the host."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.")


def _why_not(item: Record) -> LeftOut | None:
    """Why an entry is no essay of the book; nothing where it is one."""
    kind, status = item.get("wp:post_type"), item.get("wp:status")
    title = tokens.line(item.get("title")) or item.get("wp:post_name")
    if kind == "page":
        return LeftOut("page", title, "it is a page of the site, and no post")
    if kind in NO_TEXT:
        return LeftOut(NO_TEXT[kind], title, "it is no text of its own")
    if kind not in POST:
        reason = f"the blog calls it a {kind}, and no post"
        return LeftOut(f"{kind.replace('_', ' ')} entry", title, reason)
    if status not in SHOWN:
        what, reason = STATUS.get(status, (f"{status} post", "it was not published"))
        return LeftOut(what, title, reason)
    if item.get("wp:post_password"):
        return LeftOut("protected post", title, "it is behind a password")
    return None


def _meta(item: Record) -> dict[str, str]:
    return {
        record.get("wp:meta_key"): record.get("wp:meta_value") for record in item.all("wp:postmeta")
    }


def _excerpt(item: Record) -> Iterator[LeftOut]:
    if words := tokens.line(item.get("excerpt:encoded")):
        yield LeftOut("excerpt", words, "a blog shows it instead of the essay, not in it")


SOURCE = Source("WordPress", recognises, read, is_streamed=True, contacts=contacts, lends=lends)
