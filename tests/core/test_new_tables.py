"""What does migrating know of its models when a table is new?"""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState


def state_of(name: str, *points_at: str) -> ModelState:
    key = [("id", models.AutoField(primary_key=True))]
    to = [(one.lower(), models.ForeignKey(f"core.{one}", models.CASCADE)) for one in points_at]
    return ModelState("core", name, fields=[*key, *to])


def test_a_new_model_and_those_it_points_at_know_each_other() -> None:
    state = ProjectState()
    state.add_model(state_of("Street"))
    drawn = state.apps.get_model("core", "Street")
    state.add_model(state_of("House", "Street"))
    state.add_model(state_of("Room", "House"))

    house = state.apps.get_model("core", "House")
    assert house._meta.get_field("street").related_model is drawn
    assert [one.related_model for one in drawn._meta.related_objects] == [house]
    assert [one.related_model._meta.object_name for one in house._meta.related_objects] == ["Room"]
    assert state.relations[("core", "street")].keys() == {("core", "house")}


def test_models_drawn_before_are_not_drawn_again() -> None:
    state = ProjectState()
    state.add_model(state_of("Street"))
    drawn = state.apps.get_model("core", "Street")
    state.add_model(state_of("House", "Street"))
    assert state.apps.get_model("core", "Street") is drawn


def test_a_model_that_points_at_itself_or_at_one_that_comes_later_is_drawn_when_it_can_be() -> None:
    state = ProjectState()
    state.add_model(state_of("Street"))
    assert state.apps.get_model("core", "Street")
    state.add_model(state_of("Person", "Person", "Street"))
    person = state.apps.get_model("core", "Person")
    assert person._meta.get_field("person").related_model is person


def test_a_field_added_afterwards_is_known_everywhere() -> None:
    state = ProjectState()
    state.add_model(state_of("Street"))
    assert state.apps.get_model("core", "Street")
    state.add_model(state_of("House", "Street"))
    state.add_field("core", "street", "name", models.TextField(default=""), preserve_default=True)
    named = state.apps.get_model("core", "House")._meta.get_field("street").related_model
    assert named._meta.get_field("name")
