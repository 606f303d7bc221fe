"""Run a command with a private Redis: with_redis.py COMMAND [ARGUMENT …].

The server lives in a temporary folder, listens on this machine only and keeps nothing on disk,
and is stopped and removed in every case.
The command finds it in REDIS_URL; its exit code is ours.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.servers import private_redis


def main(command: list[str]) -> int:
    """Start, run, stop."""
    with private_redis() as url:
        return subprocess.run(command, env=os.environ | {"REDIS_URL": url}, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
