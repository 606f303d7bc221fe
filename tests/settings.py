"""The product's settings for tests: static files as they lie, a data folder of the tests' own."""

import os
from pathlib import Path

os.environ.setdefault("CENTRAL_STATIC", "plain")
os.environ.setdefault("CENTRAL_DATA_DIR", str(Path(__file__).resolve().parents[1] / "var" / "tests"))

from central.config.settings import *  # noqa: F403
