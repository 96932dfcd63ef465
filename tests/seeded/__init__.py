"""Faults that contributors, broken tools and careless maintainers bring into a corpus.

Each seeds one fault into a throw-away copy of three scripts; the level is how serious its owner
would find it at least. `sighted` was listed by the author of the rules, `blind` by somebody who had
not seen them; a name is unique within its list.
"""

from seeded.blind import FAULTS as BLIND
from seeded.seeding import Fault, healthy_copy
from seeded.sighted import FAULTS as SIGHTED

__all__ = ["BLIND", "FORM", "ON_PURPOSE", "SIGHTED", "Fault", "healthy_copy"]

FORM = {
    "byte-order-mark",
    "crlf",
    "default-medium-written",
    "empty-spans-written",
    "empty-waivers-written",
    "escaped-chinese",
    "keys-of-dialogue-out-of-order",
    "keys-of-turn-out-of-order",
    "no-final-newline",
    "not-nfc",
    "other-indentation",
    "turn-over-several-lines",
    "two-final-newlines",
    "whole-amount-with-point",
}
"""Faults of form alone: a finding about the form is the right one for these."""

ON_PURPOSE = {
    "near-copy-under-another-id": "near-duplicates are found by `hookline audit`, not by rules",
    "phone-in-english": "555-0100 to 555-0199 are reserved for fiction and allowed",
    "sentence-from-another-script": "turns that stand in two scripts are found by `hookline audit`",
}
"""Faults of the blind list that no rule finds, by name, and why that is right."""
