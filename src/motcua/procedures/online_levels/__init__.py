"""At which level is a procedure offered online, since when, by which document? (R-011, R-126)"""
