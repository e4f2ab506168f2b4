"""``python -m tests.bench.server floor|product FOLDER PORT``: serves one of the two until it is stopped."""

import logging
import sys
from pathlib import Path

import waitress
from flask import Flask

import run
from lms.config import read_config
from tests.bench.floors import floor_app


def main(what: str, folder: Path, port: int) -> None:
    """Serve with the product's own waitress settings, the same for both."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that tasks queue is what is measured
    app = floor_app(folder / "floor.sqlite") if what == "floor" else product(folder)
    serving = waitress.create_server(
        app,
        host="127.0.0.1",
        port=port,
        threads=read_config({}).threads,
        connection_limit=1000,
        asyncore_use_poll=True,
    )
    print("ready", flush=True)
    serving.run()


def product(folder: Path) -> Flask:
    """The product on the database that the benchmark prepared."""
    config = read_config(
        {"DATABASE_URL": f"sqlite:///{folder / 'product.sqlite'}", "SECRET_KEY": "benchmark"}
    )
    return run.create_app(config, instance=folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
