"""A difference in a terminal, in Markdown and as a page; whatever comes from data stays text."""

from collections.abc import Iterable, Iterator
from html import escape

from rich.console import Console
from rich.text import Text

from hookline.differ import Difference
from hookline.language import Language, filled, said
from hookline.render.difference import Line, Section, Stretch, lists, sums, verdict
from hookline.render.markdown import MOST_CHARACTERS, code, escaped, size
from hookline.render.page import node, page
from hookline.render.safe import flat

_STYLES = {"strong": "bold", "code": "bold", "faint": "dim", "old": "red", "new": "green"}
_MARKS = {"old": ("[-", "-]"), "new": ("{+", "+}")}
_TAGS = {"strong": "strong", "code": "code", "old": "del", "new": "ins"}
_MOST_LINES = 20_000
_WIDEST = 12_000


def show(found: Difference, console: Console, language: Language) -> None:
    """Print a difference, what it comes to last; lines are broken for a terminal alone.

    What went is marked `[-so-]`, what came `{+so+}`, as in `git diff --word-diff`.
    """
    show_sections((*lists(found, language), *sums(found, language)), console)
    colour = "green" if found.same else "red" if found.forbidden else "yellow"
    console.print(Text(verdict(found, language), style=colour), soft_wrap=True)


def show_sections(sections: Iterable[Section], console: Console) -> None:
    """Print some sections of a difference."""
    for section in sections:
        console.print(Text(section.title, style="bold underline"))
        for line in section.lines:
            _print(line, console)
        console.print()


def _print(line: Line, console: Console) -> None:
    text = Text()
    for each in line.stretches:
        before, after = _MARKS.get(each.style, ("", ""))
        text.append(f"{before}{flat(each.text)}{after}", style=_STYLES.get(each.style, ""))
    indent = "  " * (line.depth + 1)
    if not console.is_terminal:
        console.print(Text(indent).append_text(text), soft_wrap=True)
        return
    for number, part in enumerate(text.wrap(console, max(20, console.width - len(indent) - 2))):
        console.print(Text(indent + "  " * (number > 0)).append_text(part), soft_wrap=True)


def markdown(found: Difference, language: Language) -> Iterator[str]:
    """Yield the lines of a comment, what it comes to first; what is too long is counted."""
    room = MOST_CHARACTERS - 500
    left_out = 0
    head = f"**{escaped(verdict(found, language))}**"
    yield head
    room -= size([head])
    for section in (*sums(found, language), *lists(found, language)):
        title = ["", f"**{escaped(section.title)}**", ""]
        for line in section.lines:
            lines = [*title, f"{'  ' * line.depth}- {_marked_down(line.stretches)}"]
            if left_out or size(lines) > room:
                left_out += 1
                continue
            room -= size(lines)
            title = []
            yield from lines
    if left_out:
        yield ""
        yield filled("{count} more lines are left out", {"count": f"{left_out:,}"}, language)


def _marked_down(stretches: Iterable[Stretch]) -> str:
    return "".join(_in_markdown(each) for each in stretches)


def _in_markdown(stretch: Stretch) -> str:
    if stretch.style == "code":
        return code(stretch.text)
    text = escaped(stretch.text[:_WIDEST])
    tag = _TAGS.get(stretch.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def html(found: Difference, language: Language) -> str:
    """Return a difference as a page."""
    title = said("hookline diff", language)
    return "\n".join(page(title, language, _body(found, language))) + "\n"


def _body(found: Difference, language: Language) -> Iterator[str]:
    kind = "clean" if found.same else "error" if found.forbidden else "warning"
    yield f'<div class="sum {kind}">'
    yield f'<p class="verdict">{node(verdict(found, language))}</p>'
    yield "</div>"
    shown = 0
    for section in (*sums(found, language), *lists(found, language)):
        yield from _section(section, _MOST_LINES - shown, language)
        shown += len(section.lines)


def _section(section: Section, room: int, language: Language) -> Iterator[str]:
    yield f'<section><h2 class="part">{node(section.title)}</h2>'
    yield '<ul class="lines">'
    for line in section.lines[: max(room, 0)]:
        marked = "".join(_in_html(each) for each in line.stretches)
        yield f'<li class="deep{line.depth}" dir="auto">{marked}</li>'
    if (rest := len(section.lines) - max(room, 0)) > 0:
        words = filled("{count} more lines are left out", {"count": f"{rest:,}"}, language)
        yield f"<li>{escape(words)}</li>"
    yield "</ul></section>"


def _in_html(stretch: Stretch) -> str:
    text = escape(flat(stretch.text[:_WIDEST]))
    if stretch.style == "faint":
        return f'<span class="faint">{text}</span>'
    tag = _TAGS.get(stretch.style)
    return f"<{tag}>{text}</{tag}>" if tag else f"<bdi>{text}</bdi>"
