"""A finished EPUB, opened with nothing but a zip reader and an XML parser.

What every check of EPUBs starts from. It looks and does not judge: where something is missing or
broken it is simply not there, and a rule says so.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from anthology.errors import BuildError, Place

CONTAINER = "META-INF/container.xml"
XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of the manifest; `path` is where it lies in the zip."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True)
class EpubFile:
    """The entries of the zip in order, and the files by name; of a doubled name the last."""

    path: Path
    entries: tuple[zipfile.ZipInfo, ...]
    files: Mapping[str, bytes]

    @cached_property
    def package_path(self) -> str:
        """Where the package document lies; empty where the container names none."""
        container = self.parsed(CONTAINER)
        named = () if container is None else container.iter("{*}rootfile")
        return next((root.get("full-path", "") for root in named), "")

    @cached_property
    def package(self) -> Any | None:
        """The root of the package document."""
        return self.parsed(self.package_path)

    @cached_property
    def manifest(self) -> tuple[Listed, ...]:
        """The items of the manifest, in order."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[Listed]:
        for item in self.of_package("item"):
            yield Listed(
                item.get("id", ""),
                self.beside(self.package_path, item.get("href", ""))[0],
                item.get("media-type", ""),
                frozenset(item.get("properties", "").split()),
            )

    @cached_property
    def spine(self) -> tuple[Listed, ...]:
        """The items that are read, in order."""
        by_id = {item.id: item for item in self.manifest}
        named = (ref.get("idref", "") for ref in self.of_package("itemref"))
        return tuple(by_id[name] for name in named if name in by_id)

    @cached_property
    def documents(self) -> Mapping[str, Any]:
        """The roots of the XHTML documents that are well-formed, by path, in reading order."""
        listed = dict.fromkeys((*self.spine, *self.manifest))
        roots = {item.path: self.parsed(item.path) for item in listed if item.media_type == XHTML}
        return {path: root for path, root in roots.items() if root is not None}

    def of_package(self, tag: str) -> Iterator[Any]:
        """The elements of that name in the package document."""
        return iter(()) if self.package is None else self.package.iter(f"{{*}}{tag}")

    def parsed(self, path: str) -> Any | None:
        """The root of an XML file; none where it is not there or not well-formed."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(self.files[path], parser)
        except (KeyError, etree.XMLSyntaxError):
            return None

    @staticmethod
    def beside(path: str, address: str) -> tuple[str, str]:
        """The file and the anchor that `address` means in the file at `path`."""
        file, _, anchor = address.partition("#")
        if not file:
            return path, unquote(anchor)
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))), unquote(
            anchor
        )


def opened(path: Path) -> EpubFile:
    """Read the whole file. Raises BuildError where it is not a zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = tuple(archive.infolist())
            return EpubFile(path, entries, {each.filename: archive.read(each) for each in entries})
    except (OSError, zipfile.BadZipFile) as error:
        raise BuildError("this is not an EPUB", Place(path)) from error
