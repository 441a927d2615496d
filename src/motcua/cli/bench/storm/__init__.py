"""What is left of an office whose processes are killed at random while eight clerks and programs write?"""
