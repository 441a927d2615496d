"""The same hall, customers with one line and some counters, in simpy and in ciw: customers a second, mean wait."""

import importlib
import random
import time
from collections.abc import Iterator
from typing import Any

from motcua.cli.bench.tables import version_of


def simpy_run(
    customers: int, *, a_second: float, handling: float, counters: int, seed: int
) -> tuple[float, float]:
    """Customers a second of processor time, and the mean wait in seconds."""
    simpy = importlib.import_module("simpy")
    dice, waited = random.Random(seed), []

    def visitor(hall: Any, desk: Any) -> Iterator[Any]:
        came = hall.now
        with desk.request() as turn:
            yield turn
            waited.append(hall.now - came)
            yield hall.timeout(dice.expovariate(1 / handling))

    def arrivals(hall: Any, desk: Any) -> Iterator[Any]:
        for _ in range(customers):
            yield hall.timeout(dice.expovariate(a_second))
            hall.process(visitor(hall, desk))

    hall = simpy.Environment()
    hall.process(arrivals(hall, simpy.Resource(hall, capacity=counters)))
    begun = time.process_time()
    hall.run()
    return customers / (time.process_time() - begun), sum(waited) / len(waited)


def ciw_run(
    customers: int, *, a_second: float, handling: float, counters: int, seed: int
) -> tuple[float, float]:
    """Customers a second of processor time, and the mean wait in seconds."""
    ciw = importlib.import_module("ciw")
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=a_second)],
        service_distributions=[ciw.dists.Exponential(rate=1 / handling)],
        number_of_servers=[counters],
    )
    hall = ciw.Simulation(network)
    begun = time.process_time()
    hall.simulate_until_max_customers(customers, method="Finish")
    took = time.process_time() - begun
    waited = [record.waiting_time for record in hall.get_all_records()]
    return customers / took, sum(waited) / len(waited)


PEERS = {name: run for name, run in (("simpy", simpy_run), ("ciw", ciw_run)) if version_of(name)}
