"""Pages "Use this badge in …", as a visitor's browser has them."""

from built_site import Site
from conftest import FULL, MakeProject
from publishing import edit, published

from badgepress import urls
from badgepress.catalog import has_badge
from badgepress.outputs import LateOutput, all_files, make_pages
from badgepress.platforms.badge import Badge
from badgepress.platforms.closed import CLOSED
from badgepress.platforms.form import Standing
from badgepress.platforms.registry import PLATFORMS
from badgepress.project import open_catalog

pytest_plugins = ["site_fixtures"]


def _uses(site: Site) -> list[str]:
    return [
        urls.use(kind.address, entry.id)
        for kind, entry in site.catalog.offered()
        if has_badge(entry.data)
    ]


def test_everything_with_a_badge_has_a_page(any_site: Site) -> None:
    """Each badge's page leads to the forms of all platforms, and to what became of the others."""
    for path in _uses(any_site):
        tree = any_site.pages[path + "index.html"].tree
        for platform in PLATFORMS:
            (heading,) = tree.xpath(f"//h2[@id='{platform.id}']")
            assert heading.text_content() == platform.name
        text = tree.text_content()
        for closed in CLOSED:
            assert closed.name in text
        own = any_site.pages[path.removeprefix(urls.USE) + "index.html"].tree
        assert own.xpath("//dd/a[@href=$href]", href=f"../../{path}")


def test_one_page_tells_of_all_systems(any_site: Site) -> None:
    """Where each was read, what is not known, and what became of the others stands once."""
    tree = any_site.pages["use/index.html"].tree
    text = tree.text_content()
    for platform in PLATFORMS:
        assert tree.xpath("//h2[@id=$id]", id=platform.id)
        assert all(unknown in text for unknown in platform.unknown)
        for source in platform.sources:
            assert tree.xpath("//a[@href=$href]", href=source.url)
    for closed in CLOSED:
        assert closed.became in text
        assert closed.when in text


def test_unclear_standing_is_no_part_of_a_name(any_site: Site) -> None:
    """Whether a system still runs stands below its heading; no text shows marks of Markdown."""
    tree = any_site.pages["use/index.html"].tree
    for platform in PLATFORMS:
        (after,) = tree.xpath("//h2[@id=$id]/following-sibling::*[1]", id=platform.id)
        unclear = platform.standing is Standing.UNKNOWN
        assert (after.text_content() == "Unclear whether it still runs.") == unclear
    assert "`" not in tree.text_content()
    for path in _uses(any_site):
        for part in any_site.pages[path + "index.html"].tree.xpath(
            "//main//details//p | //main//li"
        ):
            assert "`" not in part.text_content()


def test_suggested_paths_have_none(any_site: Site) -> None:
    """What awards nothing has nothing to be used elsewhere."""
    for kind, entry in any_site.catalog.offered():
        if not has_badge(entry.data):
            folder = urls.page(kind.address, entry.id)
            assert not (any_site.folder / urls.USE / folder).exists()
            own = any_site.pages[folder + "index.html"].tree
            assert not own.xpath("//article//a[contains(@href, '../use/')]")


def test_each_button_copies_something_that_is_there(any_site: Site) -> None:
    """Every button names an element with text, stays hidden without a script, and tells of it."""
    for path in _uses(any_site):
        tree = any_site.pages[path + "index.html"].tree
        buttons = tree.xpath("//button[@data-bp-copies]")
        assert len(buttons) > 40
        for button in buttons:
            (source,) = tree.xpath("//*[@id=$id]", id=button.get("data-bp-copies"))
            assert source.text_content().strip()
            assert button.get("hidden") is not None
            assert button.get("data-bp-said")
            assert button.xpath("ancestor::section//*[@role='status']")


def test_what_is_copied_is_what_the_badge_says(any_site: Site) -> None:
    """The values are those of the badge's documents, hostile text as text."""
    for kind, entry in any_site.catalog.offered():
        if not has_badge(entry.data):
            continue
        page = any_site.pages[urls.use(kind.address, entry.id) + "index.html"]
        (title,) = page.tree.xpath("//dd[@id='blackboard-1']")
        assert title.text_content() == entry.data.name
        (address,) = page.tree.xpath("//dd[@id='use-address']")
        version = any_site.catalog.version_address(kind, entry)
        assert address.text_content() == version + urls.BADGE_CLASS
        (criteria,) = page.tree.xpath("//*[@id='use-criteria']")
        badge = Badge(any_site.catalog, kind, entry)
        assert criteria.text_content() == badge.document["criteria"]["narrative"].strip()


