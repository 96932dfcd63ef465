"""Which dialogues are meant: by type, language, label, part of a split, and how many."""

from collections.abc import Iterable

import msgspec

from hookline.errors import NothingFoundError, UnknownNameError
from hookline.language import Phrase, nearest
from hookline.model import Dialogue
from hookline.streams import Stream
from hookline.taxonomy import taxonomy


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What dialogues must be to be taken; of several values of one kind any will do.

    Attributes:
        types: ids of types of scam; benign dialogues have none.
        parts: of the split `by`: train, validation and test, or fold_1 and so on.
        by: the name of a split; by default the last that is not one of folds.
        limit: how many are taken at most, in the order of their ids.
    """

    types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    by: str | None = None
    limit: int | None = None


KINDS = {"type": "types", "language": "languages", "label": "labels", "part": "parts"}
"""What a selection asks for, and the field that holds it."""


def narrowed(selection: Selection, wishes: Iterable[str]) -> Selection:
    """Return a selection with more asked for, each as `KIND=VALUE` or `KIND=VALUE,VALUE`.

    Args:
        selection: what is asked for already.
        wishes: such as `language=zh`; `split` is another word for `part`.

    Raises:
        UnknownNameError: it is not of that form, or there is no such kind.
    """
    asked: dict[str, tuple[str, ...]] = {}
    for wish in wishes:
        kind, _, values = wish.partition("=")
        field = KINDS.get({"split": "part"}.get(kind, kind))
        some = tuple(each for each in values.split(",") if each)
        if field is None or not some:
            known = ", ".join(KINDS)
            template = "{wish} says not what is meant, such as language=zh; there is {known}"
            raise UnknownNameError(Phrase(template, {"wish": repr(wish), "known": known}))
        asked[field] = (*asked.get(field, getattr(selection, field)), *some)
    return msgspec.structs.replace(selection, **asked)


def selected(stream: Stream, selection: Selection) -> Stream:
    """Return the dialogues that a selection means; `by` divides them from then on.

    Raises:
        UnknownNameError: there is no such type, language, label, part or split.
        NothingFoundError: no dialogue is left.
    """
    for closed_list, values in (
        ("scam_type", selection.types),
        ("language", selection.languages),
        ("label", selection.labels),
    ):
        must_be_known(closed_list, values, taxonomy().ids(closed_list))
    divided = stream.divided_by(selection.by)
    parts = [part.replace("-", "_") for part in selection.parts]
    if parts:
        must_be_known("part", parts, divided.parts())

    def wanted(dialogue: Dialogue) -> bool:
        return (
            (not selection.types or dialogue.scam_type in selection.types)
            and (not selection.languages or dialogue.language in selection.languages)
            and (not selection.labels or dialogue.label in selection.labels)
            and (not parts or divided.part_of(dialogue) in parts)
        )

    left = divided.where(wanted, selection.limit)
    if next(iter(left), None) is None:
        kinds = {
            "type": selection.types,
            "language": selection.languages,
            "label": selection.labels,
            "part": selection.parts,
        }
        asked = " ".join(f"{name}={','.join(each)}" for name, each in kinds.items() if each)
        message = Phrase("no dialogue of this corpus has {wanted}", {"wanted": asked})
        raise NothingFoundError(message)
    return left


def must_be_known(what: str, values: Iterable[str], known: Iterable[str]) -> None:
    """Raise where a value is none of those that are known.

    Raises:
        UnknownNameError: says which, what there is, and what was probably meant.
    """
    names = tuple(known)
    for value in values:
        if value not in names:
            near = nearest(value, names)
            hint = Phrase("; did you mean {near}?", {"near": near}) if near else ""
            said = {"word": repr(value), "list": what, "known": ", ".join(names), "hint": hint}
            message = Phrase("{word} is no {list}; there is {known}{hint}", said)
            raise UnknownNameError(message)
