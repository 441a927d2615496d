"""Pages for staff about what the office does besides dossiers: events, dialogues, initiatives, surveys, contests."""
