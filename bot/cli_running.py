"""How every command runs, and how it fails: a line a fault on standard error, and status 1."""

import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import ParamSpec

import click
import uvloop

from bot.errors import FocalError, Misconfigured

P = ParamSpec("P")


def running(command: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """What goes wrong is said on standard error, a line each, and ends with status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            uvloop.run(command(*args, **kwargs))
        except Misconfigured as error:
            refused(error.faults)
        except FocalError as error:
            refused([str(error) or type(error).__name__])

    return run


def refused(faults: tuple[str, ...] | list[str]) -> None:
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(1)
