"""Keys in files of the data folder; for demonstrations with a certification authority of their own."""
