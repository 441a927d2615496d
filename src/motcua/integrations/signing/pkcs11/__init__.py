"""Keys on a token or in a hardware module, reached through PKCS#11."""
