"""Outreach: what offices do besides dossiers, with people and for them: events, initiatives, surveys, contests."""
