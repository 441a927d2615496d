"""Where does this office keep its keys, as its settings say, and who is the holder of one?"""

from datetime import datetime

from django.conf import settings

from motcua.core.refusals import refuse
from motcua.documents.signing.elsewhere import KeyElsewhere
from motcua.dossiers.results.hands import Hand
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


def own_token(actor: Actor, unit: Unit) -> KeyElsewhere | None:
    """The token in the official's own machine, where one is registered. Refused `key_unavailable`."""
    return key_store().elsewhere(person_of(actor, unit))


def token_needed(actor: Actor, unit: Unit) -> KeyElsewhere:
    """The same; Refused `no_token` where none is registered."""
    token = own_token(actor, unit)
    if token is None:
        raise refuse(
            "no_token",
            "Chưa đăng ký thiết bị ký số của ông/bà. Hãy đề nghị quản trị đăng ký chứng thư, hoặc in ra ký tay.",
        )
    return token


def own_image(actor: Actor, unit: Unit) -> bytes:
    """The image of the official's signature, else nothing."""
    return key_store().image(person_of(actor, unit).who)


def own_hand(actor: Actor, unit: Unit, at: datetime) -> Hand:
    """The official with their own key. Refused `no_key`, `key_unavailable`, `key_elsewhere`."""
    return _hand(actor, person_of(actor, unit), at)


def agencys_hand(actor: Actor, unit: Unit, at: datetime) -> Hand:
    """Whoever keeps the seal with the agency's key. Refused `no_key`, `key_unavailable`."""
    return _hand(actor, agency_of(unit), at)


def _hand(actor: Actor, holder: Holder, at: datetime) -> Hand:
    store = key_store()
    return Hand(actor, store.signer(holder, at), store.image(holder.who))
