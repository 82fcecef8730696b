"""A bar on the terminal while something takes its time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, float], None]
"""Told what is being done, and how much is done, 0 … 1."""


@contextmanager
def bar(name: str, *, hidden: bool) -> Iterator[Progress]:
    """Show a bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Shown

    columns = (TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Shown(*columns, console=console, transient=True, disable=hidden or not console.is_terminal) as bar:
        task = bar.add_task(name, total=1.0)
        yield lambda what, share: bar.update(task, description=f"{name} {what}", completed=share)
