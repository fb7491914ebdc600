"""Pictures an export names by their address on the web, and the files that were named along."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from blogs import item, wxr
from exports import EXPORTS, a_zip, counted

from anthology import gather
from anthology.gather import GatheredEssay
from anthology.gather.gallery import Gallery
from anthology.gather.gathered import Picture, SourceFile

PNG = (EXPORTS / "tumblr/media/8002.png").read_bytes()
AT = "https://shore.example/wp-content/uploads/2024/05/"


def picture(number: int) -> bytes:
    """A picture unlike the others."""
    return PNG + bytes([number])


def hung(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(number))
    return folder


def blog(folder: Path, *addresses: str) -> Path:
    shown = "".join(f'<img src="{address}" alt="A net">' for address in addresses)
    return wxr(folder / "blog.xml", item(f"<p>One gull.</p>{shown}<p>Then two.</p>"))


def only(*paths: Path) -> GatheredEssay:
    (one,) = gather.gather(paths).essays
    return one


def numbers(one: GatheredEssay) -> list[int]:
    """Which pictures came along, by the last byte of each."""
    return [shown.read()[-1] for shown in one.pictures]


def find(folder: Path, *names: str, address: str) -> str:
    """The name of the picture that is found for an address."""
    hung(folder, *names)
    files = [SourceFile(folder / name, name, folder, PNG) for name in names]
    gallery = Gallery.of(files)
    gallery.find(address)
    return ", ".join(gallery.shown)


@pytest.mark.parametrize("way", ["uploads folder", "folder above", "zip", "month folder"])
def test_a_picture_of_the_uploads_named_along_comes_in(tmp_path: Path, way: str) -> None:
    export = blog(tmp_path, f"{AT}tide.png")
    uploads = hung(tmp_path / "site/wp-content/uploads", "2024/05/tide.png")
    named = {
        "uploads folder": uploads,
        "folder above": tmp_path / "site",
        "month folder": uploads / "2024/05",
        "zip": a_zip(tmp_path / "u.zip", {"wp-content/uploads/2024/05/tide.png": picture(0)}),
    }[way]
    found = gather.gather([export, named])
    (one,) = found.essays

    assert numbers(one) == [0]
    assert counted(found) == {}


@pytest.mark.parametrize(
    "address",
    [
        f"{AT}tide.png",
        f"{AT}tide-300x200.png",
        f"{AT}tide-scaled.png",
        f"{AT}tide.png?w=640&amp;h=427",
        f"{AT}TIDE.PNG",
        "//i0.wp.com/shore.example/wp-content/uploads/2024/05/tide.png?resize=300",
        "https://shore.files.wordpress.com/2024/05/tide.png?w=300",
        "/wp-content/uploads/2024/05/tide.png",
        "https://shore.example/notes/wp-content/uploads/sites/3/2024/05/tide.png",
    ],
)
def test_whatever_is_around_its_name_the_full_picture_is_found(
    tmp_path: Path, address: str
) -> None:
    names = ("2024/05/tide.png", "2024/05/tide-300x200.png", "2023/05/tide.png")

    assert find(tmp_path, *names, address=address) == "2024/05/tide.png"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("tide.png", "https://images.squarespace-cdn.com/content/v1/5f/1-A/tide.png?format=750w"),
        ("content/images/2024/05/tide.png", "/content/images/size/w600/2024/05/tide.png"),
        ("2024/05/mar%C3%A9e.png".replace("%C3%A9", "e\u0301"), f"{AT}mar%C3%A9e.png"),
        ("2024/05/tide-1024x768.png", f"{AT}tide-1024x768.png"),
        ("2024/05/tide-scaled.png", f"{AT}tide-300x200.png"),
        ("downloads/tide.png", f"{AT}tide.png"),
    ],
)
def test_other_blogs_and_other_folders_are_found_too(
    tmp_path: Path, name: str, address: str
) -> None:
    assert find(tmp_path, name, address=address) == name


@pytest.mark.parametrize(
    ("names", "address"),
    [
        (["2023/05/tide.png"], f"{AT}tide.png"),
        (["2024/06/tide.png"], f"{AT}tide.png"),
        (["a/tide.png", "b/tide.png"], f"{AT}tide.png"),
        (["2024/05/other.png"], f"{AT}tide.png"),
        (["2024/05/tide.png"], "https://shore.example/"),
        (["2024/05/tide.png"], "http://[broken"),
        (["tide.png"], "data:image/png;base64,AAAA/tide.png"),
    ],
)
def test_a_picture_that_may_be_another_is_not_taken(
    tmp_path: Path, names: list[str], address: str
) -> None:
    assert find(tmp_path, *names, address=address) == ""


def test_ghosts_pictures_come_with_its_export(tmp_path: Path) -> None:
    post = {
        "id": "1",
        "title": "The Net",
        "slug": "net",
        "status": "published",
        "html": '<p>One gull.</p><img src="__GHOST_URL__/content/images/2024/05/tide.png">',
    }
    export = tmp_path / "shore.ghost.json"
    export.write_text(json.dumps({"db": [{"data": {"posts": [post]}}]}), encoding="utf-8")
    packed = a_zip(tmp_path / "i.zip", {"backup/content/images/2024/05/tide.png": picture(0)})

    assert numbers(only(export, packed)) == [0]


def test_what_is_not_there_is_listed_once_with_its_essay(tmp_path: Path) -> None:
    export = blog(tmp_path, f"{AT}tide.png", f"{AT}tide.png", f"{AT}rope.png")
    found = gather.gather([export])

    assert [(row.essay, row.text) for row in found.all_rows if row.decided.startswith("pict")] == [
        ("the-net", f"A net {AT}tide.png"),
        ("the-net", f"A net {AT}rope.png"),
    ]
    assert "gather the folder it is in" in found.essays[0].left_out[0].reason


def test_pictures_nobody_shows_are_counted_once_for_all_their_sizes(tmp_path: Path) -> None:
    names = ("tide.png", "tide-300x200.png", "rope.png", "rope-300x200.png", "rope-scaled.png")
    uploads = hung(tmp_path / "uploads", *(f"2024/05/{name}" for name in names))
    found = gather.gather([blog(tmp_path, f"{AT}tide-300x200.png"), uploads])

    assert [(left.kind, left.text) for left in found.left_out] == [
        ("unused picture", "2024/05/rope.png")
    ]


def test_a_picture_beside_the_text_that_shows_it_is_used(tmp_path: Path) -> None:
    hung(tmp_path, "chair.png", "rope.png")
    (tmp_path / "chairs.md").write_text("# Chairs\n\n![One](chair.png)\n", encoding="utf-8")
    found = gather.gather([tmp_path])

    assert [(left.kind, left.text) for left in found.left_out] == [("unused picture", "rope.png")]


def test_a_picture_that_lies_beside_its_essay_in_a_zip_is_shown(tmp_path: Path) -> None:
    text = {"notes/net.md": b"# The Net\n\nOne knot.\n\n![A net](images/net.png)\n"}
    packed = a_zip(tmp_path / "n.zip", {**text, "notes/images/net.png": picture(0)})
    found = gather.gather([packed])

    assert [len(one.pictures) for one in found.essays] == [1]
    assert not found.left_out


def test_a_picture_no_book_can_show_says_so(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "tide.webp").write_bytes(b"RIFF\x00\x00\x00\x00WEBPVP8 ")
    one = only(blog(tmp_path, f"{AT}tide.webp"), uploads)

    assert [(left.kind, left.reason) for left in one.left_out] == [
        ("picture", "it is neither PNG, JPEG nor GIF")
    ]


def test_a_picture_in_an_archive_beyond_the_cap_costs_the_picture_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = a_zip(tmp_path / "u.zip", {"2024/05/tide.png": picture(0) + bytes(9000)})
    monkeypatch.setattr("anthology.gather.intake.shelf.LARGEST", 5000)
    one = only(blog(tmp_path, f"{AT}tide.png"), packed)

    assert numbers(one) == []
    assert [left.kind for left in one.left_out] == ["picture"]


def test_one_picture_shown_by_two_addresses_is_copied_once(tmp_path: Path) -> None:
    uploads = hung(tmp_path / "uploads", "2024/05/tide.png")
    one = only(blog(tmp_path, f"{AT}tide-300x200.png", f"{AT}tide.png"), uploads)

    assert len(one.pictures) == 1
    assert isinstance(one.pictures[0], Picture)


def embedded(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def test_a_picture_in_the_text_itself_is_taken_out_of_it(tmp_path: Path) -> None:
    one = only(blog(tmp_path, embedded(picture(7)), embedded(b"no picture")))

    assert numbers(one) == [7]
    assert [left.text for left in one.left_out] == ["A net a picture in the text itself"]


def test_a_picture_shown_late_is_found_by_its_address(tmp_path: Path) -> None:
    late = f'<img src="{embedded(PNG)}" data-src="{AT}tide.png">'
    uploads = hung(tmp_path / "uploads", "2024/05/tide.png")
    one = only(wxr(tmp_path / "blog.xml", item(f"<p>One gull.</p>{late}")), uploads)

    assert numbers(one) == [0]
