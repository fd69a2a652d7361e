"""Start Postroom: a child process, the command line, or the window."""

from __future__ import annotations

import sys

__all__ = ["main"]

CHILD_ARGUMENTS = 4


def main() -> int:
    """Run what the command line asks for and return its exit status.

    A child is told apart before anything else is imported, so that its limits are in force
    before the first library is loaded.
    """
    if sys.argv[1:2] == ["--child"] and len(sys.argv) == CHILD_ARGUMENTS:
        from app.isolation import run_child

        return run_child(sys.argv[2], sys.argv[3])
    from app.command_line import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
