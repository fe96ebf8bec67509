"""Systems of 2016 that are no more: what became of each, when, and what to use instead.

North Carolina's infographic of 2016 names them. Read in November 2026.
"""

from dataclasses import dataclass

from badgepress.platforms.form import Source


@dataclass(frozen=True, slots=True)
class Closed:
    """A system that takes badges no more."""

    id: str
    name: str
    when: str
    """Date or year, in words."""
    became: str
    """What became of it, in one or two sentences."""
    instead: str
    """What to use today."""
    sources: tuple[Source, ...]


CLOSED = (
    Closed(
        "edmodo",
        "Edmodo",
        "September 22, 2022",
        "It closed, and all accounts with everything in them were deleted.",
        "Your district's learning management system. Badges given in Edmodo were its own and left"
        " no definition behind: describe them anew.",
        (
            Source(
                "EdWeek Market Brief: Online Tech Hub Edmodo Is Shutting Down",
                "https://marketbrief.edweek.org/marketplace-k-12/online-tech-hub-edmodo-shutting-school-year-kicks-off/",
            ),
        ),
    ),
    Closed(
        "canvabadges",
        "Canvabadges",
        "2015",
        "The last change to its source is of 2015; it awarded Open Badges 1.0 in Canvas courses.",
        "Canvas Credentials. What Canvabadges hosted as Open Badges 1.0 can be imported from its"
        " files.",
        (Source("Canvabadges' source", "https://github.com/whitmer/canvabadges"),),
    ),
    Closed(
        "openbadges-org",
        "Openbadges.org",
        "2017",
        "The home of the standard. The standard went from Mozilla to the Badge Alliance and, at the"
        " beginning of 2017, to IMS Global, which is 1EdTech today.",
        "The standard itself: every badge here is published as Open Badges 2.0 and 3.0.",
        (
            Source(
                "Badgr: Open Badges Backpack 2.0",
                "https://info.badgr.com/resources/open-badges-backpack-2.0.html",
            ),
        ),
    ),
    Closed(
        "mozilla",
        "Mozilla Open Badges",
        "August 2019",
        "Mozilla retired its Backpack; earners could move their badges to Badgr, which is Canvas"
        " Credentials (Parchment Digital Badges) today.",
        "Any backpack for Open Badges: they read the badge class's address. For software that was"
        " never updated, `badgepress export openbadges-1.1` writes documents of Open Badges 1.1.",
        (
            Source(
                "Mozilla: The Mozilla Backpack is Transitioning to Badgr",
                "https://medium.com/read-write-participate/the-mozilla-backpack-is-transitioning-to-badgr-c080e68d5603",
            ),
            Source(
                "Mozilla Foundation: Mozilla Backpack",
                "https://foundation.mozilla.org/en/artifacts/mozilla-backpack/",
            ),
        ),
    ),
)
