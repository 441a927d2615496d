"""Pages for the people of the office: sign in, receive, lists, one dossier, slips, catalogue control."""
