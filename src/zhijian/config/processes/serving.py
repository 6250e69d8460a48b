"""`zhijian serve`: which processes, on which sockets."""

import contextlib
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from zhijian.config import logs
from zhijian.config.environment import Environment
from zhijian.config.processes import family, listening
from zhijian.config.processes.watcher import Child, Watcher
from zhijian.config.start_django import start_django
from zhijian.config.troubles import EXIT_SETUP, Trouble

log = structlog.get_logger()

_RUN_ONE = ("-m", "zhijian.config.processes.one")


def serve_all(host: str, port: int, *, workers: int) -> int:
    """Gateways on the public port, web behind them on a unix socket, and the worker."""
    logs.set_up("serve")
    check_may_serve(host)
    prepare_metrics()
    public = listening.listen_tcp(host, port)
    with PrivateFolder() as folder:
        children = [*product_children(public, folder, workers=workers)]
        log.info("serving", address=f"http://{_shown(host)}:{port}", gateways=workers)
        tell_set_up_code()
        return Watcher(children).run()


def product_children(public: socket.socket, folder: Path, *, workers: int) -> list[Child]:
    """The product's processes, on sockets that are open before any of them runs."""
    web_path = folder / "web.sock"
    web, worker = listening.listen_unix(web_path), listening.listen_unix(folder / "worker.sock")
    return [
        *(gateway_child(public, number, web_path=web_path) for number in range(workers)),
        Child("web", [*_RUN_ONE, "web", str(web.fileno())], [web]),
        Child("worker", [*_RUN_ONE, "worker", str(worker.fileno())], [worker]),
    ]


def gateway_child(public: socket.socket, number: int, *, web_path: Path | None = None) -> Child:
    argv = [*_RUN_ONE, "gateway", str(public.fileno())]
    return Child(f"gateway-{number}", argv + ([str(web_path)] if web_path else []), [public])


def serve_one(part: str, host: str, port: int, workers: int) -> int:
    """One kind of process alone, in this very process (several gateways: in children)."""
    logs.set_up(part, with_traces=Environment().zhijian_debug)
    check_may_serve(host)
    if part == "gateway":
        prepare_metrics()
    public = listening.listen_tcp(host, port)
    if part == "gateway" and workers > 1:
        return Watcher([gateway_child(public, number) for number in range(workers)]).run()
    log.info("serving", part=part, address=f"http://{_shown(host)}:{port}")
    if part == "web":
        tell_set_up_code()
    return run_part(part, public)


class _PoliteServer(uvicorn.Server):
    """Stops on SIGTERM, and on Ctrl-C where no parent sees to that, also when SIGINT was ignored before."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        signal.signal(signal.SIGTERM, self.handle_exit)
        if not family.is_child():
            signal.signal(signal.SIGINT, self.handle_exit)
            signal.signal(signal.SIGHUP, self.handle_exit)
        yield


def run_part(part: str, sock: socket.socket, *, web_path: str = "") -> int:
    """Serve until told to stop. The application is made here, in the process that runs it."""
    from zhijian.config.processes.gateway import make_gateway
    from zhijian.config.processes.web import make_web
    from zhijian.config.processes.worker import make_worker

    makers: dict[str, Callable[[], Any]] = {
        "gateway": lambda: make_gateway(web_path=web_path),
        "web": make_web,
        "worker": make_worker,
    }
    application = makers[part]()
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http=application.protocol if part == "gateway" else "httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=part == "web",
        forwarded_allow_ips="*" if sock.family == socket.AF_UNIX else "127.0.0.1",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=3,
        backlog=listening.BACKLOG,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = _PoliteServer(config)
    server.run(sockets=[sock])
    return 0 if server.started else EXIT_SETUP


def check_may_serve(host: str) -> None:
    """The database must be at this version's level, and a demo's is served on loopback only."""
    start_django()
    from zhijian.config.bring_up import is_current, make_folders
    from zhijian.config.places import home
    from zhijian.config.sample import holds_sample

    make_folders(home())
    if not is_current():
        raise Trouble("the database is not at this version's level; run `zhijian migrate`", code=EXIT_SETUP)
    if not listening.is_loopback(host) and holds_sample():
        raise Trouble(
            f"this database holds the demo (password known to everybody) and is served on loopback only, "
            f"not on {host}; start with an empty ZHIJIAN_HOME and `zhijian migrate`",
            code=EXIT_SETUP,
        )


def prepare_metrics() -> None:
    """Counters of processes that are gone are dropped here, at the start of an installation, nowhere else."""
    from zhijian.config.places import metrics_folder

    shutil.rmtree(metrics_folder(), ignore_errors=True)
    metrics_folder().mkdir(parents=True, exist_ok=True)


def tell_set_up_code() -> None:
    """While nobody is on the staff: the code that makes the first administrator, for whoever started this.

    On the screen and nowhere else: printed, not logged.
    """
    from django.conf import settings

    from zhijian.foundation.staff.services import draw_set_up_code

    code = draw_set_up_code()
    if code:
        address = f"{settings.ZHIJIAN_PUBLIC_URL}/console/first-run/"
        print(_FIRST_RUN.format(address=address, code=f"{code[:4]} {code[4:]}"), flush=True)


_FIRST_RUN = """
  还没有管理员。请打开下面的地址，用这个安装口令建第一位（一小时内有效，重新启动会换新的）：
  There is no administrator yet. Open this address and use this code (valid for one hour):

    {address}
    {code}
"""


class PrivateFolder(tempfile.TemporaryDirectory[str]):
    """A short path for sockets (their names are limited to some 100 bytes), readable by us only."""

    def __init__(self) -> None:
        super().__init__(prefix="zhijian-", ignore_cleanup_errors=True)

    def __enter__(self) -> Path:  # type: ignore[override] # a Path is what everyone here wants
        return Path(super().__enter__())


def _shown(host: str) -> str:
    return "localhost" if listening.is_loopback(host) else host


def run_child(part: str, handle: int, web_path: str) -> int:
    """What a child process does first: tie itself to its parent, then serve."""
    family.die_with_parent()
    family.leave_stopping_to_parent()
    logs.set_up(part, with_traces=Environment().zhijian_debug)
    start_django()
    return run_part(part, listening.inherited(handle), web_path=web_path)
