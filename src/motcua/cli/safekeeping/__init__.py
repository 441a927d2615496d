"""How is an office kept safe: copied while it works, put up again elsewhere, and proved to be the same?"""
