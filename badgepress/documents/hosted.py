"""Which documents are hosted beside a page, and what each is."""

from badgepress import urls

JSON = "application/json"
BADGE_DOCUMENTS = {
    urls.BADGE_CLASS: "Open Badges 2.0 BadgeClass",
    urls.ACHIEVEMENT: "Open Badges 3.0 Achievement",
}
"""File beside the page of a version that has a badge → what it is."""
ISSUER_DOCUMENTS = {
    urls.ISSUER_PROFILE: "Open Badges 2.0 Profile",
    urls.PROFILE: "Open Badges 3.0 Profile",
}
"""File beside an issuer's page → what it is."""
