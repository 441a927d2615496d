"""Does the database hold what the office must not lose?"""

from typing import Any

import pytest
from django.apps import apps
from django.db import models


def ours() -> list[type[models.Model]]:
    """Every table of the product."""
    return [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


def foreign_keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


def test_there_are_tables_to_look_at():
    assert len(ours()) > 20


@pytest.mark.parametrize("model", ours(), ids=lambda model: model.__name__)
def test_nothing_disappears_because_something_else_was_deleted(model):
    deleting = {field.name: field.remote_field.on_delete for field in foreign_keys(model)}
    assert {name for name, on_delete in deleting.items() if on_delete is not models.PROTECT} == set()


@pytest.mark.parametrize("model", ours(), ids=lambda model: model.__name__)
def test_no_table_sets_its_own_time(model):
    fields = [field for field in model._meta.get_fields() if isinstance(field, models.DateField)]
    assert [field.name for field in fields if field.auto_now or field.auto_now_add] == []


def area_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def test_foreign_keys_point_down_or_stay_inside():
    floors = [
        {"core"}, {"workcalendar"}, {"legal_basis"}, {"organisation"}, {"procedures"},
        {"documents"}, {"programmes", "authority", "payments", "applicants"}, {"queueing"}, {"dossiers"}, {"notices"},
        {"participation", "feedback", "personal_data"}, {"outreach"},
        {"reports"}, {"evaluation"}, {"integrations"}, {"jobs"}, {"web", "api", "cli"},
    ]  # fmt: skip
    floor = {area: place for place, areas in enumerate(floors) for area in areas}
    upward = [
        f"{model.__name__}.{field.name}"
        for model in ours()
        for field in foreign_keys(model)
        if area_of(field.related_model) != area_of(model)
        and floor[area_of(field.related_model)] >= floor[area_of(model)]
    ]
    assert upward == []
