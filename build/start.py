"""Where the packaged program starts: a child, the command line, or the window."""

import multiprocessing
import sys

if "--multiprocessing-fork" in sys.argv:
    multiprocessing.freeze_support()

from app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
