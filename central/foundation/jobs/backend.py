"""The queue behind the django-tasks API: `@task` functions run by our worker."""

from typing import Any, ParamSpec, TypeVar

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from central.foundation.jobs.queue import enqueue

P = ParamSpec("P")
T = TypeVar("T")


class LeaseBackend(BaseTaskBackend):
    """Writes a `Job` row in the open transaction; results are not kept, reactions have none."""

    supports_defer = True
    supports_async_task = False
    supports_get_result = False
    supports_priority = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Queue a call of a task; positional arguments are refused, since names survive changes."""
        if args:
            raise TypeError("tasks take keyword arguments only")
        job = enqueue(
            task.module_path,
            dict(kwargs),
            run_at=task.run_after,
            priority=task.priority,
            queue=task.queue_name,
        )
        result: TaskResult[T] = TaskResult(
            task=task,
            id=str(job.pk if job else 0),
            status=TaskResultStatus.READY,
            enqueued_at=job.created_at if job else None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=[],
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        return result
