"""A live site, checked from outside as a backpack would: what answers, and what it says.

The only part of the engine that opens connections; no build and no check imports it.
"""
