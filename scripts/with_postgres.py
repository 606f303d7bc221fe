"""Run a command with a private PostgreSQL: with_postgres.py COMMAND [ARGUMENT …].

The server lives in a temporary folder, listens on a socket there only,
and is stopped and removed in every case.
The command finds it in DATABASE_URL; its exit code is ours.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.servers import private_postgres


def main(command: list[str]) -> int:
    """Start, run, stop."""
    with private_postgres() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
