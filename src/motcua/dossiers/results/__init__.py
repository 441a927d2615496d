"""Results: what the office hands out, set from data by a template, numbered, signed, replaced or taken back."""
