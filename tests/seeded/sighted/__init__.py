"""Faults listed by the author of the rules.

They follow from the format, the labels' definitions and the ways in which such files break, but
whoever listed them had seen the rules.
"""

from seeded.seeding import Fault
from seeded.sighted import corpus, files, marks, talk

FAULTS: tuple[Fault, ...] = (
    *files.FAULTS,
    *talk.FAULTS,
    *marks.FAULTS,
    *corpus.FAULTS,
)
