"""`zhijian desk`: everything on one desk, from an empty folder to two phones that talk."""

import os
import sys
import threading
from pathlib import Path

from zhijian.config import logs
from zhijian.config.environment import Environment
from zhijian.config.processes import listening
from zhijian.config.processes.serving import PrivateFolder, prepare_metrics, product_children
from zhijian.config.processes.watcher import Child, Watcher
from zhijian.config.troubles import Trouble


def run_desk() -> int:
    """Migrate, load the sample, start product, worker and sandbox, say where they are, stop on Ctrl-C."""
    logs.set_up("desk")
    environment = Environment()
    port, sandbox_port = environment.port, environment.sandbox_port
    if port == sandbox_port:
        raise Trouble(f"PORT and SANDBOX_PORT are both {port}; choose two")
    public = listening.listen_tcp("127.0.0.1", port)
    listening.check_port_is_free(sandbox_port, variable="SANDBOX_PORT")
    # Children read it too: only a demo's pages may be framed by the sandbox, and only by this one.
    os.environ["ZHIJIAN_SANDBOX_URL"] = f"http://localhost:{sandbox_port}"
    os.environ["PORT"] = str(port)
    _prepare_house()
    prepare_metrics()
    with PrivateFolder() as folder:
        children = [
            _sandbox_child(sandbox_port, environment.home),
            *product_children(public, folder, workers=1),
        ]
        watcher = Watcher(children)
        threading.Thread(target=_welcome, args=(watcher, port, sandbox_port), daemon=True).start()
        return watcher.run()


def _prepare_house() -> None:
    from zhijian.config.start_django import start_django

    start_django()
    from zhijian.config.bring_up import migrate_databases
    from zhijian.config.sample import load_sample
    from zhijian.config.sample.wiring import point_sample_at_sandbox

    for _ in migrate_databases():
        pass
    load_sample()
    point_sample_at_sandbox()


def _sandbox_child(port: int, home: Path) -> Child:
    state = home / "sandbox" / "sandbox.sqlite3"
    return Child("sandbox", ["-m", "zhijian_sandbox", "--port", str(port), "--state", str(state)])


def _welcome(watcher: Watcher, port: int, sandbox_port: int) -> None:
    """Wait until both answer, introduce them to each other, then tell the person in front of the desk."""
    from zhijian.config.sample.wiring import introduce

    ok = introduce(
        product=f"http://127.0.0.1:{port}",
        sandbox=f"http://127.0.0.1:{sandbox_port}",
        go_on=lambda: not watcher.is_stopping,
    )
    if ok:
        print(_WELCOME.format(port=port, sandbox_port=sandbox_port), flush=True)
    elif not watcher.is_stopping:
        print("zhijian: the desk did not come up; the lines above say why", file=sys.stderr, flush=True)
        watcher.stop_with(1)


_WELCOME = """
  指尖 Zhijian 已经开了。

    模拟聊天（手机）  http://localhost:{sandbox_port}/      在手机上发：两学一做
    管理后台          http://localhost:{port}/console/
                      admin      管理员        editor    组织委员（编辑）
                      secretary  河东村书记    auditor   审计人
                      密码都是 zhijian-demo；其余的人见 docs/guide/practice.md
    成员门户          http://localhost:{port}/m/

  演示数据，只在本机打得开。按 Ctrl-C 停下，数据都留着。
"""
