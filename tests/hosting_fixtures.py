"""Hosted sites that are built once for all tests: at the root of a host, and below a path."""

from collections.abc import Iterator

import pytest
from hosted import Hosted, build_hosted, nginx


@pytest.fixture(scope="session", params=["/", "/learn/badges/"])
def hosted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hosted:
    """A built site, for a home at the root of its host and for one below a path."""
    return build_hosted(tmp_path_factory.mktemp("hosted"), request.param)


@pytest.fixture(scope="session")
def home(hosted: Hosted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which nginx serves it."""
    with nginx(hosted, tmp_path_factory.mktemp("nginx")) as address:
        yield address
