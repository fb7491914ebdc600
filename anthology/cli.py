"""The command line: arguments in, sentences out.

Exit codes: 0 fine, 1 a fault in the book or a source, 2 a wrong command. Whatever a command does
is done elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from anthology import __version__
from anthology.errors import AnthologyError, ProjectError, of_the_machine
from anthology.voice import Voice, complain

if TYPE_CHECKING:
    from anthology.build import Built
    from anthology.project import Project


class _Gather(click.Command):
    """Help that ends in how to get the export out of each platform."""

    def format_epilog(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        from importlib import resources

        told = resources.files("anthology.gather") / "how-to-export.txt"
        formatter.write("\nHow to get your essays out of:\n\n")
        for line in told.read_text(encoding="utf-8").splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")


class _Commands(click.Group):
    """Tells a fault of ours in one place; a traceback means a bug."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AnthologyError as fault:
            _give_up(ctx, fault)
        except OSError as fault:
            told = of_the_machine(fault)
            if not told:
                raise
            _give_up(ctx, told)


def _give_up(ctx: click.Context, fault: AnthologyError) -> NoReturn:
    from anthology import tell

    complain(tell.error(fault))
    ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-q", "--quiet", is_flag=True, help="Name the finished files and nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Tell of every change and every comment.")
@click.version_option(__version__, prog_name="anthology")
@click.pass_context
def main(ctx: click.Context, quiet: bool, verbose: bool) -> None:
    """Turn a writer's essays, and what her readers answered, into a book.

    \b
    Examples:
      anthology new my-book
      anthology gather ~/essays
      anthology review
      anthology build
    """
    ctx.obj = Voice(quiet, verbose)
    try:
        Path.cwd()
    except FileNotFoundError as gone:
        hint = "it was moved or deleted: go to where it is now"
        raise ProjectError("the folder you are in is not there any more", hint=hint) from gone


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The book's title; the folder's name if not given.")
@click.option("--author", default="", help="Whose book it is.")
@click.pass_obj
def new(voice: Voice, folder: Path, title: str, author: str) -> None:
    """Make a new book in FOLDER, with a look of its own to change.

    \b
    Examples:
      anthology new my-book
      anthology new my-book --title "The Quiet Hour" --author "Jo March"
    """
    from datetime import date

    from anthology import starter, tell

    title = title or starter.title_of(folder)
    written = starter.new(folder, title, author, date.today())
    voice.add(f"  {tell.path(file)}" for file in written)
    voice.say([f"A new book, “{title}”, in {tell.path(folder)}/"])


@main.command(cls=_Gather)
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--list", "is_list", is_flag=True, help="List what the last gathering left out.")
@click.option(
    "--contacts",
    "is_contacts",
    is_flag=True,
    help="Write readers’ addresses to private/contacts.csv, to ask for their consent, and gather"
    " nothing.",
)
@click.pass_obj
def gather(
    voice: Voice, sources: tuple[Path, ...], dry_run: bool, is_list: bool, is_contacts: bool
) -> None:
    """Bring essays and comments from SOURCES into the manuscript.

    SOURCES are exports of a blog, documents, saved pages, letters, Markdown or plain text: files
    or folders, as many as you like. Nothing you wrote, moved or answered is touched; what
    cannot be known is asked, and `anthology review` lists it.

    Readers’ addresses never come in. To ask for consent you need them: gather first, then name
    the same SOURCES with --contacts. That gathers nothing; it writes into private/ the addresses
    of readers whose comments are in the manuscript and not answered for, and a letter to send.

    \b
    Examples:
      anthology gather ~/essays
      anthology gather ~/Downloads/myblog.wordpress.2026-11-01.xml
      anthology gather essays.docx substack-export.zip disqus.xml saved-page.html
      anthology gather --dry-run ~/essays
      anthology gather --list
      anthology gather --contacts ~/Downloads/myblog.wordpress.2026-11-01.xml
    """
    from anthology import desk, project, tell
    from anthology import gather as gathering
    from anthology.desk.memory import memory

    found, _ = project.read(_here())
    if is_list:
        voice.say(tell.left_out_rows(memory(found).rows()))
        return
    if not sources:
        raise click.UsageError("name the files or folders to gather from")
    desk.refuse_itself(found, sources)
    if is_contacts:
        _contacts(voice, found, sources, is_dry_run=dry_run)
        return
    gathered = gathering.gather(sources)
    plan = desk.plan(found, gathered)
    if not dry_run:
        desk.carry_out(plan)
    voice.say(tell.gathered(plan, gathered, is_dry_run=dry_run))


def _contacts(voice: Voice, book: Project, sources: Sequence[Path], *, is_dry_run: bool) -> None:
    from datetime import date

    from anthology import asking
    from anthology.asking import told

    plan = asking.plan(book, sources)
    if not is_dry_run:
        asking.carry_out(plan)
    voice.say([told.result(plan, is_dry_run=is_dry_run)])
    voice.detail(told.left_out(plan))
    voice.add([] if is_dry_run else told.what_next(plan, date.today()))


