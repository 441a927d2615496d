"""Parcels with results and dossiers: what is believed of what is told, what is read of them."""
