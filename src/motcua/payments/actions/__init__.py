"""The only writers of the ledger."""
