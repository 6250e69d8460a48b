"""Keys between tables point the way imports do, also those written as strings."""

from django.apps import apps
from django.db.models import ForeignObjectRel, Model

# Higher may hold a key to lower, never the other way round; the same number means strangers.
STAIR = {
    "answers": 9, "reach": 9,
    "library": 7, "intake": 7, "outbox": 7, "activity": 7, "visits": 7,
    "followers": 6,
    "staff": 5,
    "accounts": 4,
    "org": 3,
    "tasks": 2,
    "audit": 1,
    "vault": 0,
}  # fmt: skip


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("zhijian.")]


def keys_between_apps() -> list[tuple[str, str, str]]:
    """(app, app pointed at, field) for every key that leaves its app for another of ours."""
    return [
        (model._meta.app_label, field.related_model._meta.app_label, str(field))
        for model in ours()
        for field in model._meta.get_fields()
        if not isinstance(field, ForeignObjectRel) and isinstance(field.related_model, type)
        if field.related_model in ours() and field.related_model._meta.app_label != model._meta.app_label
    ]


def test_every_app_has_its_step() -> None:
    assert {model._meta.app_label for model in ours()} - set(STAIR) == set()


def test_keys_point_downstairs() -> None:
    climbing = [key for key in keys_between_apps() if STAIR[key[0]] <= STAIR[key[1]]]

    assert (len(keys_between_apps()) > 3, climbing) == (True, [])


def test_no_key_crosses_between_the_two_database_files() -> None:
    crossing = [key for key in keys_between_apps() if "intake" in key[:2]]

    assert crossing == []


def test_audit_names_its_actor_without_a_key() -> None:
    assert [key for key in keys_between_apps() if key[0] == "audit"] == []
