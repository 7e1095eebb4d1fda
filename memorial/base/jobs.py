"""Jobs: work that is done soon after, by a worker, because nobody is to wait for it."""

from importlib.util import find_spec

# Django has it from 6.0 on; before that the package from which it came.
if find_spec("django.tasks"):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef,unused-ignore]

__all__ = ["task"]
