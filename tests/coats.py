"""One poem in every coat a verse line can arrive in, dressed by every source that can bring it."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path

from blogs import entry, feed, item, wxr
from documents import docx, odt, w_par
from exports import a_zip

PROSE = (
    "We mended the net by the window all that winter, and nobody said what it was for, or who "
    "would row out with it in the spring."
)
# The third line is set in by one press of an indent button, or by four spaces.
LINES = ("Rope first.", "Then the knot.", "    Then the waiting.", "It holds.")
ONE_POEM = f"{PROSE}\n\n" + "\n".join(LINES) + "\n"
PRESS = "margin-left: 40px"


def _spaced(line: str) -> str:
    words = line.lstrip()
    return "&nbsp;" * (len(line) - len(words)) + words


def _press(line: str) -> bool:
    return line.startswith(" ")


# (a) to (d), (g), (h): how HTML shows the lines.
SHOWN = {
    "(a) line breaks": f"<p>{PROSE}</p><p>" + "<br>".join(map(_spaced, LINES)) + "</p>",
    "(b) paragraphs": f"<p>{PROSE}</p>" + "".join(f"<p>{_spaced(line)}</p>" for line in LINES),
    "(b) divisions": f"<div>{PROSE}</div><div><br></div>"
    + "".join(f"<div>{_spaced(line)}</div>" for line in LINES),
    "(c) preformatted": f"<p>{PROSE}</p><pre>" + "\n".join(LINES) + "</pre>",
    "(d) white space that shows": f'<p>{PROSE}</p><p style="white-space: pre-wrap">'
    + "\n".join(LINES)
    + "</p>",
    "(g) a quotation": f"<p>{PROSE}</p><p>"
    + "<br>".join(LINES[:2])
    + f"</p><blockquote>{LINES[2].strip()}</blockquote><p>{LINES[3]}</p>",
    "(g) a list": f"<p>{PROSE}</p><p>"
    + "<br>".join(LINES[:2])
    + f"</p><ul>{LINES[2].strip()}</ul><p>{LINES[3]}</p>",
    "(h) a margin": f"<p>{PROSE}</p>"
    + "".join(f'<p style="{PRESS if _press(line) else ""}">{line.strip()}</p>' for line in LINES),
    "(h) half an inch": f"<p>{PROSE}</p>"
    + "".join(
        f'<p style="padding-left: {"0.5in" if _press(line) else "0"}">{line.strip()}</p>'
        for line in LINES
    ),
    "(h) wide spaces": f"<p>{PROSE}</p><p>"
    + "<br>".join(line.replace("    ", "&emsp;&emsp;") for line in LINES)
    + "</p>",
}


def wordpress(folder: Path, shown: str) -> Path:
    return wxr(folder / "blog.xml", item(f"<!-- wp:html -->{shown}<!-- /wp:html -->"))


def squarespace(folder: Path, shown: str) -> Path:
    inside = f'<div class="sqs-html-content">{shown}</div>'
    return wxr(folder / "blog.xml", item(inside), generator="")


def elementor(folder: Path, shown: str) -> Path:
    data = [{"elType": "widget", "widgetType": "text-editor", "settings": {"editor": shown}}]
    meta = (
        f"<wp:meta_key>_elementor_data</wp:meta_key><wp:meta_value><![CDATA[{json.dumps(data)}]]>"
    )
    beside = f"<wp:postmeta>{meta}</wp:meta_value></wp:postmeta>"
    return wxr(folder / "blog.xml", item("", inside=beside))


def blogger(folder: Path, shown: str) -> Path:
    return feed(folder / "blog.xml", entry(shown))


def substack(folder: Path, shown: str) -> Path:
    posts = "post_id,post_date,is_published,email_sent_at,title\n1.net,2024-05-02,true,,The Net\n"
    return a_zip(folder / "export.zip", {"posts.csv": posts, "posts/1.net.html": shown})


def medium(folder: Path, shown: str) -> Path:
    page = (
        '<article class="h-entry"><h1 class="p-name">The Net</h1><section data-field="subtitle">'
        f'Of rope</section><section data-field="body">{shown}</section><footer>'
        '<a class="p-canonical" href="https://medium.example/net">x</a></footer></article>'
    )
    return a_zip(folder / "export.zip", {"posts/2024-05-02_The-Net-0a1b2c3d.html": page})


def ghost(folder: Path, shown: str = "", **kept: object) -> Path:
    post = {"id": "1", "title": "The Net", "slug": "net", "status": "published", "html": shown}
    post |= {name: json.dumps(value) for name, value in kept.items()}
    path = folder / "blog.json"
    path.write_text(json.dumps({"db": [{"data": {"posts": [post]}}]}), encoding="utf-8")
    return path


def tumblr_pages(folder: Path, shown: str) -> Path:
    page = f"<html><body><h1>The Net</h1>{shown}<div id='footer'>x</div></body></html>"
    return a_zip(folder / "export.zip", {"posts/html/1.html": page})


def tumblr_xml(folder: Path, shown: str, kind: str = "html") -> Path:
    path = folder / "posts.xml"
    said = (
        f"<regular-title>The Net</regular-title><regular-body>{html.escape(shown)}</regular-body>"
    )
    post = f'<post id="1" type="regular" format="{kind}">{said}</post>'
    path.write_text(f'<tumblr version="1.0"><posts>{post}</posts></tumblr>', encoding="utf-8")
    return path


def movabletype(folder: Path, shown: str, breaks: str = "0") -> Path:
    head = (
        f"TITLE: The Net\nSTATUS: Publish\nCONVERT BREAKS: {breaks}\nDATE: 05/02/2024 06:30:00 AM"
    )
    path = folder / "blog.txt"
    path.write_text(f"{head}\n-----\nBODY:\n{shown}\n-----\n--------\n", encoding="utf-8")
    return path


def saved_page(folder: Path, shown: str) -> Path:
    path = folder / "net.html"
    body = f'<h1>The Net</h1><div class="entry-content">{shown}</div>'
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    return path


def letter(folder: Path, shown: str, kind: str = "text/html") -> Path:
    head = (
        "From: Ines <ines@shore.example>\nSubject: The Net\nDate: Sat, 04 May 2024 10:00:00 +0000\n"
        f"Message-ID: <1@shore.example>\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n"
    )
    path = folder / "net.eml"
    path.write_text(head + shown, encoding="utf-8")
    return path


HTML: dict[str, Callable[[Path, str], Path]] = {
    one.__name__: one
    for one in (
        *(wordpress, squarespace, elementor, blogger, substack, medium, ghost),
        *(tumblr_pages, tumblr_xml, movabletype, saved_page, letter),
    )
}


def _lexical(folder: Path, *, is_broken: bool) -> Path:
    """Ghost's own JSON, a paragraph of line breaks or a paragraph a line."""

    def said(line: str) -> dict[str, object]:
        return {"type": "text", "text": line.replace("    ", "\u00a0" * 4)}

    def paragraph(*children: object, indent: int = 0) -> dict[str, object]:
        return {"type": "paragraph", "children": children, "indent": indent}

    if is_broken:
        parts = [part for line in LINES for part in ({"type": "linebreak"}, said(line))][1:]
        verse = [paragraph(*parts)]
    else:
        verse = [paragraph(said(line.strip()), indent=int(_press(line))) for line in LINES]
    root = {"root": {"children": [paragraph(said(PROSE)), *verse]}}
    return ghost(folder, lexical=root)


