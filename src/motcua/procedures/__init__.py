"""Offer: the catalogue, its versions, components, fees, paths, internal processes."""
