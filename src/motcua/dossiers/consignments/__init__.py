"""Parcels with results and dossiers: what may be believed of what is told, what is read of them, how the carrier is asked."""
