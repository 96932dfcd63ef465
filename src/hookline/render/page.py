"""A page that loads nothing and runs nothing: its frame, its one style sheet, its text nodes."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from hookline import __version__
from hookline.language import Language
from hookline.render.safe import one_line

_WIDEST = 2_000
_STYLE = """
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --line: #d9dde3; --ink: #1c2128; --faint: #57606a;
  --code: #f3f4f6; --accent: #0b57b0;
  --mark: #ffd3ce; --warning-mark: #ffe5a8; --info-mark: #cfe7fb;
  --error: #a8071a; --error-soft: #fdecec; --warning: #7a4b00; --warning-soft: #fff3d6;
  --info: #0a558c; --info-soft: #e6f2fb; --clean: #11632d; --clean-soft: #e5f6ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #171c23; --line: #303843; --ink: #e4e8ee; --faint: #a3adba;
    --code: #10151b; --accent: #82b8ff;
    --mark: #6b1f24; --warning-mark: #5a4207; --info-mark: #143f63;
    --error: #ff9d97; --error-soft: #3a1719; --warning: #f2c063; --warning-soft: #352708;
    --info: #86c5f7; --info-soft: #10283d; --clean: #7fdb9b; --clean-soft: #10301b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; background: var(--page);
  color: var(--ink); font: 1rem/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; text-size-adjust: 100%;
}
h1 { margin: 0 0 .75rem; font-size: 1rem; font-weight: 600; color: var(--faint); }
h2 { margin: 0; font-size: 1.05rem; line-height: 1.4; }
code, .path, .place, .number { font-size: .86em; font-family: ui-monospace, "SF Mono", Menlo,
  Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }
a { color: var(--accent); }
.verdict { margin: 0; font-size: 1.5rem; font-weight: 700; line-height: 1.3; }
.sum { padding: 1.1rem 1.25rem; border-radius: .6rem; border: 1px solid var(--line); }
.sum.clean { background: var(--clean-soft); } .sum.clean .verdict { color: var(--clean); }
.sum.error { background: var(--error-soft); } .sum.error .verdict { color: var(--error); }
.sum.warning { background: var(--warning-soft); } .sum.warning .verdict { color: var(--warning); }
.sum ul { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: .5rem 0 0; padding: 0;
  list-style: none; }
section { margin-top: 1.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; }
header { display: flex; flex-wrap: wrap; gap: .15rem 1rem; align-items: baseline;
  justify-content: space-between; padding: .75rem 1.25rem; }
header p { margin: 0; color: var(--faint); font-size: .9rem; }
article { padding: .9rem 1.25rem 1.1rem; border-top: 1px solid var(--line); }
.head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; margin: 0;
  color: var(--faint); }
.word { padding: .05rem .5rem; border-radius: 1rem; font-size: .8rem; font-weight: 700; }
.word.error { color: var(--error); background: var(--error-soft); }
.word.warning { color: var(--warning); background: var(--warning-soft); }
.word.info { color: var(--info); background: var(--info-soft); }
.message { margin: .35rem 0 0; font-weight: 600; }
.advice { margin: .35rem 0 0; }
.source { margin: .6rem 0 0; padding: .5rem 0; border-radius: .4rem; background: var(--code);
  border: 1px solid var(--line); }
.row { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: .75rem;
  padding-inline-end: .75rem; color: var(--faint); }
.row.here { color: var(--ink); }
.row .number, .row code { font-size: .84rem; line-height: 1.6; }
.number { text-align: end; user-select: none; }
.row code { white-space: pre-wrap; }
mark { color: inherit; background: var(--mark); border-bottom: 2px solid var(--error); }
.warning mark { background: var(--warning-mark); border-color: var(--warning); }
.info mark { background: var(--info-mark); border-color: var(--info); }
.list { margin: 0; padding: 0 1.25rem .9rem 2.5rem; }
dl { margin: 0; padding: 0 1.25rem 1rem; } dt { font-weight: 600; margin-top: .5rem; }
dd { margin: .1rem 0 0; }
dt:target { background: var(--info-mark); }
footer { margin-top: 2rem; color: var(--faint); font-size: .85rem; }
h2.part { padding: .75rem 1.25rem; border-bottom: 1px solid var(--line); }
.lines { margin: 0; padding: .5rem 1.25rem 1rem; list-style: none; }
.lines li { padding-block: .1rem; } .faint { color: var(--faint); }
.deep1 { padding-inline-start: 1.25rem; } .deep2 { padding-inline-start: 2.5rem; }
ins { color: inherit; background: var(--clean-soft); text-decoration: none;
  border-bottom: 2px solid var(--clean); }
del { color: inherit; background: var(--error-soft); }
@media (max-width: 30rem) {
  body { padding-inline: .6rem; }
  .sum, header, article { padding-inline: .85rem; }
  .row { grid-template-columns: 2.25rem minmax(0, 1fr); gap: .5rem; padding-inline-end: .5rem; }
}
@media print { section, article { break-inside: avoid; } body { max-width: none; } }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def page(title: str, language: Language, body: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a page; `title` is plain text, `body` the markup of what it shows."""
    yield "<!doctype html>"
    yield f'<html lang="{escape(language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{escape(title)}</h1>"
    yield "<main>"
    yield from body
    yield "</main>"
    yield f"<footer>hookline {escape(__version__)}</footer>"
    yield "</body>"
    yield "</html>"


def node(text: str) -> str:
    """Return text as a text node, hidden characters shown, cut where it is endless."""
    shown = one_line(text) if len(text) <= _WIDEST else f"{one_line(text[:_WIDEST])}…"
    return escape(shown)
