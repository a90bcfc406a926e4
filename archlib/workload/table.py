"""From a file to its samples: a CSV, or what `aws cloudwatch` prints as JSON. The first character tells which.

The rules stand where they are kept, in `workload.reading`:

- `source`: bytes, encodings, marks
- `lines`: separators, quotes, headers, the console's export
- `cells`: moments, values, decimal marks
- `cloudwatch`, `metrics`, `datapoints`: the two forms of JSON, and which metric is read
- `zones`: local clocks and their daylight changes

References
----------
Form of the console's export: seen in public repositories that read one, 2026; AWS does not document it.
"""

import re

from archlib.errors import DataError
from archlib.workload.reading.cells import DecimalMark
from archlib.workload.reading.cloudwatch import read_json
from archlib.workload.reading.lines import read_rows
from archlib.workload.reading.samples import Samples
from archlib.workload.reading.source import Source, read_bytes

MOST_BYTES = 200_000_000

_JSON = re.compile(rb"\s*(\{|\[\s*[\[{\]])")


def read_table(source: Source, metric: str | None = None, decimal: DecimalMark = ".") -> Samples:
    """Return the samples of a path or an open file.

    Parameters
    ----------
    metric : which of several metrics in a JSON, or which statistic of its Datapoints
    decimal : the decimal mark of a CSV

    Raises
    ------
    DataError : no such file, no text, no samples, or one that breaks a rule
    """
    name, data = read_bytes(source, MOST_BYTES)
    if _JSON.match(data):
        return read_json(name, data, metric)
    if metric is not None:
        raise DataError(f"{name} is a CSV, which holds one metric; leave out metric={metric!r:.60}")
    return read_rows(name, data, decimal)
