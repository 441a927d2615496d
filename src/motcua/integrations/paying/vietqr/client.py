"""How is a VietQR code of an order drawn? As PNG, so that a bank's app on the same phone can open it too."""

from io import BytesIO

import segno

from motcua.payments.models import PaymentOrder, ReceivingAccount
from motcua.payments.vietqr import Transfer, payload

_SCALE, _QUIET = 8, 4  # pixels a module, modules around it


def transfer_of(order: PaymentOrder, account: ReceivingAccount) -> Transfer:
    """The transfer that pays the order."""
    return Transfer(account.bank, account.number, order.amount, order.reference)


def code_png(transfer: Transfer) -> bytes:
    """A PNG of the code, error correction M. Raises ValueError for what a code cannot carry."""
    made = BytesIO()
    segno.make_qr(payload(transfer), error="m").save(made, kind="png", scale=_SCALE, border=_QUIET)
    return made.getvalue()
