"""A dialogue as a person would want to read it in a terminal.

Scammer or counterpart on the left, target on the right; the stage is a word in a colour, never a
colour alone; demands, payments and the running total stand where they happen. The words around
the dialogue follow its language.
"""

from collections.abc import Iterator

from rich.align import Align
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from hookline.ledger import ledger, minor_units, money
from hookline.model import Dialogue, Turn
from hookline.render.safe import one_line, terminal_safe
from hookline.taxonomy import taxonomy

STAGE_COLOURS = {"lure": "yellow", "fee": "magenta", "re-fee": "red", "threat": "white on red"}
_WIDEST = 100
_SHARE = 0.72
_MARGIN = 6
_WORDS = {
    "en": {
        "asks": "asks",
        "for": "for",
        "again": "instead of",
        "pays": "pays",
        "total": "paid in all",
        "gets": "gets",
        "minute": "minute",
        "asked": "Asked",
        "paid": "paid",
        "received": "received back",
        "lost": "lost",
        "ending": "Ending: ",
        "and": ", ",
        "of": "for",
        "no_amount": "money",
        "translation": "Translation of",
        "contrast": "Benign twin of",
        "facts": "Facts from",
    },
    "zh": {
        "asks": "索要",
        "for": "名目",
        "again": "改自",
        "pays": "付款",
        "total": "累计付出",
        "gets": "收到",
        "minute": "第几分钟",
        "asked": "索要",
        "paid": "付出",
        "received": "收回",
        "lost": "损失",
        "ending": "结局：",
        "and": "、",
        "of": "对应",
        "no_amount": "钱",
        "translation": "译自",
        "contrast": "对照",
        "facts": "事实来源",
    },
}


def show(dialogue: Dialogue, console: Console) -> None:
    """Print a dialogue on a console."""
    width = min(console.width, _WIDEST)
    for each in _Page(dialogue, width).lines():
        console.print(each, width=width)


