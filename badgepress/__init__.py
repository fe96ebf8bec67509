"""badgepress: from YAML to a public catalog of micro-credentials with hosted badge classes."""

__version__ = "0.1.0"
