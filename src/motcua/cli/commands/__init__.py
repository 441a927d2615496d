"""The commands, one module each: HELP, NEEDS_DATABASE, add_arguments(parser), run(args) -> exit code."""
