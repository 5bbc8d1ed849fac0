"""A form is a frozen dataclass of answers; each field carries the question that is asked for it."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeVar, dataclass_transform, overload

from bot.forms.kinds import (
    AnyQuestion,
    Choice,
    Choices,
    Country,
    Day,
    FreeText,
    Number,
    When,
    YesNo,
    always,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@overload
def text(
    *, max_length: int, long: bool = False, secret: bool = False, when: When = always, page: int = 1
) -> str: ...
@overload
def text(
    *, max_length: int, long: bool = False, optional: Literal[True], when: When = always, page: int = 1
) -> str | None: ...
def text(
    *,
    max_length: int,
    long: bool = False,
    secret: bool = False,
    optional: bool = False,
    when: When = always,
    page: int = 1,
) -> str | None:
    question = FreeText(
        max_length=max_length, long=long, secret=secret, optional=optional, when=when, page=page
    )
    asked: str | None = field(metadata={"question": question})
    return asked


def web_address(*, max_length: int, page: int = 1) -> str | None:
    """Of a page, such as https://example.org; may be left empty."""
    question = FreeText(max_length=max_length, link=True, optional=True, page=page)
    asked: str | None = field(metadata={"question": question})
    return asked


@overload
def number(*, low: int, high: int, when: When = always, page: int = 1) -> int: ...
@overload
def number(
    *, low: int, high: int, optional: Literal[True], when: When = always, page: int = 1
) -> int | None: ...
def number(*, low: int, high: int, optional: bool = False, when: When = always, page: int = 1) -> int | None:
    question = Number(low=low, high=high, optional=optional, when=when, page=page)
    asked: int | None = field(metadata={"question": question})
    return asked


@overload
def decimal(*, low: int, high: int, when: When = always, page: int = 1) -> Decimal: ...
@overload
def decimal(
    *, low: int, high: int, optional: Literal[True], when: When = always, page: int = 1
) -> Decimal | None: ...
def decimal(
    *, low: int, high: int, optional: bool = False, when: When = always, page: int = 1
) -> Decimal | None:
    question = Number(low=low, high=high, decimal=True, optional=optional, when=when, page=page)
    asked: Decimal | None = field(metadata={"question": question})
    return asked


@overload
def choice(options: type[E], *, when: When = always, page: int = 1) -> E: ...
@overload
def choice(options: type[E], *, optional: Literal[True], when: When = always, page: int = 1) -> E | None: ...
def choice(options: type[E], *, optional: bool = False, when: When = always, page: int = 1) -> E | None:
    asked: E | None = field(
        metadata={"question": Choice(options=options, optional=optional, when=when, page=page)}
    )
    return asked


def choices(
    options: type[E], *, optional: bool = False, most: int = 100, when: When = always, page: int = 1
) -> tuple[E, ...]:
    question = Choices(options=options, optional=optional, most=most, when=when, page=page)
    asked: tuple[E, ...] = field(metadata={"question": question})
    return asked


@overload
def choice_of(options: str, *, when: When = always, page: int = 1) -> str: ...
@overload
def choice_of(options: str, *, optional: Literal[True], when: When = always, page: int = 1) -> str | None: ...
def choice_of(options: str, *, optional: bool = False, when: When = always, page: int = 1) -> str | None:
    """One of a list known by name, such as `bodies`, `languages` or `zones`."""
    question = Choice(options=options, optional=optional, when=when, page=page)
    asked: str | None = field(metadata={"question": question})
    return asked


def choices_of(
    options: str, *, optional: bool = False, most: int = 100, when: When = always, page: int = 1
) -> tuple[str, ...]:
    question = Choices(options=options, optional=optional, most=most, when=when, page=page)
    asked: tuple[str, ...] = field(metadata={"question": question})
    return asked


@overload
def day(*, future: bool = False, when: When = always, page: int = 1) -> date: ...
@overload
def day(
    *, future: bool = False, optional: Literal[True], when: When = always, page: int = 1
) -> date | None: ...
def day(*, future: bool = False, optional: bool = False, when: When = always, page: int = 1) -> date | None:
    asked: date | None = field(
        metadata={"question": Day(future=future, optional=optional, when=when, page=page)}
    )
    return asked


@overload
def yes_no(*, when: When = always, page: int = 1) -> bool: ...
@overload
def yes_no(*, optional: Literal[True], when: When = always, page: int = 1) -> bool | None: ...
def yes_no(*, optional: bool = False, when: When = always, page: int = 1) -> bool | None:
    asked: bool | None = field(metadata={"question": YesNo(optional=optional, when=when, page=page)})
    return asked


@overload
def country(*, when: When = always, page: int = 1) -> str: ...
@overload
def country(*, optional: Literal[True], when: When = always, page: int = 1) -> str | None: ...
def country(*, optional: bool = False, when: When = always, page: int = 1) -> str | None:
    asked: str | None = field(metadata={"question": Country(optional=optional, when=when, page=page)})
    return asked


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        text,
        web_address,
        number,
        decimal,
        choice,
        choices,
        choice_of,
        choices_of,
        day,
        yes_no,
        country,
    ),
)
def form(answers: type[T]) -> type[T]:
    return dataclass(frozen=True, kw_only=True, slots=True)(answers)


def questions(answers: type) -> dict[str, AnyQuestion]:
    return {asked.name: asked.metadata["question"] for asked in fields(answers)}
