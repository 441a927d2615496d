"""Pages where the control office writes the forms that are filled in online."""
