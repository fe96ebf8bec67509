"""Runs in the validator's own environment: judges hosted badge classes without the open network.

    python judge.py [--site URL FOLDER]... ADDRESS...

Addresses below a URL are answered from its folder, those on this computer by whoever listens there,
the contexts of Open Badges from the validator's own copy, and everything else as if the network
were down. Prints a JSON list, one object an address.
"""

import argparse
import io
import json
import logging
import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
from openbadges import verify
from openbadges.verifier.openbadges_context import (
    OPENBADGES_CONTEXT_V1_URI,
    OPENBADGES_CONTEXT_V2_DICT,
    OPENBADGES_CONTEXT_V2_URI,
)
from requests.adapters import BaseAdapter, HTTPAdapter


class Gate(BaseAdapter):
    """Answers what may be asked, and notes it."""

    def __init__(self, sites):
        super().__init__()
        self.sites = sites
        self.sockets = HTTPAdapter()
        self.asked = []

    def send(self, request, **options):
        address = request.url.partition("#")[0]
        self.asked.append(address)
        # The validator has no copy of the context of 1.1; that of 2.0 has all of its terms.
        if address in (OPENBADGES_CONTEXT_V1_URI, OPENBADGES_CONTEXT_V2_URI):
            context = json.dumps(OPENBADGES_CONTEXT_V2_DICT).encode()
            return answer(request, 200, context, "application/ld+json")
        for base, folder in self.sites:
            if address.startswith(base):
                return self.from_folder(request, Path(folder), unquote(address[len(base) :]))
        if urlsplit(address).hostname == "127.0.0.1":
            return self.sockets.send(request, **options)
        raise requests.ConnectionError(f"{address} is not to be asked in a test", request=request)

    def from_folder(self, request, folder, path):
        file = folder / (path + "index.html" if path.endswith("/") or not path else path)
        if not file.is_file():
            return answer(request, 404, b"", "text/plain")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return answer(request, 200, file.read_bytes(), kind)

    def close(self):
        self.sockets.close()


def answer(request, status, body, kind):
    response = requests.Response()
    response.status_code = status
    response.request = request
    response.url = request.url
    response.headers["Content-Type"] = kind
    response.encoding = "utf-8"
    response.raw = io.BytesIO(body)
    return response


def judge(address, gate):
    gate.asked = []
    report = verify(address, use_cache=False, cache_backend=None)["report"]
    return {
        "address": address,
        "valid": report["valid"],
        "errors": report["errorCount"],
        "warnings": report["warningCount"],
        "messages": [f"{m['messageLevel']}: {m['result']}" for m in report["messages"]],
        "asked": gate.asked,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", nargs=2, action="append", default=[])
    parser.add_argument("addresses", nargs="*")
    options = parser.parse_args()
    # The validator logs the tracebacks of what it then reports as an error.
    logging.disable(logging.CRITICAL)
    gate = Gate(options.site)
    requests.Session.get_adapter = lambda session, url: gate
    print(json.dumps([judge(address, gate) for address in options.addresses], indent=1))


if __name__ == "__main__":
    main()
