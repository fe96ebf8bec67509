"""Entries spread over small files by their keys, so that a page loads only what it needs.

One file an entry would double the number of files of a large site, which some hosts limit; one file
for all would grow with the catalog. `plan/entries.js` finds an entry's file in the same way.
"""

from collections.abc import Mapping
from typing import Any

PER_SHARD = 24
"""Entries in a file on average: some kilobytes, whatever the size of the catalog."""
_OFFSET, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def shard_count(entries: int) -> int:
    """How many files so many entries make."""
    return max(1, -(-entries // PER_SHARD))


def shard_of(key: str, shards: int) -> int:
    """The number of the file that holds a key: its 32-bit FNV-1a hash, modulo their number."""
    digest = _OFFSET
    for byte in key.encode("ascii"):
        digest = (digest ^ byte) * _PRIME & _MASK
    return digest % shards


def sharded(entries: Mapping[str, Any], shards: int) -> list[dict[str, Any]]:
    """The entries of each file, by key in the given order."""
    files: list[dict[str, Any]] = [{} for _ in range(shards)]
    for key, entry in entries.items():
        files[shard_of(key, shards)][key] = entry
    return files