class _Page:
    """One dialogue on its way to a terminal of some width."""

    def __init__(self, dialogue: Dialogue, width: int) -> None:
        self.dialogue = dialogue
        self.width = width
        self.words = _WORDS["zh" if dialogue.language == "zh" else "en"]
        self.paid: dict[str, int] = {}

    def lines(self) -> Iterator[RenderableType]:
        """Yield header, turns and closing lines."""
        yield self._header()
        channel = minute = None
        introduced: set[str] = set()
        for number, turn, role in self.dialogue.numbered_turns():
            if turn.channel != channel or (turn.minute is not None and turn.minute != minute):
                channel, minute = turn.channel, turn.minute if turn.minute is not None else minute
                yield Rule(self._where(channel, turn.minute), style="dim", characters="─")
            yield self._bubble(number, turn, role, first=turn.speaker not in introduced)
            introduced.add(turn.speaker)
        yield Rule(style="dim", characters="─")
        yield self._closing()

    def _name(self, closed_list: str, term: str) -> str:
        return taxonomy().term(closed_list, term).name.in_language(self.dialogue.language)

    def _label(self, closed_list: str, term: str) -> str:
        """Return a label as it stands in the data, with its name in a Chinese dialogue."""
        return f"{term} {self._name(closed_list, term)}" if self.dialogue.language == "zh" else term

    def _header(self) -> Text:
        dialogue = self.dialogue
        head = Text(one_line(dialogue.title), style="bold")
        kind = [self._name("label", dialogue.label)]
        if dialogue.scam_type:
            kind.append(self._name("scam_type", dialogue.scam_type))
        head.append(f"  {' · '.join(kind)}\n", style="not bold")
        head.append(dialogue.id, style="not bold dim")
        for word, other in (
            ("translation", dialogue.translation_of),
            ("contrast", dialogue.contrast_of),
            ("facts", ", ".join(dialogue.provenance.sources)),
        ):
            if other:
                head.append(f"\n{self.words[word]} {other}", style="not bold dim")
        return head

    def _where(self, channel: str, minute: int | None) -> Text:
        where = Text(self._name("channel", channel), style="dim")
        if minute:
            where.append(f" · {_clock(minute)}")
        return where

    def _bubble(self, number: int, turn: Turn, role: str | None, *, first: bool) -> RenderableType:
        right = role == "target"
        longest = int(self.width * _SHARE)
        title = self._title(turn, role, introduce=first)
        parts: list[RenderableType] = [self._text(turn)]
        if title.cell_len + _MARGIN > longest:  # who they are moves inside, so the labels show
            title = self._title(turn, role, introduce=False)
            parts.insert(0, self._introduction(turn, role))
        if turn.spans:
            cues = self.words["and"].join(
                dict.fromkeys(self._name("cue", each.cue) for each in turn.spans)
            )
            parts.append(Text(f"‹{cues}›", style="dim italic"))
        parts += self._money(turn)
        colour = STAGE_COLOURS.get(turn.stage or "", "default" if right else "dim")
        panel = Panel(
            Group(*parts),
            title=title,
            title_align="right" if right else "left",
            subtitle=Text(f"{number}", style="dim"),
            subtitle_align="right" if right else "left",
            border_style=colour.rpartition(" on ")[2],
            width=min(longest, max(_measure(parts), title.cell_len + 2) + _MARGIN),
        )
        return Align.right(panel, width=self.width) if right else panel

    def _introduction(self, turn: Turn, role: str | None) -> Text:
        speaker = next((one for one in self.dialogue.speakers if one.id == turn.speaker), None)
        said = Text(self._name("role", role) if role else "?", style="not bold dim")
        if speaker and speaker.persona:
            said.append(f" ({one_line(speaker.persona)})")
        return said

    def _title(self, turn: Turn, role: str | None, *, introduce: bool) -> Text:
        title = Text(turn.speaker, style="bold default")
        if introduce:
            title.append(" ").append_text(self._introduction(turn, role))
        if turn.medium not in ("text", "call"):
            title.append(f" · {self._name('medium', turn.medium)}", style="not bold dim")
        if turn.stage:
            title.append(" · ", style="not bold")
            title.append(
                self._label("stage", turn.stage), style=f"bold {STAGE_COLOURS[turn.stage]}"
            )
        if turn.response:
            title.append(f" · {self._label('response', turn.response)}", style="not bold italic")
        return title

    def _text(self, turn: Turn) -> Text:
        shown = Text()
        at = 0
        for span in turn.spans:
            if at <= span.start < span.end <= len(turn.text):
                shown.append(terminal_safe(turn.text[at : span.start]))
                shown.append(terminal_safe(turn.text[span.start : span.end]), style="underline")
                at = span.end
        shown.append(terminal_safe(turn.text[at:]))
        return shown

    def _money(self, turn: Turn) -> Iterator[Text]:
        words = self.words
        if demand := turn.demand:
            amount = words["no_amount"]
            if demand.amount is not None:
                amount = _amount(demand.amount, demand.currency)
            line = f"◆ {words['asks']} {amount} · {self._name('pretext', demand.pretext)}"
            if demand.method:
                line += f" · {self._name('method', demand.method)}"
            line += f" [{demand.id}" + (
                f" {words['again']} {demand.revises}" if demand.revises else ""
            )
            yield Text(f"{line}]", style="bold")
        if payment := turn.payment:
            minor = minor_units(payment.amount, payment.currency)
            self.paid[payment.currency] = self.paid.get(payment.currency, 0) + minor
            total = money(self.paid[payment.currency], payment.currency)
            line = f"● {words['pays']} {money(minor, payment.currency)}"
            line += f" · {self._name('method', payment.method)} · {words['of']} {payment.demand}"
            yield Text(f"{line}\n  {words['total']} {total}", style="bold")
        if payout := turn.payout:
            line = f"○ {words['gets']} {_amount(payout.amount, payout.currency)}"
            yield Text(f"{line} · {self._name('method', payout.method)}", style="bold")

    def _closing(self) -> Text:
        book = ledger(self.dialogue)
        words = self.words
        parts = []
        columns = [("asked", book.asked), ("paid", book.paid), ("received", book.received)]
        if self.dialogue.label == "scam":
            columns.append(("lost", book.lost()))
        for word, amounts in columns:
            if amounts:
                sums = " + ".join(money(amounts[each], each) for each in sorted(amounts))
                parts.append(f"{words[word]} {sums}")
        ending = self._name("ending", self.dialogue.ending)
        return Text(" · ".join([*parts, f"{words['ending']}{ending}"]), style="bold")


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    days, hours = divmod(hours, 24)
    return f"+{days}d {hours:02}:{minutes:02}" if days else f"+{hours}:{minutes:02}"


def _amount(amount: float, currency: str) -> str:
    return money(minor_units(amount, currency), currency)


def _measure(parts: list[RenderableType]) -> int:
    lines = [line for part in parts if isinstance(part, Text) for line in part.split("\n")]
    return max((line.cell_len for line in lines), default=0)
