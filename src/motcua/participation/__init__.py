"""What do units do for the programmes they take part in? Readiness, shares, entitlements, documents sent."""
