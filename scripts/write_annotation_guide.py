"""Write the lists of labels into `docs/annotation-guide.md` and its Chinese twin.

python scripts/write_annotation_guide.py            # write
python scripts/write_annotation_guide.py --check    # exit 1 where a guide is out of date
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from hookline.taxonomy import GUIDELINE, taxonomy

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES: dict[Literal["en", "zh"], str] = {
    "en": "annotation-guide.md",
    "zh": "annotation-guide.zh.md",
}
WORDS = {
    "en": ("Version {version}.", "Yes", "Near miss", "“{text}”", " "),
    "zh": ("版本 {version}。", "正例", "易混", "“{text}”", ""),
}
LISTS = ("stage", "response", "cue")


def entries(name: str, language: Literal["en", "zh"]) -> Iterator[str]:
    """Yield the lines on every label of a list: what it means, two examples, a near miss."""
    _, yes, near, quoted, between = WORDS[language]
    for term in taxonomy().terms(name):
        yield f"**`{term.id}`** · {getattr(term.name, language)}"
        yield ""
        yield getattr(term.definition, language)
        yield ""
        for text in getattr(term.examples, language):
            yield f"- {yes}: {quoted.format(text=text)}"
        miss = getattr(term.near_miss, language)
        yield f"- {near}: {quoted.format(text=miss.text)}{between}{miss.why}"
        yield ""


def renewed(text: str, language: Literal["en", "zh"]) -> str:
    """Return a guide with everything between its marks renewed."""
    values = {"guideline": WORDS[language][0].format(version=GUIDELINE)}
    values |= {name: "\n\n" + "\n".join(entries(name, language)) + "\n" for name in LISTS}
    for name, value in values.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        first, *rest = pattern.split(text)
        (after,) = rest
        text = f"{first}{begin}{value}{end}{after}"
    return text


def main(*, check: bool) -> int:
    """Write or check the guides; return the exit code."""
    stale = 0
    for language, name in GUIDES.items():
        path = DOCS / name
        old = path.read_text(encoding="utf-8")
        new = renewed(old, language)
        if new != old:
            stale += 1
            print(f"docs/{name}: {'out of date with the taxonomy' if check else 'written'}")
            if not check:
                path.write_text(new, encoding="utf-8")
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
