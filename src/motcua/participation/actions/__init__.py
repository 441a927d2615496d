"""What units write here: readiness and entitlements, the threshold, documents between agencies."""
