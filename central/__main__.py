"""The `central` command: Django's management commands and the project's own, one entry."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command; hyphens in its name stand for the underscores of the module."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "central.config.settings")
    arguments = list(sys.argv)
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
