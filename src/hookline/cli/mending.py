"""What `fix` and `fmt` share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import finish
from hookline.cli.options import language_option, paint, say
from hookline.cli.speech import misuse
from hookline.language import Language, filled, preferred, said

if TYPE_CHECKING:
    from hookline.mend import Left, Mended

__all__ = ["diff_option", "language_option", "paths_argument", "run"]

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
diff_option = click.option(
    "--diff", is_flag=True, help="Show what would change, and write nothing."
)
_LEFT, _UNREADABLE = 1, 3
_MOST_LINES = 60
"""Lines of a difference that are shown of a file that is mended; `--diff` shows all."""
_SUMS = {
    (False, False): "{changed} mended, {kept} already right, {left} left as they are",
    (False, True): "{changed} mended ({part} in part), {kept} already right, "
    "{left} left as they are",
    (True, False): "{changed} would change, {kept} already right, {left} left as they are",
    (True, True): "{changed} would change ({part} in part), {kept} already right, "
    "{left} left as they are",
}
"""By whether nothing is written, and whether people must go on in a file that was mended."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def run(paths: tuple[Path, ...], *, diff: bool, language: Language | None, only_form: bool) -> None:
    """Mend or format the dialogue files of the paths, and end the command."""
    work = _Work(diff=diff, language=language or preferred(), only_form=only_form)
    say(work.lines(list(paths) or [_own_corpus()]))
    finish(work.code)


class _Work:
    """One run; `code` is its exit code when all lines are out."""

    def __init__(self, *, diff: bool, language: Language, only_form: bool) -> None:
        self.diff = diff
        self.language = language
        self.only_form = only_form
        self.code = 0
        self.changed = self.part = self.kept = self.left = 0

    def lines(self, paths: list[Path]) -> Iterator[str]:
        """Do the work, and yield what is said of it."""
        from hookline.errors import HooklineError  # noqa: PLC0415 - opens late
        from hookline.mend import dialogue_files  # noqa: PLC0415 - opens late
        from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

        for path in paths:
            try:
                for each in dialogue_files(path):
                    yield from self._one(each)
            except HooklineError as error:
                self.code = _UNREADABLE
                words = error.sentence
                yield f"✗ {one_line(filled(words.template, words.values, self.language))}"
        values = {"changed": self.changed, "kept": self.kept, "left": self.left, "part": self.part}
        yield filled(_SUMS[self.diff, bool(self.part)], values, self.language)

    def _one(self, path: Path) -> Iterator[str]:
        from hookline.mend import left_in, mended_file, refused  # noqa: PLC0415 - opens late
        from hookline.render.safe import one_line  # noqa: PLC0415 - opens late
        from hookline.writing import write_atomically  # noqa: PLC0415 - opens late

        name = one_line(str(path))
        mend = mended_file(path, only_form=self.only_form)
        if why := refused(mend, self.language):
            self.left += 1
            self.code = max(self.code, _LEFT)
            yield f"{paint('✗', 'red')} {name}: {one_line(why)}"
            return
        left = left_in(mend, path, self.language, only_form=self.only_form, written=not self.diff)
        if mend.changed:
            self.changed += 1
            self.part += bool(left)
            if not self.diff:
                write_atomically(path, [mend.data])
            yield from self._told(path, mend)
        elif left:
            self.left += 1
        else:
            self.kept += 1
        if left or (self.diff and mend.changed):
            self.code = max(self.code, _LEFT)
        if left:
            yield from self._left(name, left)

    def _told(self, path: Path, mend: "Mended") -> Iterator[str]:
        """Yield what changes in a file: what is unseen in words, and the lines.

        A file that is only laid out anew, and already written, is not shown line by line.
        """
        from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

        if not self.diff:
            yield f"{paint('✓', 'green')} {one_line(str(path))}: {', '.join(mend.rules)}"
        for each in mend.unseen():
            what = filled(each.template, each.values, self.language)
            yield f"{one_line(path.as_posix())}: {what}" if self.diff else f"  {what}"
        lines = list(mend.diff(path.as_posix())) if self.diff or not self.only_form else []
        shown = lines if self.diff else lines[:_MOST_LINES]
        for line in shown:
            yield paint(one_line(line), _COLOURS.get(line[:1], "bold"))
        if len(shown) < len(lines):
            more = {"count": len(lines) - len(shown)}
            yield filled("  and {count} more lines of difference", more, self.language)
        if mend.relabel:
            words = "  its text has changed: layers that were made on it are out of date"
            yield said(words, self.language)

    def _left(self, name: str, left: "Left") -> Iterator[str]:
        """Yield what people must mend in a file."""
        from hookline.render.report import told  # noqa: PLC0415 - opens late
        from hookline.render.words import counts_of, listed  # noqa: PLC0415 - opens late

        what = listed(counts_of(left, self.language), self.language)
        words = filled("left to mend by hand: {what}", {"what": what}, self.language)
        yield f"{paint('✗', 'red')} {name}: {words}"
        for finding in left:
            yield from told(finding, paint, self.language)


def _own_corpus() -> Path:
    """Return the corpus of the working directory; the bundled one is not ours to change."""
    from hookline.files import corpus_root  # noqa: PLC0415 - opens late

    root = corpus_root(Path.cwd())
    if root is None:
        raise misuse("There is no corpus in or above the working directory: name files or folders.")
    return root.relative_to(Path.cwd()) if root.is_relative_to(Path.cwd()) else root
