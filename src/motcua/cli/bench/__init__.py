"""How fast is it, beside its peers in the same run? One module a benchmark, named as `motcua bench NAME`."""
