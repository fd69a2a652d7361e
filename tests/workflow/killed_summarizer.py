"""Summarizes the documents of a folder until ``test_summaries_kill`` kills it."""

from __future__ import annotations

import sys
from pathlib import Path

from app.workflow import summary_meaning
from tests.workflow.summarized import Desk
from tests.workflow.test_summaries import SETTINGS

# Small batches, so that there are many moments to be killed at.
summary_meaning.CHUNK = 2

if __name__ == "__main__":
    with Desk(folder=Path(sys.argv[1])).open() as workspace:
        print("ready", flush=True)  # noqa: T201 - the test reads it
        for step in workspace.summaries.summarize(SETTINGS):
            print(step.phase, flush=True)  # noqa: T201 - as above
