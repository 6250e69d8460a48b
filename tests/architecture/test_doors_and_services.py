"""Doors ask, services act (Never 6, 8 and 9): what import contracts cannot see."""

import ast

from tests.architecture.source import Module, calls, imported, modules, under

DOORS = ("zhijian.console", "zhijian.portal", "zhijian.gateway")
ALWAYS_WRITES = {
    "save", "asave", "save_base", "bulk_create", "abulk_create", "bulk_update", "abulk_update",
    "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
}  # fmt: skip
WRITES_ON_A_QUERY_SET = {"create", "acreate", "update", "aupdate", "delete", "adelete"}


def test_doors_open_no_transactions() -> None:
    found = imported(under(*DOORS), "django.db.transaction", "django.db.connection", "django.db.connections")

    assert found == []


def test_doors_write_no_models() -> None:
    found = [
        f"{module.place(call)} {'.'.join(chain)}"
        for module in under(*DOORS)
        for chain, call in calls(module)
        if chain
        and (chain[-1] in ALWAYS_WRITES or (chain[-1] in WRITES_ON_A_QUERY_SET and "objects" in chain))
    ]

    assert found == []


def services() -> list[Module]:
    return [m for m in under("zhijian.foundation", "zhijian.rooms") if "services" in m.name.split(".")]


def test_services_know_no_request_and_no_template() -> None:
    found = imported(
        services(), "django.http", "django.shortcuts", "django.template", "django.urls", "django.forms"
    )

    assert (len(services()) > 3, found) == (True, [])


def test_services_take_no_request() -> None:
    found = [
        f"{module.place(node)} {node.name}"
        for module in services()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any("request" in argument.arg for argument in [*node.args.args, *node.args.kwonlyargs])
    ]

    assert found == []


def test_gateway_knows_no_pages() -> None:
    pages = (
        "django.forms",
        "django.template",
        "django.shortcuts",
        "django.contrib",
        "django.views",
        "django.http",
    )

    assert (len(under("zhijian.gateway")) > 3, imported(under("zhijian.gateway"), *pages)) == (True, [])


def test_only_config_reads_the_environment() -> None:
    elsewhere = [
        m for m in modules() if not f"{m.name}.".startswith(("zhijian.config.", "zhijian_sandbox.command."))
    ]

    reads = [
        f"{module.place(node)} os.{node.attr}"
        for module in elsewhere
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "environb", "getenv"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]

    assert reads + imported(elsewhere, "os.environ", "os.getenv", "pydantic_settings") == []
