"""`hookline explain`."""

import shutil
from collections.abc import Iterable

import click

from hookline.cli.options import language_option, paint, say
from hookline.cli.speech import meant, misuse
from hookline.language import Language, preferred, said

_ALIKE = 0.6


@click.command(epilog="Example: hookline explain stage/re-fee-needs-payment")
@click.argument("rule", required=False)
@language_option
def command(rule: str | None, language: Language | None) -> None:
    """Explain a rule: what holds, why, a good and a bad example, how to mend it.

    RULE is its id, as a finding names it. Without one the rules are listed.
    """
    from hookline.render import rule as render  # noqa: PLC0415 - opens late
    from hookline.rules import CATALOGUE  # noqa: PLC0415 - opens late

    known = {info.id: info for info in CATALOGUE}
    spoken = language or preferred()
    if rule is None:
        rows = ((info.id, info.severity.value, said(info.holds, spoken)) for info in CATALOGUE)
        say(f"{name:<30} {severity:<8} {holds}" for name, severity, holds in rows)
    elif rule in known:
        say(render.text(known[rule], paint, spoken, shutil.get_terminal_size().columns))
    else:
        near = _nearest(rule, known)
        template = "There is no rule {name!r}.{hint} To list all: hookline explain"
        raise misuse(template, name=rule, hint=meant(near))


def _nearest(rule: str, known: Iterable[str]) -> str | None:
    """Return the id that starts most like what was typed; people stop early and leave hyphens."""
    import difflib  # noqa: PLC0415 - only for a typing error

    def likeness(each: str) -> float:
        starts = (name[: len(rule) + 1] for name in (each, each.partition("/")[2]))
        return max(difflib.SequenceMatcher(None, rule, start).ratio() for start in starts)

    near = max(known, key=likeness)
    return near if likeness(near) >= _ALIKE else None
