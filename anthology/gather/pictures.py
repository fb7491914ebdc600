"""The pictures an essay calls: which can be copied into the manuscript, and why not the others.

Only a file inside the folder that is gathered, that is a picture by its first bytes, is copied;
an essay must not fetch a file from elsewhere on this machine, nor anything from the web.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from anthology.gather.gathered import LeftOut, Picture
from anthology.gather.names import slug

ON_THE_WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
KINDS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)


def find(source: str, beside: Path, root: Path) -> Picture | LeftOut:
    """The picture a text in the folder `beside` calls `source`; or why it stays out. A path that
    begins with `/` is looked for under `root`, as on the web site it was written for."""
    if ON_THE_WEB.match(source):
        reason = "nothing is fetched from the web: save it, and place it yourself"
        return LeftOut("picture on the web", source, reason)
    wanted = unquote(source.partition("?")[0]).lstrip("/")
    for folder in dict.fromkeys((beside, root)):
        file = folder / wanted
        if _is_inside(file, root) and file.is_file():
            return _picture(file, source)
    reason = "there is no such file in the folder that was gathered"
    return LeftOut("picture not found", source, reason)


def _is_inside(file: Path, root: Path) -> bool:
    return file.resolve().is_relative_to(root.resolve()) and not file.is_symlink()


def _picture(file: Path, source: str) -> Picture | LeftOut:
    data = file.read_bytes()
    ending = next((ending for first, ending in KINDS if data.startswith(first)), "")
    if not ending:
        return LeftOut("picture", source, "it is neither PNG, JPEG nor GIF")
    # The same picture has the same name wherever it is called, and two pictures never share one.
    digest = hashlib.sha256(data).hexdigest()[:8]
    stem = slug(PurePosixPath(file.name).stem) or "picture"
    return Picture(file, f"images/{stem}-{digest}{ending}")
