"""Letters by e-mail in, essays and comments out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from gathering import FIXTURES, gathered, written

from anthology import gather, manuscript, markup
from anthology.errors import AnthologyError
from anthology.gather.letters import mail, mail_letters, mail_text
from anthology.model import ConsentState

LETTERS = FIXTURES / "mail" / "letters.mbox"
HEAD = """\
From: Ines Marsh <ines@shore.example>
Subject: {subject}
Date: Sat, 04 May 2024 10:00:00 +0000
Message-ID: <{number}@shore.example>
MIME-Version: 1.0
{more}Content-Type: {kind}

"""


def a_letter(
    path: Path, text: str, kind: str = "text/plain", subject: str = "On Tar", more: str = ""
) -> Path:
    head = HEAD.format(subject=subject, kind=kind, number=path.stem, more=more)
    path.write_text(head + text, encoding="utf-8")
    return path


def test_a_mailbox_of_letters_is_several_essays() -> None:
    found = gather.gather([LETTERS])

    assert [(one.essay.title, one.essay.day) for one in found.essays] == [
        ("On Tar", date(2024, 5, 4)),
        ("On Salt – and after", date(2024, 5, 11)),
    ]
    assert [markup.write(one.essay.blocks) for one in found.essays] == [
        "Tar is old, and it holds what it was given to hold, which is more than can be said of "
        "most of us.\n\nOne gull.\nThen two.\nFrom the pier, none.\n",
        "Salt keeps.\nSalt *stings*.\n\nYou know.\n",
    ]


def test_an_answer_is_a_comment_without_the_letter_it_quotes() -> None:
    comments = gather.gather([LETTERS]).essays[0].essay.comments

    assert [(one.name, one.day, markup.write(one.blocks)) for one in comments] == [
        ("Jo Reed", date(2024, 5, 5), "Thank you for this.\nIt holds.\n"),
        ("Ines Marsh", date(2024, 5, 5), "Thank *you*.\nInes\n"),
    ]
    assert comments[1].reply_to == comments[0].id


def test_that_somebody_wrote_is_no_consent() -> None:
    comments = gather.gather([LETTERS]).essays[0].essay.comments

    assert [one.consent.state for one in comments] == [ConsentState.NOT_ASKED, ConsentState.OWN]


def test_an_answer_whose_letter_is_not_here_looks_for_its_essay() -> None:
    found = gather.gather([LETTERS])

    assert [(one.title, len(one.comments)) for one in found.loose] == [("On Rope", 1)]


def test_what_a_mailbox_holds_besides_is_counted() -> None:
    found = gather.gather([LETTERS])

    every = (*found.left_out, *(left for one in found.essays for left in one.left_out))
    # The bank's letter, two letters quoted in answers; a signature, two links of a newsletter.
    # A table is the newsletter's layout.
    assert Counter(one.kind for one in every if one.kind != "table") == {
        "letter": 1,
        "quoted letter": 2,
        "signature": 1,
        "newsletter link": 2,
    }


def test_no_address_comes_in(tmp_path: Path) -> None:
    found = gather.gather([LETTERS])

    files = [manuscript.files_of(tmp_path, one.essay) for one in found.essays]
    texts = "".join(text for one in files for text in one.values())
    rows = "".join(f"{row.text}{row.decided}" for row in found.all_rows)
    loose = repr(found.loose)
    assert "@" not in texts + rows + loose


def test_a_flowed_letter_is_prose_again_and_its_lines_stay() -> None:
    flowed = "Tar is old, \nand it holds.\n \nOne gull.\nThen two.\n> quoted \n> on\n-- \nInes"

    assert mail_text.unflowed(flowed) == (
        "Tar is old, and it holds.\n\nOne gull.\nThen two.\n> quoted on\n-- \nInes"
    )


def test_a_letter_cut_to_a_width_is_joined(tmp_path: Path) -> None:
    text = (
        "The harbour holds its breath between the tides, and so do we, for as\n"
        "long as it takes the boats to turn on their chains and settle down. We\n"
        "have learned not to speak then, since whatever is said in that hour is\n"
        "carried out with the water, and comes back as something else.\n"
    )
    essay = gathered(a_letter(tmp_path / "1.eml", text * 2)).essay

    assert markup.write(essay.blocks) == "\n".join([" ".join(text.split()) + "\n"] * 2)


def test_a_division_for_each_line_is_a_line(tmp_path: Path) -> None:
    html = (
        '<div dir="ltr"><div>One gull.</div><div>Then two.</div><div><br></div>'
        "<div>Then <b>none</b>.</div><div>And the sea.</div></div>"
    )
    essay = gathered(a_letter(tmp_path / "1.eml", html, "text/html")).essay

    assert markup.write(essay.blocks) == ("One gull.\nThen two.\n\nThen **none**.\nAnd the sea.\n")


@pytest.mark.parametrize(
    "text",
    [
        "It holds.\n\nOn Sat, 4 May 2024, Ines wrote:\n> Tar is old.\n",
        "It holds.\n\nAm 04.05.2024 um 10:00 schrieb Ines Marsh\n<i@shore.example>:\n> Tar.\n",
        "> Tar is old.\n\nIt holds.\n",
        "It holds.\n\n-----Original Message-----\nFrom: Ines\nTar is old.\n",
        "It holds.\n\nOn Sat, 4 May 2024, Ines wrote:\nTar is old.\nAnd black.\n",
        "On Sat, 4 May 2024, Ines wrote:\n> Tar is old.\n\nIt holds.\n",
        "It holds.\n\nсб, 4 мая 2024 г. в 10:00, Ines Marsh <i@shore.example>:\n\n> Tar.\n",
        "It holds.\n\nsob., 4 maj 2024 o 10:00 Ines Marsh\n<i@shore.example> napisał(a):\n> Tar.\n",
        "It holds.\n\n2024年5月4日(土) 10:00 Ines Marsh <i@shore.example>:\n\n> Tar is old.\n",
        "It holds.\n\nVon: Ines <i@shore.example>\nGesendet: Samstag, 4. Mai 2024 10:00\n"
        "An: jo@shore.example\nBetreff: On Tar\n\nTar is old.\n",
        "It holds.\n\n________________________________\nDe : Ines <i@shore.example>\n"
        "Envoyé : samedi 4 mai 2024 10:00\nObjet : On Tar\n\nTar is old.\n",
        "It holds.\n\n---- On Sat, 4 May 2024 Ines <i@shore.example> wrote ----\n\nTar is old.\n",
        "It holds.\n\nOn Sat, 4 May 2024, Ines\n<i@shore.example> wrote: Tar is old.\nAnd black.\n",
        "It holds.\n\n> Subject: On Tar\n> From: i@shore.example\n> Date: 4 May 2024\n> \n> Tar.\n",
    ],
)
def test_quoted_lines_are_taken_off(text: str) -> None:
    assert mail_text.without_quoted(text).text.strip() == "It holds."


@pytest.mark.parametrize(
    "text",
    [
        "On the wall he wrote:\nTar holds.\n",
        "You asked me this in 2024:\nwho holds the tar?\n",
        "Morning: tar.\nNoon: rope.\nAt 10:30 in 2024: salt.\n",
    ],
)
def test_what_a_reader_says_of_writing_stays(text: str) -> None:
    assert mail_text.without_quoted(text).text == text


@pytest.mark.parametrize("typed", ["On a ", "On <a@b> ", "-- <a@b.c> ", "a: b\n", "> a:\n", ": "])
def test_a_hostile_answer_takes_no_longer_than_its_length(typed: str) -> None:
    text = typed * 20_000

    assert len(mail_text.own_words(text).text) <= len(text)


@pytest.mark.parametrize(
    "below",
    [
        '<div class="gmail_quote">On 4 May 2024 Ines wrote:<blockquote>Tar.</blockquote></div>',
        "<p>On 4 May 2024, at 10:00, Ines &lt;i@shore.example&gt; wrote:</p>"
        '<blockquote type="cite"><div>Tar is old.</div></blockquote>',
        "sob., 4 maj 2024 o 10:00 Ines &lt;i@shore.example&gt; napisał(a):<br>"
        '<blockquote type="cite">Tar is old.</blockquote>',
        '<div style="border-top:solid"><p><b>From:</b> Ines &lt;i@shore.example&gt;<br>'
        "<b>Sent:</b> 4 May 2024 10:00<br><b>To:</b> jo@shore.example</p></div><p>Tar is old.</p>",
        '<hr id="zwchr"><b>Von: </b>i@shore.example<br><b>An: </b>jo@shore.example<br>'
        "<b>Betreff: </b>On Tar<br><br>Tar is old.<br>",
        "<div>&gt; Subject: On Tar<br>&gt; From: i@shore.example<br>&gt; Tar is old.<br></div>",
        '<div>-- </div><div>Jo, the harbour office</div><blockquote type="cite">Tar.</blockquote>',
        '<div id="appendonsend"></div><hr><p>Tar is old.</p>',
    ],
)
def test_what_an_answer_quotes_in_html_is_taken_off(below: str, tmp_path: Path) -> None:
    essay = a_letter(tmp_path / "1.eml", "Tar is old.\n").read_bytes()
    head = HEAD.format(subject="Re: On Tar", kind="text/html", number=2, more="").encode()
    both = tmp_path / "both.mbox"
    answer = f"<div>It <i>holds</i>.<br>Still.</div>{below}".encode()
    both.write_bytes(b"From 1\n" + essay + b"\nFrom 2\n" + head.replace(b"Ines", b"Jo") + answer)

    (comment,) = gathered(both).essay.comments
    assert markup.write(comment.blocks) == "It *holds*.\nStill.\n"


def test_the_line_of_a_telephone_is_no_part_of_an_answer_and_stays_in_an_essay() -> None:
    text = "It holds.\n\nSent from my iPhone\n"

    assert mail_text.own_words(text).text == "It holds."
    assert mail_text.without_signature(text).text == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "text/plain",
            "--- Forwarded\nFrom: {by}\nDate: 4 May 2024\nTo: {to}\n\n\nTar holds.",
        ),
        (
            "text/html",
            "<div>---- Forwarded ----<br>From: <b>{by}</b><br>Date: 4 May 2024<br>"
            'To: <a href="mailto:{to}">{to}</a><br></div><p>Tar holds.</p>',
        ),
    ],
)
def test_a_letter_handed_on_is_the_essay_without_its_addresses(
    kind: str, text: str, tmp_path: Path
) -> None:
    sent = text.format(by="i@shore.example", to="all@shore.example")
    essay = gathered(a_letter(tmp_path / "1.eml", sent, kind, subject="Fwd: On Tar")).essay

    assert (essay.title, markup.write(essay.blocks)) == ("On Tar", "Tar holds.\n")


def test_a_quotation_in_an_essay_is_the_authors(tmp_path: Path) -> None:
    text = "They said:\n\n> Tar is old.\n\nAnd it is.\n\nIt holds.\n"
    lines = written(gathered(a_letter(tmp_path / "1.eml", text)))

    assert any("Tar is old." in line for line in lines)


def test_a_picture_inside_a_letter_comes_along(tmp_path: Path) -> None:
    text = (
        '--b\nContent-Type: text/html\n\n<p>One gull.</p><img src="cid:g1" alt="A gull">\n'
        "--b\nContent-Type: image/gif\nContent-ID: <g1>\n"
        'Content-Disposition: inline; filename="gull.gif"\nContent-Transfer-Encoding: base64\n\n'
        "R0lGODlhAQABAAAAADs=\n--b\nContent-Type: application/pdf\n"
        'Content-Disposition: attachment; filename="tar.pdf"\n\nx\n--b--\n'
    )
    found = gather.gather([a_letter(tmp_path / "1.eml", text, "multipart/related; boundary=b")])

    assert [one.source[:12] for one in found.essays[0].pictures] == ["images/gull-"]
    assert [one.text for one in found.left_out if one.kind == "attachment"] == ["tar.pdf"]


def test_a_page_saved_as_one_file_is_a_page(tmp_path: Path) -> None:
    page = (FIXTURES / "pages" / "wordpress.html").read_text(encoding="utf-8")
    text = f"--b\nContent-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
    more = "Snapshot-Content-Location: https://shore.example/2024/on-tar/\n"
    path = a_letter(tmp_path / "tar.mhtml", text, "multipart/related; boundary=b", more=more)
    essay = gathered(path).essay

    assert essay.source == "page https://shore.example/2024/on-tar/"
    assert len(essay.comments) == 3


@pytest.mark.parametrize(
    "head",
    [
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://shore.example/tar/\n",
        'From: "Saved by Internet Explorer 11"\n',
    ],
)
def test_a_frame_of_a_saved_page_is_no_part_of_it(head: str, tmp_path: Path) -> None:
    part = "--b\nContent-Type: text/html\nContent-Location: https://{}/\n\n<html>{}</html>\n"
    words = "<title>On Tar</title><article><p>One gull.</p></article>"
    page = part.format("shore.example/tar", words)
    frame = part.format("ads.example", "<p>Buy a boat that nobody needs, and buy it soon.</p>")
    (tmp_path / "tar.mht").write_text(
        f"{head}Subject: On Tar\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; boundary="b"\n\n{page}{frame}--b--\n'
    )

    essay = gathered(tmp_path / "tar.mht").essay
    assert (essay.title, markup.write(essay.blocks)) == ("On Tar", "One gull.\n")


def test_a_letter_from_apple_mail_s_own_folder_is_a_letter(tmp_path: Path) -> None:
    letter = a_letter(tmp_path / "1.eml", "One gull.\nThen two.\n").read_bytes()
    below = b'<?xml version="1.0"?><plist version="1.0"><dict/></plist>\n'
    path = tmp_path / "1.emlx"
    path.write_bytes(b"%d      \n%s%s" % (len(letter), letter, below))

    essay = gathered(path).essay
    assert (essay.title, markup.write(essay.blocks)) == ("On Tar", "One gull.\nThen two.\n")


def test_letters_never_sent_stay_out(tmp_path: Path) -> None:
    a_letter(tmp_path / "1.eml", "Tar keeps.\n\nTar holds.\n")
    a_letter(tmp_path / "2.eml", "Not yet.\n", subject="Draft", more="X-Gmail-Labels: Drafts\n")
    found = gather.gather([tmp_path])

    assert [one.essay.title for one in found.essays] == ["On Tar"]
    assert [one.text for one in found.left_out if one.kind == "letter"] == ["Draft"]


@pytest.mark.parametrize(
    "head",
    [
        "From: =?utf-8?b?!!!?= <a@b>\nSubject: =?x?q?=ff?=\nDate: never\nMessage-ID: <>\n",
        "From: \nSubject: \nDate: Sat, 99 May 99999 99:99:99 +9999\nMessage-ID: <<<>>>\n",
        'From: "\\" <@,;:>\nSubject: [[[[[\nDate:\nMessage-ID: x\nContent-Type: ;;;=\n',
    ],
)
def test_headers_that_are_none_stop_nothing(tmp_path: Path, head: str) -> None:
    path = tmp_path / "1.eml"
    path.write_text(f"{head}MIME-Version: 1.0\n\nTar keeps.\n\nTar holds.\n", encoding="utf-8")

    assert "Tar holds." in " ".join(written(gathered(path)))


def test_letters_within_letters_are_survived_or_refused(tmp_path: Path) -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)
    )
    path = tmp_path / "1.eml"
    head = HEAD.format(subject="Deep", kind="text/plain", number=1, more="")
    path.write_text(head.replace("Content-Type: text/plain\n\n", "") + nested, encoding="utf-8")

    with pytest.raises(AnthologyError):
        gather.gather([path])


def test_too_many_letters_are_refused_with_the_cap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_letters, "MOST", 2)
    path = tmp_path / "many.mbox"
    one = "From x Sat May  4 10:00:00 2024\n" + HEAD + "Tar.\n\n"
    path.write_text(one.format(subject="A", kind="text/plain", number=1, more="") * 3)

    with pytest.raises(AnthologyError, match="at most 2"):
        gather.gather([path])


def test_a_text_that_begins_with_from_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("From: the sea\n\nOne gull.\n\nThen two.\n\nThen none.\n", encoding="utf-8")

    assert not mail.recognises(gather.SourceFile(path, path.name, tmp_path, path.read_bytes()))
