"""What day it is: the one place that asks the clock."""

import datetime as dt

_EARLIEST_ZONE = dt.timezone(dt.timedelta(hours=14))


def latest_day() -> str:
    """Return the latest day that it is anywhere on Earth (UTC+14), in ISO 8601."""
    return dt.datetime.now(tz=_EARLIEST_ZONE).date().isoformat()
