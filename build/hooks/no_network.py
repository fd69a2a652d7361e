"""Runs first in the packaged program: stand-ins for network modules that are not in it.

rapidocr imports ``requests`` to fetch models by address. Ours come with the program, so
there is nothing to fetch, and nothing here that could. The standard library's XML imports
``urllib.request`` for documents that name others by address, which nothing here opens.
joblib, which comes with scikit-learn, imports ``asyncio`` to know a coroutine from a
function.
"""

import inspect
import sys
import types


class RequestException(OSError):  # noqa: N818 -- the name that rapidocr asks for
    """Raised for every attempt to reach the network."""


class Response:
    """Never made; rapidocr names it in its annotations."""


def get(*_args: object, **_options: object) -> Response:
    """Refuses."""
    raise RequestException("Postroom contains no network code.")


requests = types.ModuleType("requests")
vars(requests).update(get=get, RequestException=RequestException, Response=Response)
sys.modules["requests"] = requests

request = types.ModuleType("urllib.request")
vars(request).update(urlopen=get)
sys.modules["urllib.request"] = request

asyncio = types.ModuleType("asyncio")
vars(asyncio).update(iscoroutinefunction=inspect.iscoroutinefunction)
sys.modules["asyncio"] = asyncio
