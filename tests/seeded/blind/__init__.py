"""Faults listed from the format and the labels' definitions alone.

They were listed by somebody who had not seen the rules: what `docs/` and `schema/` say must not be,
and how files of this kind break in the hands of contributors, tools and maintainers. All numbers,
names and addresses are invented or are the reserved examples of their standards.
"""

from seeded.blind import (
    about,
    files,
    form,
    labels,
    layers,
    money,
    pairs,
    people,
    privacy,
    releases,
    shape,
    spans,
    text,
)
from seeded.seeding import Fault

FAULTS: tuple[Fault, ...] = (
    *form.FAULTS,
    *files.FAULTS,
    *shape.FAULTS,
    *text.FAULTS,
    *people.FAULTS,
    *labels.FAULTS,
    *money.FAULTS,
    *spans.FAULTS,
    *privacy.FAULTS,
    *pairs.FAULTS,
    *about.FAULTS,
    *layers.FAULTS,
    *releases.FAULTS,
)
