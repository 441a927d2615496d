"""Tracking of parcels at the public postal enterprise, spoken to in JSON over HTTP."""
