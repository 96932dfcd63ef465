"""Spans: cues marked in texts."""

from seeded.seeding import FRIEND, LOAN_R, Fault, Raw, both, by, edit, first, within


def spans_reversed(value: Raw) -> None:
    value["turns"][0]["spans"].reverse()


def spans_overlap(value: Raw) -> None:
    """Widen the first of two spans into the second."""
    text = value["turns"][0]["text"]
    value["turns"][0]["spans"][0].update(end=24, text=text[13:24])


def span_twice(value: Raw) -> None:
    spans = value["turns"][2]["spans"]
    spans.append(spans[0] | {"cue": "disarming"})


def utf16_offsets(value: Raw) -> None:
    """Put an emoji first and count it as two, as a browser does."""
    place = value["turns"][18]
    place["text"] = "😂" + place["text"]
    for each in place["spans"]:
        each.update(start=each["start"] + 2, end=each["end"] + 2)


def byte_offsets(value: Raw) -> None:
    """Count the offsets of a span in bytes of UTF-8."""
    place = value["turns"][18]
    for each in place["spans"]:
        for key in ("start", "end"):
            each[key] = len(place["text"][: each[key]].encode())


def inclusive_end(value: Raw) -> None:
    value["turns"][18]["spans"][0]["end"] -= 1


def one_too_far(value: Raw) -> None:
    span = value["turns"][18]["spans"][0]
    span.update(start=span["start"] - 1, end=span["end"] - 1)


def past_the_end(value: Raw) -> None:
    value["turns"][18]["spans"][0]["end"] += 3


def half_a_placeholder(value: Raw) -> None:
    text = value["turns"][4]["text"]
    value["turns"][4]["spans"][0].update(end=22, text=text[9:22])


def blank_in_span(value: Raw) -> None:
    text = value["turns"][18]["text"]
    value["turns"][18]["spans"][0].update(start=13, text=text[13:23])


def part_of_a_file(value: Raw) -> None:
    text = value["turns"][10]["text"]
    value["turns"][10]["spans"][0].update(start=0, end=9, text=text[:9])


def mark(place: Raw) -> None:
    """Mark the first four characters of a turn."""
    place["spans"] = [{"start": 0, "end": 4, "cue": "urgency", "text": place["text"][:4]}]


def mark_target(value: Raw) -> None:
    mark(first(value, "payment"))


def mark_third_party(value: Raw) -> None:
    mark(by(value, "third_party"))


def no_cue_in_twin(value: Raw) -> None:
    for each in value["turns"]:
        each.pop("spans", None)


FAULTS = (
    Fault(
        "span-off-by-one",
        "both offsets of a span are one too small",
        "error",
        edit(LOAN_R, one_too_far),
    ),
    Fault(
        "span-end-inclusive",
        "a span's end names its last character",
        "error",
        edit(LOAN_R, inclusive_end),
    ),
    Fault("span-past-the-end", "a span ends behind its text", "error", edit(LOAN_R, past_the_end)),
    Fault(
        "span-in-utf16",
        "offsets behind an emoji count UTF-16 units",
        "error",
        edit(LOAN_R, utf16_offsets),
    ),
    Fault("span-in-bytes", "offsets count bytes", "error", edit(LOAN_R, byte_offsets)),
    Fault(
        "span-turned-round",
        "a span ends before it starts",
        "error",
        edit(LOAN_R, within("turns", 18, "spans", 0, start=23, end=14)),
    ),
    Fault(
        "span-text-stale",
        "a typo was mended in the turn, not in the span",
        "error",
        edit(LOAN_R, within("turns", 18, "spans", 0, text="系统只给开30分钟")),
    ),
    Fault("spans-overlap", "two spans overlap", "error", edit(LOAN_R, spans_overlap)),
    Fault("span-with-two-cues", "one clause is marked twice", "error", edit(LOAN_R, span_twice)),
    Fault(
        "spans-out-of-order", "the later span stands first", "warning", edit(LOAN_R, spans_reversed)
    ),
    Fault(
        "span-on-target", "a cue is marked in a target's turn", "error", edit(LOAN_R, mark_target)
    ),
    Fault(
        "span-on-third-party",
        "a cue is marked in a clerk's turn",
        "error",
        edit(LOAN_R, mark_third_party),
    ),
    Fault(
        "span-begins-with-blank",
        "a span takes in the blank before it",
        "info",
        edit(LOAN_R, blank_in_span),
    ),
    Fault(
        "span-cuts-placeholder",
        "a span ends inside a placeholder",
        "warning",
        edit(LOAN_R, half_a_placeholder),
    ),
    Fault(
        "span-on-part-of-a-file",
        "only part of a file's text is marked",
        "warning",
        edit(LOAN_R, part_of_a_file),
    ),
    Fault(
        "twin-without-cues",
        "no cue is marked in a twin",
        "info",
        both(FRIEND, "benign", no_cue_in_twin),
    ),
)
