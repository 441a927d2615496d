"""How is each paper laid out? One function for each form, from its facts to a sheet."""
