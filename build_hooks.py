"""Hands MkDocs' events to badgepress; there is nothing to change here."""

from badgepress.mkdocs_adapter import Adapter

_adapter = Adapter()


def on_startup(*, command, dirty):
    _adapter.on_startup(command)


def on_config(config):
    return _adapter.on_config(config)


def on_files(files, *, config):
    return _adapter.on_files(files, config)


def on_nav(nav, *, config, files):
    return _adapter.on_nav(nav, config, files)


def on_env(env, *, config, files):
    return _adapter.on_env(env, config, files)


def on_page_content(html, *, page, config, files):
    return _adapter.on_page_content(html, page, config)


def on_page_context(context, *, page, config, nav):
    return _adapter.on_page_context(context, page)


def on_post_page(output, *, page, config):
    return _adapter.on_post_page(output)


def on_post_build(*, config):
    _adapter.on_post_build(config)


def on_serve(server, *, config, builder):
    return _adapter.on_serve(server, config)


def on_shutdown():
    _adapter.on_shutdown()
