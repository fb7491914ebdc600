"""WordPress shortcodes: `[gallery]`, `[caption]…[/caption]`, and those of themes and builders.

They are commands of the blog, not words. Each is taken out and told, and what stands between an
opening and a closing one is kept, but where it is no text either. A word an author put in
brackets is hers: a command has a known name, a value, an underscore, or a closing partner.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from anthology.gather.gathered import LeftOut

# Tags first, so that nothing inside one is taken for a shortcode; `[[x]]` is one written out.
MARK = re.compile(
    r"<[!/a-zA-Z][^<>]*>|\[\[[^\[\]]*\]\]"
    r"|\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<values>(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*+)\]"
)
VALUE = re.compile(r"(\w[\w-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))")
KNOWN = frozenset(
    "gallery playlist audio video embed caption wp_caption youtube vimeo soundcloud spotify "
    "contact-form contact-form-7 recent-posts archives sitemap subscribe jetpack-related-posts "
    "polldaddy poll wpforms gravityform mc4wp_form slideshow tweet instagram facebook googlemaps "
    "wpvideo ted dailymotion flickr gist jetpack_subscription_form caldera_form paypal toc ez-toc "
    "lwptoc sharethis addtoany subscribe2 display-posts".split()
)
CAPTIONS = frozenset(["caption", "wp_caption"])
BOXES = ("vc_", "et_pb_")  # every command of these builders is one
APART = "\n\n"
# Page builders keep a heading as a value of the command that shows it.
HEADINGS = {
    "et_pb_slide": ("heading",),
    "et_pb_fullwidth_header": ("title", "subhead"),
    "vc_cta": ("h2", "h4"),
    "vc_custom_heading": ("text",),
    **dict.fromkeys(
        "et_pb_heading et_pb_blurb et_pb_cta et_pb_toggle et_pb_accordion_item et_pb_tab "
        "vc_tta_section vc_toggle vc_text_separator vc_tab vc_accordion_tab fusion_toggle "
        "fusion_tab".split(),
        ("title",),
    ),
}
LEVEL = re.compile(r"\btag:(h[1-6])")
# How the builders write what would end a value.
SPELLED = (("%22", '"'), ("%91", "["), ("%93", "]"), ("``", '"'), ("`{`", "["), ("`}`", "]"))
NOTES = frozenset(["footnote", "footnotes", "ref", "fn", "efn_note", "note"])
# What stands between these is an address, or code.
NOT_WORDS = frozenset(
    "embed audio video youtube vimeo soundcloud vc_raw_html vc_raw_js googlemaps tweet".split()
)
REASON = "it is a command of the blog; the words inside it are kept"
REASON_ALL = "it is a command of the blog, and what is inside it is no text"


@dataclass(slots=True)
class Plain:
    """A text without its shortcodes; `notes` are what stood in footnotes, by label."""

    text: str = ""
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def taken_out(source: str) -> Plain:
    """A post's source without its shortcodes: a caption marked as one, a footnote marked where it
    is called."""
    if "[" not in source:
        return Plain(source)
    marks = list(_marks(source))
    plain = Plain()
    out: list[str] = []
    at = skip_to = 0
    for number, (mark, partner) in enumerate(marks):
        if number < skip_to:
            continue
        out.append(source[at : mark.start()])
        at = mark.end()
        inside = source[mark.end() : marks[partner][0].start()] if partner > number else ""
        name = mark["name"].lower()
        if partner > number and name in NOT_WORDS | NOTES:
            closing = marks[partner][0]
            at, skip_to = closing.end(), partner + 1
            if name in NOTES:
                out.append(_called(inside, plain))
                _tell(f"{mark[0]} {closing[0]}", plain)
            else:
                plain.left_out.append(LeftOut("shortcode", source[mark.start() : at], REASON_ALL))
            continue
        out.append(_instead(mark))
        out.append(APART if _stands_apart(mark, marks[number + 1 : number + 2]) else "")
        _tell(mark[0], plain)
    plain.text = "".join(out) + source[at:]
    return plain


def _stands_apart(mark: re.Match[str], below: list[tuple[re.Match[str], int]]) -> bool:
    """Does another box begin below this mark? So it does where a builder says so, or where one
    is closed and the next opened with nothing between them."""
    if mark["name"].lower().startswith(BOXES):
        return True
    goes_on = any(after.start() == mark.end() and not after["close"] for after, _ in below)
    return bool(mark["close"]) and goes_on


def _tell(shortcode: str, plain: Plain) -> None:
    plain.left_out.append(LeftOut("shortcode", html.unescape(shortcode), REASON))


def _called(inside: str, plain: Plain) -> str:
    """A footnote put aside, and the mark in its place."""
    label = str(len(plain.notes) + 1)
    plain.notes.append((label, inside))
    return f'<sup class="fn" data-fn="{label}">{label}</sup>'


def _instead(mark: re.Match[str]) -> str:
    """What stands where a shortcode stood: for a caption, the place where a caption is; for a
    heading, the heading."""
    name = mark["name"].lower()
    if name in HEADINGS and not mark["close"]:
        return _heading(name, _values(mark))
    if name not in CAPTIONS:
        return ""
    if mark["close"]:
        return "</div>"
    # WordPress 3.3 and before kept the words of a caption as a value.
    return f'<div class="wp-caption-text">{_values(mark).get("caption", "")}'


def _values(mark: re.Match[str]) -> dict[str, str]:
    return {name: one or two or three for name, one, two, three in VALUE.findall(mark["values"])}


def _heading(name: str, values: dict[str, str]) -> str:
    """The headings a command shows; its level is in one of its values, where it is anywhere."""
    level = LEVEL.search(values.get("font_container", "").replace("%3A", ":"))
    tag = level[1] if level else "h2"
    said = (values.get(key, "") for key in HEADINGS[name])
    return "".join(f"{APART}<{tag}>{_spelled(words)}</{tag}>{APART}" for words in said if words)


def _spelled(words: str) -> str:
    for spelling, sign in SPELLED:
        words = words.replace(spelling, sign)
    return words


def _marks(source: str) -> Iterator[tuple[re.Match[str], int]]:
    """The shortcodes of a text, each with the number of its partner among them: of an opening one
    the closing one; itself where it has none."""
    found = [mark for mark in MARK.finditer(source) if mark["name"]]
    partners = dict(_pairs(found))
    kept = [at for at, mark in enumerate(found) if at in partners or _is_command(mark)]
    place = {at: number for number, at in enumerate(kept)}
    for at in kept:
        yield found[at], place[partners.get(at, at)]


def _pairs(found: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Opening and closing ones of a name, paired from the inside out; each with the other."""
    opened: dict[str, list[int]] = {}
    for at, mark in enumerate(found):
        name = mark["name"].lower()
        if not mark["close"]:
            opened.setdefault(name, []).append(at)
        elif opened.get(name):
            begin = opened[name].pop()
            yield begin, at
            yield at, begin


def _is_command(mark: re.Match[str]) -> bool:
    name = mark["name"].lower()
    return name in KNOWN or "_" in name or bool(VALUE.search(mark["values"]))