def _mobiledoc(folder: Path) -> Path:
    """Soft returns between the lines of one section."""
    lines = [line.replace("    ", "\u00a0" * 4) for line in LINES]
    markers = [part for line in lines for part in ([1, [], 0, 0], [0, [], 0, line])][1:]
    sections = [[1, "p", [[0, [], 0, PROSE]]], [1, "p", markers]]
    return ghost(folder, mobiledoc={"atoms": [["soft-return", "", {}]], "sections": sections})


def _wix(folder: Path, rich: str, plain: str = "x") -> Path:
    def cell(said: str) -> str:
        return '"' + said.replace('"', '""') + '"'

    path = folder / "Posts.csv"
    row = ",".join(map(cell, ("The Net", plain, rich, "2024-05-02T06:30:00Z")))
    path.write_text(f"Title,Plain Content,Rich Content,Published Date\n{row}\n", encoding="utf-8")
    return path


def _ricos(folder: Path, *, is_broken: bool) -> Path:
    def paragraph(said: str, indent: int = 0) -> dict[str, object]:
        text = {"type": "TEXT", "textData": {"text": said, "decorations": []}}
        return {"type": "PARAGRAPH", "nodes": [text], "paragraphData": {"indentation": indent}}

    spaced = [line.replace("    ", "\u00a0" * 4) for line in LINES]
    verse = (
        [paragraph("\n".join(spaced))]
        if is_broken
        else [paragraph(line.strip(), int(_press(line))) for line in LINES]
    )
    return _wix(folder, json.dumps({"nodes": [paragraph(PROSE), *verse]}))


def _npf(folder: Path, *, is_broken: bool) -> Path:
    def said(text: str, **more: object) -> dict[str, object]:
        return {"type": "text", "text": text} | more

    spaced = [line.replace("    ", "\u00a0" * 4) for line in LINES]
    verse = (
        [said("\n".join(spaced))]
        if is_broken
        else [said(ln.strip(), **({"subtype": "indented"} if _press(ln) else {})) for ln in LINES]
    )
    content = [said("The Net", subtype="heading1"), said(PROSE), *verse]
    path = folder / "posts.json"
    posts = [{"blog_name": "shore", "id_string": "1", "content": content}]
    path.write_text(json.dumps({"posts": posts}), encoding="utf-8")
    return path


