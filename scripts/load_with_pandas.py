"""Load the corpus into pandas.

python scripts/load_with_pandas.py
"""

import pandas as pd

import hookline


def main() -> None:
    """Print the turns of scammers by type and stage, and what was paid in each dialogue."""
    turns = hookline.load().to_pandas("turns")
    scammers = turns[turns["role"] == "scammer"]
    print(pd.crosstab(scammers["scam_type"], scammers["stage"]), end="\n\n")
    paid = turns.groupby(["label", "id"])["payment_amount"].sum()
    print(paid[paid > 0].to_string())


if __name__ == "__main__":
    main()
