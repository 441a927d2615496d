"""How does somebody who comes to the one-stop unit get their turn? Tickets, the order of calling, counters on duty.

Events are facts; a wait is derived from them and stored nowhere.
"""
