"""How far the label of a dialogue can be guessed without understanding it, in any corpus.

Pieces: `material` (a corpus, a CSV or JSONL → `Sample`), `probes` (what a probe may see),
`scoring` (grouped cross-validation → AUROC), `likeness` (near-duplicates), `variety` (diversity),
`reporting` (all of them → `Audit`).
"""
