"""create_app: the list of steps that makes the app. Features bring their own; this file knows none."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from lms.base.database import init_database
from lms.commands import demo, jobs
from lms.config import Config
from lms.features import Feature
from lms.flask_settings import flask_settings
from lms.web.access import asker, guard
from lms.web.ahead import Ahead, put_ahead
from lms.web.asking import init_asking
from lms.web.compressing import init_compressing
from lms.web.errors import init_errors
from lms.web.filters import init_filters
from lms.web.i18n import init_languages
from lms.web.menu import init_menu, menu
from lms.web.offline import init_offline
from lms.web.own_host import keep_to_host
from lms.web.proxies import trust_proxies
from lms.web.reading import SCRIPTS, reading
from lms.web.safety import protect
from lms.web.scanning import init_scanning
from lms.web.slots import init_slots, slot
from lms.web.statics import init_statics
from lms.web.views import web
from lms.web.watching import init_watching, put_watch

ROOT = Path(__file__).resolve().parent.parent


def create_app(features: Sequence[Feature], config: Config, instance: Path | None = None) -> Flask:
    """The app with these features and settings; ``instance`` is where its data lies."""
    app = Flask(
        "lms",
        instance_path=str(instance or ROOT / "instance"),
        static_folder=None,
        template_folder="web/templates",
    )
    app.config.from_mapping(flask_settings(config, Path(app.instance_path), ROOT / "migrations"))
    app.extensions["config"] = config
    app.extensions["features"] = tuple(features)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_database(app)
    init_languages(
        app,
        [Path(str(files(name))) / "translations" for name in ("lms.web", *(each.name for each in features))],
    )
    init_watching(app)
    init_asking(app)
    init_errors(app)
    init_filters(app)
    guard(app)
    protect(app)
    init_scanning(app)
    init_menu(app, [item for each in features for item in each.menu])
    init_slots(app, [fill for each in features for fill in each.slots])
    init_statics(app)
    init_offline(app, [*SCRIPTS, *(script for each in features for script in each.phone)])
    init_compressing(app)
    app.jinja_env.globals.update(asker=asker, menu=menu, slot=slot)
    app.register_blueprint(web)
    app.register_blueprint(reading)
    app.cli.add_command(demo)
    app.cli.add_command(jobs)
    for feature in features:
        plug(app, feature)
    stand_in_front(app, config, [kind for each in features for kind in each.ahead])
    return app


def stand_in_front(app: Flask, config: Config, kinds: Sequence[Ahead]) -> None:
    """What meets a request before Flask does, the innermost first."""
    put_ahead(app, kinds)
    keep_to_host(app, config)
    trust_proxies(app, config.proxies)
    put_watch(app)


def plug(app: Flask, feature: Feature) -> None:
    """Take up one feature."""
    for blueprint in feature.blueprints:
        app.register_blueprint(blueprint)
    for command in feature.commands:
        app.cli.add_command(command)
    app.jinja_env.globals.update(feature.templates)
    app.extensions.setdefault("step_kinds", {}).update({kind.name: kind for kind in feature.step_kinds})
    if feature.prepare:
        feature.prepare(app)
    if feature.connect:
        feature.connect()
