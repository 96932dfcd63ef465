"""Which of two versions comes first (Semantic Versioning 2.0, item 11)."""


def newer(version: str, other: str) -> bool:
    """Tell whether a version comes after another."""
    return order(version) > order(other)


def order(version: str) -> tuple[int, int, int, bool]:
    """Return what versions are ordered by; a pre-release stands before its release."""
    core, _, early = version.partition("-")
    major, minor, patch = (int(each) for each in (core or "0.0.0").split("."))
    return major, minor, patch, not early
