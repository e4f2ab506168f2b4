"""The shipped files of nginx and Caddy, run as they are but for ports, names of folders and a certificate."""

import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

from tests.house.test_start import free_port
from tests.house.tree import ROOT

HOST = "lop520.example.vn"
PORTS = (8520, 8521, 8522)  # of the products, in the shipped files
PAGES = "/opt/lop520/deploy/pages"

PRODUCT = """
import sys
from pathlib import Path
from flask import request
from lms.serving import serve
from lms.web.access import public
from lms.web.safety import csrf
from tests.conftest import make_app

url, folder, port, public_url = sys.argv[1:]
app = make_app(url, Path(folder), PORT=port, PROXIES="1", PUBLIC_URL=public_url)

@app.get("/who-asks")
@public
def who_asks():
    return {"address": request.remote_addr, "host": request.host, "secure": request.is_secure, "port": port}

@app.post("/taken")
@csrf.exempt
@public
def taken():
    return {"bytes": len(request.get_data())}

@app.get("/much")
@public
def much():
    return "." * 16_000_000

app.extensions["features"] = ()  # no jobs
serve(app, app.extensions["config"], lambda: print("ready", flush=True))
"""


@dataclass
class Road:
    """A proxy that runs, and the products behind it."""

    http: int
    https: int
    ports: Sequence[int]
    certificate: Path
    products: list[subprocess.Popen[str]]

    @property
    def site(self) -> str:
        """The host that a browser asks for."""
        return f"{HOST}:{self.https}"

    def connection(self) -> HTTPSConnection:
        """A line to the proxy, as a browser has one that knows the certificate."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        return _ToTheName("127.0.0.1", self.https, timeout=120, context=context)


class _ToTheName(HTTPSConnection):
    """Asks for the name of the certificate, at this machine."""

    def connect(self) -> None:
        super(HTTPSConnection, self).connect()
        self.sock = self._context.wrap_socket(self.sock, server_hostname=HOST)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of the name for a day, and its key."""
    made, key = folder / "fullchain.pem", folder / "privkey.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-nodes", "-days", "1", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    return made, key


@contextmanager
def product(url: str, folder: Path, port: int, https: int) -> Iterator[subprocess.Popen[str]]:
    """The product, served as run.py serves it, behind one proxy."""
    command = [sys.executable, "-c", PRODUCT, url, str(folder), str(port), f"https://{HOST}:{https}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """A shipped file with what differs on this machine; each must be there."""
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


def nginx_site(text: str, folder: Path, road: Road, key: Path) -> list[str]:
    """Write the site and what Debian's nginx.conf puts around it; how nginx is run with it."""
    changes = {
        "listen 80;": f"listen 127.0.0.1:{road.http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{road.https} ssl http2;",
        f"https://{HOST}$request_uri": f"https://{HOST}:{road.https}$request_uri",
        f"/etc/letsencrypt/live/{HOST}/fullchain.pem": str(road.certificate),
        f"/etc/letsencrypt/live/{HOST}/privkey.pem": str(key),
        PAGES: str(ROOT / "deploy" / "pages"),
        **{f"127.0.0.1:{port} ": f"127.0.0.1:{own} " for port, own in zip(PORTS, road.ports, strict=True)},
    }
    (folder / "site.conf").write_text(replaced(text, changes), "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    bodies = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = (
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 768; }}\nhttp {{\ntypes {{ text/html html; }}\naccess_log off;\n"
        f"gzip on;\n{bodies}include {folder}/site.conf;\n}}\n"
    )
    (folder / "nginx.conf").write_text(whole, "utf-8")
    return ["nginx", "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(folder / "nginx.conf")]


def caddy_site(text: str, folder: Path, road: Road, key: Path) -> list[str]:
    """Write the Caddyfile; how Caddy is run with it."""
    ports = f"\thttp_port {road.http}\n\thttps_port {road.https}\n"
    changes = {
        "{\n\tservers {": f"{{\n\tadmin off\n{ports}\tservers {{",
        f"\n{HOST} {{\n": f"\n{HOST} {{\n\tbind 127.0.0.1\n\ttls {road.certificate} {key}\n",
        PAGES: str(ROOT / "deploy" / "pages"),
        **{f"127.0.0.1:{port} ": f"127.0.0.1:{own} " for port, own in zip(PORTS, road.ports, strict=True)},
    }
    (folder / "Caddyfile").write_text(replaced(text, changes), "utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


SITES = {
    "nginx": (ROOT / "deploy" / "nginx" / "lop520.conf", nginx_site),
    "caddy": (ROOT / "deploy" / "caddy" / "Caddyfile", caddy_site),
}


@contextmanager
def road_by(proxy: str, url: str, folder: Path) -> Iterator[Road]:
    """The proxy in front of three products on one database."""
    made, key = certificate(folder)
    http, https, *ports = (free_port() for _ in range(2 + len(PORTS)))
    road = Road(http, https, ports, made, [])
    file, write = SITES[proxy]
    command = write(file.read_text("utf-8"), folder, road, key)
    with ExitStack() as running:
        for port in ports:
            road.products.append(running.enter_context(product(url, folder, port, https)))
        for each in road.products:
            assert each.stdout
            assert each.stdout.readline() == "ready\n"
        home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": PATH}
        with (folder / "proxy.log").open("w") as log:
            server = running.enter_context(subprocess.Popen(command, stdout=log, stderr=log, env=home))
        running.callback(server.kill)
        until_it_answers(road, server, folder / "proxy.log")
        yield road


PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def is_there(program: str) -> bool:
    """Whether the program is on this machine, where administrators' programs lie too."""
    return shutil.which(program, path=PATH) is not None


def until_it_answers(road: Road, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the proxy answers, whatever it says."""
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError):
            connection = road.connection()
            connection.request("GET", "/sign-in", headers={"Host": road.site})
            connection.getresponse().read()
            connection.close()
            return
    raise AssertionError(log.read_text("utf-8"))
