"""Exports of blogs made on the spot: WordPress's form (WXR), and Blogger's feed."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

WXR = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
    ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/">\n<channel><title>Shore Notes</title>'
    "<link>https://shore.example</link><wp:wxr_version>1.2</wp:wxr_version>"
    "<wp:base_blog_url>https://shore.example</wp:base_blog_url>"
    "<wp:author><wp:author_id>7</wp:author_id><wp:author_login>ines</wp:author_login>"
    "<wp:author_email>ines@shore.example</wp:author_email>"
    "<wp:author_display_name><![CDATA[Ines Hart]]></wp:author_display_name></wp:author>"
)
GENERATOR = "<generator>https://wordpress.org/?v=6.4</generator>\n"
ATOM = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
    ' xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:app="http://purl.org/atom/app#">'
    "<id>tag:blogger.com,1999:blog-55.archive</id><title>Shore Notes</title>"
)
KIND = "http://schemas.google.com/blogger/2008/kind#"


def item(content: str, title: str = "The Net", number: int = 1, inside: str = "") -> str:
    """A published post; what is `inside` comes last, and comments go there."""
    return (
        f"<item><title><![CDATA[{title}]]></title><link>https://shore.example/{number}/</link>"
        f"<dc:creator>ines</dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>2024-05-0{number % 9 + 1} 10:00:00"
        "</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
        f"{inside}</item>\n"
    )


def comment(text: str, number: int, name: str = "Jo Marsh", **fields: str) -> str:
    """An approved comment, unless its fields (`approved`, `type`, `parent` …) say otherwise."""
    said = {"author": name, "content": text, "approved": "1", "type": "comment", "parent": "0"}
    said |= {"author_email": "jo@reader.example", "author_IP": "192.0.2.7", "user_id": "0"}
    said |= {"date": "2024-05-09 08:00:00"} | fields
    inside = "".join(
        f"<wp:comment_{key}><![CDATA[{value}]]></wp:comment_{key}>" for key, value in said.items()
    )
    return f"<wp:comment><wp:comment_id>{number}</wp:comment_id>{inside}</wp:comment>"


def wxr(path: Path, *items: str, generator: str = GENERATOR) -> Path:
    """An export of these items."""
    path.write_text(f"{WXR}{generator}{''.join(items)}</channel></rss>", encoding="utf-8")
    return path


def entry(
    content: str, title: str = "The Net", number: int = 1, kind: str = "post", inside: str = ""
) -> str:
    """An entry of Blogger's old feed."""
    return (
        f"<entry><id>tag:blogger.com,1999:blog-55.post-{number}</id>"
        f'<category scheme="http://schemas.google.com/g/2005#kind" term={quoteattr(KIND + kind)}/>'
        f"<published>2024-05-03T10:00:00.000-07:00</published><title>{escape(title)}</title>"
        f'<content type="html">{escape(content)}</content>{inside}</entry>\n'
    )


def feed(path: Path, *entries: str) -> Path:
    """Blogger's feed with these entries."""
    path.write_text(f"{ATOM}{''.join(entries)}</feed>", encoding="utf-8")
    return path
