"""How the product is put together: settings, addresses, the clock."""
