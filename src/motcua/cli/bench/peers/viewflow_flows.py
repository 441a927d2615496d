"""Five steps as a django-viewflow flow; imported only under the settings of `viewflow_run`."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process


class FiveSteps(flow.Flow):  # type: ignore[misc] # an untyped library
    """Each step is finished from code, the cheapest way the library knows."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    receive = flow.StartHandle(this.note).Next(this.appraise)
    appraise = flow.Handle(this.note).Next(this.approve)
    approve = flow.Handle(this.note).Next(this.stamp)
    stamp = flow.Handle(this.note).Next(this.return_result)
    return_result = flow.Handle(this.note).Next(this.end)
    end = flow.End()

    def note(self, activation: Any) -> Any:
        """What was said goes with the process."""
        activation.process.data = {"act": activation.flow_task.name}
        return activation.process


def trip() -> None:
    """One process from its start to its end."""
    process = FiveSteps.receive.run()
    for name in ("appraise", "approve", "stamp", "return_result"):
        task = process.task_set.get(flow_task=getattr(FiveSteps, name), finished__isnull=True)
        getattr(FiveSteps, name).run(task)
    process.refresh_from_db()
    if process.status != "DONE":
        raise RuntimeError(f"the flow ended {process.status}")
