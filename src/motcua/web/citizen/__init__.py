"""Pages for everybody: find a procedure, read the promise, follow a dossier."""