@main.command()
@click.pass_obj
def review(voice: Voice) -> None:
    """List what gathering was not sure of, with the place and why.

    \b
    Examples:
      anthology review
    """
    from anthology import build, desk, tell

    reading = build.look_over(_here())
    questions = [one for one in reading.problems if one.code == "open-question"]
    voice.say(tell.review(desk.review(reading.project), questions))


@main.command()
@click.option("--epub", is_flag=True, help="Run EPUBCheck on the built EPUBs as well.")
@click.option(
    "--store",
    default="",
    metavar="NAME",
    help="Measure the built EPUBs by the rules of apple, kobo, kindle, google, ingram, or all.",
)
@click.option(
    "--for",
    "printer",
    default="",
    metavar="NAME",
    help="Measure the built interiors by the rules of kdp-paperback, kdp-hardcover, ingram, lulu,"
    " bn, or any printer.",
)
@click.pass_obj
def check(voice: Voice, epub: bool, store: str, printer: str) -> None:
    """Look the manuscript over and list its faults, all at once.

    \b
    Examples:
      anthology check
      anthology check --epub
      anthology check --store kobo
      anthology check --for kdp-paperback
    """
    from anthology import build, inspection, tell
    from anthology.errors import SeveralProblems, faults

    reading = build.look_over(_here())
    epubs = inspection.epubs(reading) if epub else []
    rows = inspection.for_store(inspection.epubs(reading), store) if store else []
    interiors = inspection.interiors(reading) if printer else []
    rows += inspection.for_printer(interiors, printer) if printer else []
    voice.say(tell.for_stores(rows))
    problems = [*reading.problems, *inspection.epubcheck(epubs), *inspection.refused(rows)]
    problems += inspection.named_by_none(interiors, printer) if printer else []
    if faults(problems):
        raise SeveralProblems(problems)
    voice.warn(map(tell.problem, problems))
    voice.say(tell.sound(reading, problems, epubs))


@main.command("build")
@click.option("--proof", is_flag=True, help="A proof for your own eyes instead of the editions.")
@click.pass_obj
def build_(voice: Voice, proof: bool) -> None:
    """Make every edition in book.toml, from manuscript/ into build/.

    A build refuses while a question is open, and prints no comment without consent. A proof
    shows every comment and every question, with PROOF on each page.

    \b
    Examples:
      anthology build
      anthology build --proof
    """
    from anthology import build

    make = build.build_proof if proof else build.build
    with voice.progress() as progress:
        built = make(_here(), progress)
    _tell_built(voice, built, is_proof=proof)


def _tell_built(voice: Voice, built: Built, *, is_proof: bool) -> None:
    from anthology import tell

    voice.warn(tell.problem(one) for one in built.warnings if one.code != "open-question")
    voice.say(tell.made(built.made))
    voice.add(tell.open_questions(built.warnings))
    voice.add(tell.left_out(built))
    voice.add(tell.comments(built.gated, is_proof=is_proof))
    voice.detail(tell.printed_comments(built.gated))
    voice.detail(tell.changes(built.changes))


@main.command()
@click.pass_obj
def site(voice: Voice) -> None:
    """Write the book's page on the web into build/site/.

    It is made of the EPUBs that are built: a cover, the blurb, what there is to download, what the
    EPUB says of its accessibility, one essay to read, and an OPDS catalogue for reading apps. Put
    the folder on any web server: it is plain files, and runs no script. The settings are under
    [site] in book.toml.

    \b
    Examples:
      anthology build && anthology site
    """
    from anthology import site as publishing
    from anthology import tell

    written = publishing.write(_here())
    voice.say([tell.site(written)])
    voice.add(tell.site_files(written))


@main.command()
@click.pass_obj
def typography(voice: Voice) -> None:
    """List what curled quotes and printed dashes would change.

    It changes nothing: to have it done in the book, and only there, write
    `straight_quotes = "curl"` under [typography] in book.toml.

    \b
    Examples:
      anthology typography
    """
    from anthology import build, tell

    changes = build.would_change(build.look_over(_here()))
    voice.say(tell.changes(changes))
    voice.add([tell.many(len(changes), "change")])


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show(file: Path) -> None:
    """Print the XHTML of one manuscript FILE.

    \b
    Examples:
      anthology show manuscript/essays/on-waiting.md
    """
    from anthology import xhtml
    from anthology.manuscript import essays
    from anthology.manuscript.files import read_text

    essay, _ = essays.read(read_text(file), file)
    click.echo(xhtml.text(essay.blocks, is_proof=True))


def _here() -> Path:
    from anthology import project

    return project.find(Path())


if __name__ == "__main__":
    main()
