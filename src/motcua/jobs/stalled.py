"""What becomes of the jobs of a worker that was killed? They are taken up again."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status


async def take_up_again(*, silent_for: float = 30) -> None:
    """Jobs whose worker gave no sign for that many seconds go back into the queue.

    Where the same task already waits there (its lock allows one), that one does the work: every task is safe to run
    twice, and the stalled one is closed as aborted instead of holding up the others.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=False)
