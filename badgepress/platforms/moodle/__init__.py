"""Moodle: a course backup that brings badges along, and a copy sheet for a badge of the site."""

from badgepress.platforms.moodle.backup import backup
from badgepress.platforms.moodle.badges import SIZES
from badgepress.platforms.moodle.form import PLATFORM

__all__ = ["PLATFORM", "SIZES", "backup"]
