"""SMS, through a gateway spoken to in JSON over HTTP."""
