"""One small card for other sites: a whole document without the site's frame and without scripts."""

from dataclasses import dataclass

from badgepress import urls
from badgepress.pages.render import Renderer


@dataclass(frozen=True, slots=True)
class Embed:
    """A finished card; any site may show it in an iframe."""

    path: str
    """Address relative to `base_url`; it ends with `/`."""
    html: str
    """The whole document."""


def embed(renderer: Renderer, template: str, page: str, title: str, **variables: object) -> Embed:
    """The card of the page at `page`, from `embed/TEMPLATE`, which extends
    `pages/embed/base.html`.

    Templates receive `url`, `path`, `page` (the page's own address), `title` and the variables.
    Links of a card open outside of the frame. Raises `TemplateFault`.
    """
    path = urls.embed(page)
    html = renderer.render(f"embed/{template}", path, title=title, page=page, **variables)
    return Embed(path, html)
