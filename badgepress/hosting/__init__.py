"""What a web host has to do, said once and written for each host."""

from badgepress.catalog import Catalog
from badgepress.hosting.netlify import header_file, redirect_file
from badgepress.hosting.redirects import redirects
from badgepress.hosting.rules import HEADERS_FILE, NO_JEKYLL, REDIRECTS_FILE, rules_of

__all__ = ["redirects", "site_files"]


def site_files(catalog: Catalog) -> dict[str, str]:
    """What each built site holds for its host: name → text.

    `_headers` and `_redirects` are read by Netlify and Cloudflare Pages; `.nojekyll` tells GitHub
    Pages to leave the files as they are.
    """
    return {
        HEADERS_FILE: header_file(rules_of(catalog)),
        REDIRECTS_FILE: redirect_file(redirects(catalog), catalog.settings.base_url),
        NO_JEKYLL: "",
    }
