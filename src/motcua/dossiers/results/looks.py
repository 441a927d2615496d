"""How do the signatures of a result look, and where do they stand (NĐ 30/2020, Phụ lục I; art. 33)?"""

from motcua.documents.result_typesetting import SigningPlace
from motcua.documents.signing.port import POINTS_OF_MM, Appearance, Box
from motcua.documents.signing.terms import Look
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.results.queries import content_of, signing_place_of

_HEIGHT = {"a4": 297.0, "a5": 210.0}  # mm, upright
_SEAL = 36.0  # mm, the real size of a round seal
_BESIDE = Box(-1, 300, 120, 170, 70)  # where a paper of elsewhere says nothing


def look_of_hand(result: ResultDocument, image: bytes = b"") -> Appearance:
    """Blue, between title and name: the image of the signature, else the signer's name."""
    lines = (result.signer_name, f"Ký số {result.day:%d/%m/%Y}" if result.day else "Ký số")
    return Appearance(Look.HAND, _gap(result), lines, image)


def look_of_seal(result: ResultDocument, image: bytes = b"") -> Appearance:
    """Red, over the left third of the signature: the image of the seal, else the agency's name in a ring."""
    gap, side = _gap(result), _SEAL * POINTS_OF_MM
    left = max(0.0, gap.left + gap.width / 3 - side)
    box = Box(gap.page, left, gap.bottom + (gap.height - side) / 2, side, side)
    return Appearance(Look.SEAL, box, _ring(result.unit.name.upper()), image)


def _ring(name: str) -> tuple[str, ...]:
    """The agency's name on two lines where it is a people's committee, so that it can be read in the ring."""
    committee, of, place = name.partition("ỦY BAN NHÂN DÂN ")
    return (of.strip(), place) if of and not committee else (name,)


def _gap(result: ResultDocument) -> Box:
    place = signing_place_of(result)
    if place is None or result.template is None:
        return _BESIDE
    return _box(place, _HEIGHT[content_of(result.template).page])


def _box(place: SigningPlace, page_height: float) -> Box:
    """From millimetres below the upper edge to points above the lower one."""
    left, width, height = (side * POINTS_OF_MM for side in (place.x, place.width, place.height))
    bottom = (page_height - place.y - place.height) * POINTS_OF_MM
    return Box(place.page - 1, left, bottom, width, height)
