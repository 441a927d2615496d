"""OpenID Connect, code flow with PKCE."""
