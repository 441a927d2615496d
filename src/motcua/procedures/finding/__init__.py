"""How does a person find a procedure: by words of their own, with a slip of the finger, by what happened to them?"""
