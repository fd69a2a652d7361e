"""Start Postroom: a child process, the command line, or the window."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["main"]

CHILD_ARGUMENTS = 4


def main() -> int:
    """Run what the command line asks for and return its exit status.

    A child is told apart before anything else is imported, so that its limits are in force
    before the first library is loaded.
    """
    if sys.argv[1:2] == ["--child"] and len(sys.argv) == CHILD_ARGUMENTS:
        from app.isolation import run_child  # noqa: PLC0415

        return run_child(sys.argv[2], sys.argv[3])
    from app.command_line import run  # noqa: PLC0415

    return run(open_desk=open_desk)


def open_desk(case: Path | None) -> int:
    """Open the window on a case file; Qt is loaded here and nowhere before.

    The window's work is done in processes apart, so that it stays small and quick.
    """
    from app.desktop import open_desk as open_window  # noqa: PLC0415
    from app.desktop.contracts import Postroom as Contract  # noqa: PLC0415
    from app.startup import Postroom, work_apart  # noqa: PLC0415

    program: Contract = Postroom.start()
    return open_window(work_apart(program, Contract), case)


if __name__ == "__main__":
    sys.exit(main())
