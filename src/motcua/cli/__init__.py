"""The face for operators."""
