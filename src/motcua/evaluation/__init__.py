"""How do agencies and officials do by the office's own figures, and what follows: objections, drives, rewards?"""
