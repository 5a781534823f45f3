"""Arguments of public functions, read by their annotations before anything is computed."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import Parameter, isfunction, signature
from numbers import Real
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from sympy import Expr, MatrixBase

from symq.errors import InputError, InternalError
from symq.lang.inputs import exact_matrix, integer
from symq.lang.statement import expression

Reader = Callable[[Any], Any]
Target = TypeVar("Target")
SHOWN = 60
# What Python and the libraries raise when values of the right kind do not fit together, or when
# there is a mistake of ours. The cause stays in the chain of the exception.
ESCAPES = (TypeError, AttributeError, LookupError, ValueError, RecursionError, ArithmeticError,
           NotImplementedError, StopIteration, AssertionError, NameError)
LIBRARIES = ("flint", "networkx", "numpy", "sympy")


class Misfit(Exception):
    """A value is not what an annotation says; the text is what was expected."""


def checked(target: Target) -> Target:
    """Check the arguments of a function, or of the constructor and public methods of a class.

    Numbers become exact expressions where these are expected, and whole numbers Python integers;
    what has another type is refused by name. What an annotation leaves open is left to the body.

    Raises:
        InputError: at the call, an argument is not what its annotation says.
        InternalError: the body raised something that is no symq error.

    >>> from sympy import Symbol
    >>> @checked
    ... def double(x: Symbol, times: int = 1) -> object:
    ...     return 2**times * x
    >>> double(Symbol("x"))
    2*x
    >>> double(None)
    Traceback (most recent call last):
    symq.errors.InputError: double: x should be a Symbol, not None
    """
    if not isinstance(target, type):
        return _function(target, target.__name__)  # type: ignore[attr-defined]
    for name, member in list(vars(target).items()):
        label = target.__name__ if name == "__init__" else f"{target.__name__}.{name}"
        if name.startswith("_") and name != "__init__":
            continue
        if isfunction(member):
            shallow = name == "__init__" and hasattr(target, "__post_init__")
            setattr(target, name, _function(member, label, shallow))
        elif isinstance(member, classmethod | staticmethod):
            setattr(target, name, type(member)(_function(member.__func__, label)))
    return target


def _function(function: Any, label: str, shallow: bool = False) -> Any:
    """The function behind its readers; `shallow` ones leave entries of lists to the body."""
    readers: dict[str, Reader | None] = {}
    order: list[tuple[Reader | None, object]] = []       # and a type that needs no reading
    rest: list[tuple[Reader | None, object]] = []

    def prepare() -> None:               # at the first call: annotations name later classes
        hints = _hints(function)
        for parameter in signature(function).parameters.values():
            reader = _reader(hints.get(parameter.name, Any), shallow)
            readers[parameter.name] = reader
            plain = (reader, hints.get(parameter.name))
            if parameter.kind is Parameter.VAR_POSITIONAL:
                rest.append(plain)
            elif parameter.kind is not Parameter.KEYWORD_ONLY and not rest:
                order.append(plain)
        rest.append((None, None))

    names = tuple(signature(function).parameters)

    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if not rest:
            prepare()
        given = list(args)
        for i, value in enumerate(args):
            reader, kind = order[i] if i < len(order) else rest[0]
            if reader is not None and type(value) is not kind:
                given[i] = _read(reader, value, label, names[min(i, len(names) - 1)])
        for name, value in kwargs.items():
            reader = readers.get(name)
            if reader is not None:
                kwargs[name] = _read(reader, value, label, name)
        try:
            return function(*given, **kwargs)
        except Exception as error:
            if not (isinstance(error, ESCAPES)
                    or type(error).__module__.partition(".")[0] in LIBRARIES):
                raise
            said = ", ".join([*(f"{n}={shown(v)}" for n, v in zip(names, args, strict=False)
                                if n not in ("self", "cls")),
                              *(f"{n}={shown(v)}" for n, v in kwargs.items())])
            called = isinstance(error, TypeError) and error.__traceback__ is not None \
                and error.__traceback__.tb_next is None        # the arguments are too few or many
            raise (InputError if called else InternalError)(
                f"{label} cannot work with {said or 'no arguments'} ({type(error).__name__}: "
                f"{shown(error)}); compare them with help({label})") from error

    return wrapper


def _read(reader: Reader, value: Any, label: str, name: str) -> Any:
    try:
        return reader(value)
    except Misfit as expected:
        raise InputError(f"{label}: {name} should be {expected}, not {shown(value)}") from None
    except InputError as error:
        raise type(error)(f"{label}: {name}: {error}") from None


def shown(value: object) -> str:
    """A value for a message on one line."""
    text = " ".join((str if isinstance(value, Exception) else repr)(value).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _hints(function: Any) -> dict[str, Any]:
    """The annotations; those that cannot be read here are open."""
    try:
        return get_type_hints(function)
    except (NameError, TypeError):
        found = {}
        for name, text in getattr(function, "__annotations__", {}).items():
            single = types.FunctionType(function.__code__, function.__globals__)
            single.__annotations__ = {name: text}
            try:
                found.update(get_type_hints(single))
            except (NameError, TypeError):
                found[name] = Any
        return found


def _nothing(value: Any) -> Any:
    if value is not None:
        raise Misfit("None")


def _reader(hint: Any, shallow: bool = False) -> Reader | None:
    """What reads a value of a type; None where everything goes."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is None or hint is type(None):
        return _nothing
    if origin in (Union, types.UnionType):
        members = [_reader(a, shallow) for a in args]
        return None if None in members else _either(members)  # type: ignore[arg-type]
    if origin is Literal:
        return _one_of(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _table() if shallow else _table(*map(_reader, args))
    if origin is tuple and args[-1:] != (Ellipsis,) and not shallow:
        return _row([_reader(a) for a in args])
    if isinstance(origin, type) and issubclass(origin, Iterator):
        return None
    if isinstance(origin, type) and issubclass(origin, Iterable):
        return _list(None if shallow else _reader(args[0]), issubclass(origin, Sequence))
    if origin is Callable:
        return _kind(lambda v: callable(v), "a function")
    return _plain(hint) if isinstance(hint, type) else None


def _plain(hint: type) -> Reader | None:
    if hint in (object, Any) or getattr(hint, "_is_protocol", False):
        return None
    if hint is int:
        return lambda value: integer(value, "the value")
    if hint is float:
        return _kind(lambda v: isinstance(v, Real) or getattr(v, "is_real", None) is True,
                     "a number")
    if hint is Expr:
        return expression
    if issubclass(hint, MatrixBase):
        return lambda v: v if isinstance(v, MatrixBase) else exact_matrix(v, "the matrix")
    if issubclass(hint, Expr):
        return _number_of(hint)
    return _kind(lambda v: isinstance(v, hint), _name(hint))


def _name(hint: type) -> str:
    names = {str: "text", bool: "True or False", dict: "a dictionary", list: "a list",
             tuple: "a tuple"}
    article = "an" if hint.__name__[:1] in "AEIOU" else "a"
    source = ".".join(hint.__module__.split(".")[:2])
    where = f" (of {source})" if source.startswith("symq.") else ""
    return names.get(hint, f"{article} {hint.__name__}{where}")


def _kind(fits: Callable[[Any], bool], said: str) -> Reader:
    def read(value: Any) -> Any:
        if not fits(value):
            raise Misfit(said)
        return value
    return read


def _number_of(hint: type) -> Reader:
    def read(value: Any) -> Any:
        found = expression(value) if isinstance(value, int | float) else value
        if isinstance(value, bool) or not isinstance(found, hint):
            raise Misfit(_name(hint))
        return found
    return read


def _one_of(values: tuple[Any, ...]) -> Reader:
    return _kind(lambda v: isinstance(v, type(values[0])) and v in values,
                 " or ".join(map(repr, values)))


def _either(members: Sequence[Reader]) -> Reader:
    def read(value: Any) -> Any:
        reasons: list[str] = []
        for member in members:
            try:
                return member(value)
            except Misfit as expected:
                reasons.append(str(expected))
            except InputError as error:
                reasons.append(f"an exact expression ({error})")
        raise Misfit(" or ".join(dict.fromkeys(r for r in reversed(reasons))))
    return read


def _items(value: Any, ordered: bool) -> Any:
    """What holds several values, iterators read out; refused are texts, numbers and, where the
    order matters, sets."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable | MatrixBase):
        raise Misfit("a list")
    if ordered and isinstance(value, set | frozenset | Mapping):
        raise Misfit("a list, which has an order")
    return tuple(value) if isinstance(value, Iterator) else value


def _list(member: Reader | None, ordered: bool) -> Reader:
    def read(value: Any) -> Any:
        found = _items(value, ordered)
        if member is None or not isinstance(found, list | tuple | MatrixBase):
            return found
        try:
            new = [member(v) for v in found]
        except Misfit as expected:
            raise Misfit(f"a list, each entry {expected}") from None
        if isinstance(found, MatrixBase) or all(a is b for a, b in zip(new, found, strict=True)):
            return found
        return new if isinstance(found, list) else tuple(new)
    return read


def _row(members: Sequence[Reader | None]) -> Reader:
    def read(value: Any) -> Any:
        found = _items(value, True)
        if not isinstance(found, list | tuple):
            return found
        if len(found) != len(members):
            raise Misfit(f"{len(members)} values")
        new = [v if m is None else m(v) for m, v in zip(members, found, strict=True)]
        return found if all(a is b for a, b in zip(new, found, strict=True)) else tuple(new)
    return read


def _table(key: Reader | None = None, entry: Reader | None = None) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise Misfit("a dictionary")
        try:
            keys = list(value) if key is None else [key(k) for k in value]
        except Misfit as expected:
            raise Misfit(f"a dictionary, each key {expected}") from None
        try:
            entries = list(value.values()) if entry is None else [entry(v) for v in value.values()]
        except Misfit as expected:
            raise Misfit(f"a dictionary, each value {expected}") from None
        same = all(a is b for a, b in zip(keys, value, strict=True)) and \
            all(a is b for a, b in zip(entries, value.values(), strict=True))
        return value if same else dict(zip(keys, entries, strict=True))
    return read


__all__ = ["checked", "shown"]
