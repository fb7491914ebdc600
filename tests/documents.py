"""Word and OpenDocument files made on the spot, of as little XML as either program would read."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{rest}</w:style>'
    for key, name, rest in (
        ("Titel", "Title", ""),
        ("Untertitel", "Subtitle", ""),
        ("berschrift1", "heading 1", ""),
        ("berschrift2", "heading 2", ""),
        ("Meine", "My heading", '<w:basedOn w:val="berschrift2"/>'),
        ("Zitat", "Quote", '<w:pPr><w:ind w:left="720"/></w:pPr>'),
        ("Bild", "caption", ""),
        ("Inhalt", "toc 1", ""),
    )
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def w_run(text: str, look: str = "") -> str:
    """A run of letters; tabs and line ends in it as Word writes them."""
    inside = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    inside = inside.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}<w:t xml:space='preserve'>{inside}</w:t></w:r>"


def w_par(text: str = "", style: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph of one run, or of the runs given."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs or (w_run(text) if text else '')}</w:p>"


def docx(
    path: Path, body: str, parts: Mapping[str, str | bytes] | None = None, related: str = ""
) -> Path:
    """A Word document with that body; `parts` are the others by their names."""
    every = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {W} {R} {A} {WP}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{WORD_STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{NUMBERING}</w:numbering>",
        **(parts or {}),
    }
    kinds = {"styles": "styles.xml", "numbering": "numbering.xml"}
    kinds |= {
        Path(name).stem.rstrip("0123456789"): name.removeprefix("word/")
        for name in parts or {}
        if name.startswith("word/") and name.endswith(".xml") and name not in ("word/document.xml",)
    }
    rels = "".join(
        f'<Relationship Id="x{number}" Type="{RELATED}/{kind}" Target="{name}"/>'
        for number, (kind, name) in enumerate(kinds.items())
    )
    every["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rels}{related}</Relationships>"
    )
    return _zipped(path, every)


ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODF += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
ODT_STYLES = (
    '<style:style style:name="I" style:family="text">'
    '<style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="U" style:family="text">'
    '<style:text-properties style:text-underline-style="solid"/></style:style>'
    '<style:style style:name="Above" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="Hidden" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="1.27cm"/></style:style>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="P3" style:family="paragraph" '
    'style:parent-style-name="Heading_20_1"/>'
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def odt(path: Path, body: str, parts: Mapping[str, str | bytes] | None = None) -> Path:
    """An OpenDocument text with that body; `parts` are the others by their names."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{ODT_STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.text"
    return _zipped(path, {"mimetype": mime, "content.xml": content, **(parts or {})})


def _zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
