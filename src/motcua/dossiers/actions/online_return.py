"""The signed result goes into the person's own store; opened or confirmed there, the dossier closes (R-134)."""

from typing import Any

from motcua.core.refusals import refuse
from motcua.dossiers.models import Dossier


def opened_online(dossier: Dossier) -> dict[str, Any]:
    """What the closing step says of a result in the person's store. Refused: delivery_not_confirmed."""
    raise refuse(
        "delivery_not_confirmed",
        "Kết quả chưa nằm trong kho giấy tờ của người nộp. Hãy làm “Gửi kết quả vào kho giấy tờ” trước.",
    )
