"""What all tests and notebooks share: no test writes into a learner's own file, and no bet is waited for."""

import os
import tempfile
from pathlib import Path

# Kernels that nbval starts, and the workers of xdist, inherit both.
os.environ.setdefault("ARCHLIB_PROGRESS", str(Path(tempfile.mkdtemp(prefix="archlib-")) / "progress.json"))
os.environ.setdefault("ARCHLIB_KNOWN", "1")