W_PRESS = '<w:ind w:left="720"/>'


def _word(folder: Path, verse: str) -> Path:
    body = w_par("The Net", "Titel") + w_par(PROSE) + w_par() + verse
    return docx(folder / "net.docx", body)


def _odt(folder: Path, verse: str) -> Path:
    title = '<text:h text:style-name="Title" text:outline-level="1">The Net</text:h>'
    return odt(folder / "net.odt", f"{title}<text:p>{PROSE}</text:p><text:p/>{verse}")


def _odt_par(line: str) -> str:
    style = ' text:style-name="P1"' if _press(line) else ""
    return f"<text:p{style}>{line.strip()}</text:p>"


def _google(folder: Path, verse: str) -> Path:
    style = "<style>.c1{margin-left:36pt}.c2{font-weight:400}</style>"
    body = f'<p class="title">The Net</p><p>{PROSE}</p><p></p>{verse}'
    page = f'<html><head>{style}</head><body class="doc-content">{body}</body></html>'
    path = folder / "net.html"
    path.write_text(page, encoding="utf-8")
    return path


def _text(folder: Path, name: str, said: str) -> Path:
    path = folder / name
    path.write_text(said, encoding="utf-8")
    return path


MARKDOWN = f"{PROSE}\n\n" + "\n".join(map(_spaced, LINES)) + "\n"
NEWLINES = f"{PROSE}\n\n" + "\n".join(map(_spaced, LINES))
TYPED = f"{PROSE}\n\n" + "\n".join(LINES) + "\n"
CARD = {"root": {"children": [{"type": "markdown", "markdown": MARKDOWN}]}}

# What only one source can do: its own JSON, its own line ends, its own paragraphs.
OWN: dict[str, Callable[[Path], Path]] = {
    "(a) lexical": lambda at: _lexical(at, is_broken=True),
    "(a) mobiledoc": _mobiledoc,
    "(b) lexical, indented": lambda at: _lexical(at, is_broken=False),
    "(b) ricos, indented": lambda at: _ricos(at, is_broken=False),
    "(b) npf, indented": lambda at: _npf(at, is_broken=False),
    "(d) ricos": lambda at: _ricos(at, is_broken=True),
    "(d) wix, plain": lambda at: _wix(at, "[object Object]", TYPED),
    "(d) npf": lambda at: _npf(at, is_broken=True),
    "(d) classic": lambda at: wxr(at / "blog.xml", item(NEWLINES)),
    "(d) wpbakery": lambda at: wxr(
        at / "blog.xml", item(f"[vc_row][vc_column_text]{NEWLINES}[/vc_column_text][/vc_row]")
    ),
    "(d) elementor": lambda at: elementor(at, NEWLINES),
    "(d) movabletype": lambda at: movabletype(at, NEWLINES, "1"),
    "(e) word, line breaks": lambda at: _word(at, w_par("\n".join(LINES))),
    "(e) word, paragraphs": lambda at: _word(at, "".join(map(w_par, LINES))),
    "(e) word, a tab": lambda at: _word(
        at, "".join(w_par(line.replace("    ", "\t")) for line in LINES)
    ),
    "(h) word, an indent": lambda at: _word(
        at, "".join(w_par(ln.strip(), properties=W_PRESS if _press(ln) else "") for ln in LINES)
    ),
    "(e) opendocument": lambda at: _odt(at, "".join(map(_odt_par, LINES))),
    "(e) opendocument, line breaks": lambda at: _odt(
        at,
        "<text:p>"
        + "<text:line-break/>".join(line.replace("    ", '<text:s text:c="4"/>') for line in LINES)
        + "</text:p>",
    ),
    "(e) google": lambda at: _google(
        at,
        "".join(f'<p class="{"c1" if _press(ln) else "c2"}">{ln.strip()}</p>' for ln in LINES),
    ),
    "(e) google, line breaks": lambda at: _google(
        at, "<p>" + "<br>".join(map(_spaced, LINES)) + "</p>"
    ),
    "(f) markdown": lambda at: _text(at, "net.md", f"# The Net\n\n{MARKDOWN}"),
    "(f) a card of markdown": lambda at: ghost(at, lexical=CARD),
    "(f) movabletype": lambda at: movabletype(at, MARKDOWN, "markdown"),
    "(f) tumblr": lambda at: tumblr_xml(at, MARKDOWN, "markdown"),
    "(i) text": lambda at: _text(at, "net.txt", f"The Net\n{TYPED}"),
    "(i) text without gaps": lambda at: _text(at, "net.txt", "\n".join(["The Net", PROSE, *LINES])),
    "(i) a letter": lambda at: letter(at, TYPED, "text/plain"),
}
