"""Which seal do the others of the flow set, so that they write the register too? A copy with a register of its own."""

from motcua.authority.seal_tables import Imprint, Seal


def imprint_of(code: str) -> Imprint:
    """What the product wrote in the register when it sealed the result of the dossier of that code."""
    return Imprint.objects.select_related("seal").get(subject=code)


def seal_like(seal: Seal, number: int) -> Seal:
    """A seal like this one in nobody's hand (else the keeper would have to choose), counting from 1."""
    values = {field.attname: getattr(seal, field.attname) for field in Seal._meta.concrete_fields}
    values |= {"number": number, "state": "registered", "holder_id": None, "held_since": None}
    values |= {"imprint_count": 0, "imprint_number": 0}
    del values["id"]
    return Seal.objects.get_or_create(unit_id=seal.unit_id, number=number, defaults=values)[0]
