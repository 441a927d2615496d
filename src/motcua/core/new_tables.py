"""How does migrating learn of a new table? By drawing its model alone, not all models related to it once more.

Django 5.2 draws every model that is related to a new one, however far away (`ProjectState.add_model`). Here nearly
all are, through units and people: of a first start of 50 s, 28 s went into drawing models that had not changed.
A new model changes none of the others: it points at those drawn before, which learn of it as they do when a program
is loaded. What changes or removes a model is left to Django.
"""

from django.db.migrations.state import ModelState, ProjectState


def draw_only_the_new_one() -> None:
    """Have migrations add models that way, in this process."""
    ProjectState.add_model = _add_model  # type: ignore[assignment,method-assign]


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if vars(state)["_relations"] is not None:  # else they are found when first asked for
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for the attribute would draw them all
        state.apps.render_multiple([model_state])
