"""Write the enums of the schemas from `schema/taxonomy.json`, with the texts that editors show.

python scripts/write_schema_enums.py            # write
python scripts/write_schema_enums.py --check    # exit 1 where a schema is out of date
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parent.parent / "schema"
GENERATED = re.compile(r"generated from taxonomy\.json, list (\w+)")


def definition(terms: list[dict[str, Any]], comment: str) -> dict[str, Any]:
    """Return the `$defs` entry of one list: the ids, and hover text in both languages."""
    return {
        "$comment": comment,
        "enum": [term["id"] for term in terms],
        "markdownEnumDescriptions": [
            f"**{term['name']['en']}** · **{term['name']['zh']}**\n\n"
            f"{term['definition']['en']}\n\n{term['definition']['zh']}"
            for term in terms
        ],
    }


def generated(schema: dict[str, Any], lists: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return a schema with every generated definition renewed."""
    definitions = {}
    for name, entry in schema.get("$defs", {}).items():
        match = GENERATED.fullmatch(entry.get("$comment", ""))
        definitions[name] = definition(lists[match[1]], match[0]) if match else entry
    return {**schema, "$defs": definitions} if definitions else schema


def main(*, check: bool) -> int:
    """Write or check every schema; return the exit code."""
    lists = json.loads((SCHEMAS / "taxonomy.json").read_text(encoding="utf-8"))["lists"]
    stale = []
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        old = path.read_text(encoding="utf-8")
        new = json.dumps(generated(json.loads(old), lists), ensure_ascii=False, indent=2) + "\n"
        if new != old:
            stale.append(path.name)
            if not check:
                path.write_text(new, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'out of date with taxonomy.json' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
