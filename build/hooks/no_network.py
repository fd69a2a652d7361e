"""Runs first in the packaged program: a stand-in for ``requests``, which is not in it.

rapidocr imports that package to fetch models by address. Ours come with the program, so
there is nothing to fetch, and nothing here that could.
"""

import sys
import types


class RequestException(OSError):  # noqa: N818 -- the name that rapidocr asks for
    """Raised for every attempt to reach the network."""


class Response:
    """Never made; rapidocr names it in its annotations."""


def get(*_args: object, **_options: object) -> Response:
    """Refuses."""
    raise RequestException("Postroom contains no network code.")


stand_in = types.ModuleType("requests")
vars(stand_in).update(get=get, RequestException=RequestException, Response=Response)
sys.modules["requests"] = stand_in
