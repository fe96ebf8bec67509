"""Templates are compiled once in a process, whichever environment asks for them."""

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Code of templates by name and source, for environments that compile alike."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], object] = {}

    def get_source_checksum(self, source: str) -> str:
        """The source itself: what is compiled of it is larger anyway."""
        return source

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is there."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))  # type: ignore[assignment]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key, bucket.checksum] = bucket.code
