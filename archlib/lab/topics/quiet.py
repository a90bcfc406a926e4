"""How most topics begin: nothing fails but what is chosen."""

from typing import Final

QUIET: Final = (("failures.standard_week", "false"), ("failures.service_failures", "false"))
