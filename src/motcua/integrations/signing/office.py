"""Where does this office keep its keys, as its settings say, and who is the holder of one?"""

from django.conf import settings

from motcua.integrations.signing.keys import Holder, KeyStore
from motcua.organisation.actors import Actor
from motcua.organisation.models import Unit


def key_store() -> KeyStore:
    """The keys in the data folder of this office."""
    return KeyStore(settings.SIGNING_FOLDER, settings.DEMONSTRATION)


def person_of(actor: Actor, unit: Unit) -> Holder:
    """The official, as their certificate names them."""
    return Holder(f"person-{actor.person_id}", actor.name, unit.name)


def agency_of(unit: Unit) -> Holder:
    """The agency, as its certificate names it."""
    return Holder(f"unit-{unit.pk}", unit.name)