def test_moodle_backup_is_downloaded_from_the_page(any_site: Site) -> None:
    """The backup that the page links lies beside it, and is one."""
    for path in _uses(any_site):
        tree = any_site.pages[path + "index.html"].tree
        (link,) = tree.xpath("//a[contains(@href, '.mbz')]")
        assert link.get("href") == urls.MOODLE_BACKUP
        assert (any_site.folder / path / urls.MOODLE_BACKUP).read_bytes()[:2] == b"\x1f\x8b"


def test_registry_is_linked_where_there_is_a_ctid(full_site: Site) -> None:
    """The document for the Credential Registry is linked from the page, and is there."""
    page = full_site.pages["use/catalog/every-field/index.html"].tree
    assert page.xpath("//a[contains(@href, 'ctdl.json')]/@href") == ["ctdl.json"]
    assert (full_site.folder / "use/catalog/every-field/ctdl.json").is_file()
    stack = full_site.pages["use/stacks/every-step/index.html"].tree
    links = stack.xpath("//a[contains(@href, '.json') and not(contains(@href, '://'))]/@href")
    assert links == ["ctdl.json", "pathway.json"]


def test_search_does_not_find_forms(any_site: Site) -> None:
    """The same words on many pages would bury what people look for."""
    pages = {page.path: page for page in make_pages(any_site.catalog, [])}
    for path in _uses(any_site):
        assert not pages[path].searchable
        assert not pages[path].listed


def test_earlier_versions_do_not_offer_themselves(project: MakeProject) -> None:
    """Only the page of what is offered today leads to the forms, for they are of today."""
    root = published(project())
    edit(root, "catalog/safe-online.yaml", {"version": 2, "hours": 16, "ceu": 1.6})
    catalog, _ = open_catalog(root)
    pages = {page.path: page.html for page in make_pages(catalog, [])}
    assert 'href="../../use/catalog/safe-online/"' in pages["catalog/safe-online/"]
    assert "/use/" not in pages["catalog/safe-online/v1/"]
    assert "catalog/safe-online/v2/badgeclass.json" in pages["use/catalog/safe-online/"]


def test_limits_stand_in_the_form() -> None:
    """What Credly would refuse is told in its form, with what to do."""
    catalog, _ = open_catalog(FULL)
    pages = {page.path: page.html for page in make_pages(catalog, [])}
    html = pages["use/catalog/short-one/"]
    assert "Credly asks for at least 3 skills, but there are no tags" in html
    assert "of 500 characters" in html


def test_backups_are_made_when_they_are_written(project: MakeProject) -> None:
    """A large catalog does not hold all backups in memory at once."""
    catalog, _ = open_catalog(project())
    late = [output for output in all_files(catalog) if isinstance(output, LateOutput)]
    assert [output.path for output in late] == [
        "use/catalog/media-projects/moodle.mbz",
        "use/catalog/naming-sources/moodle.mbz",
        "use/catalog/safe-online/moodle.mbz",
        "use/stacks/media-teacher/moodle.mbz",
    ]


def test_page_warns_of_what_should_not_be_set_up(project: MakeProject) -> None:
    """Before publication and after retirement, the page says so; between, it says nothing."""
    early, late = "Not published yet", "do not set it up anew"
    root = project()
    path = "use/catalog/safe-online/"

    def html() -> str:
        return {page.path: page.html for page in make_pages(open_catalog(root)[0], [])}[path]

    assert (early in html(), late in html()) == (True, False)
    published(root)
    assert (early in html(), late in html()) == (False, False)
    retired = {"date": "2026-06-01", "reason": "It is over."}
    edit(root, "catalog/safe-online.yaml", {"status": "retired", "retired": retired})
    assert (early in html(), late in html()) == (False, True)
