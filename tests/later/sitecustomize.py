"""Moves the clock by 400 days and some hours in every Python that has this folder on its path."""

import datetime as _datetime
import time as _time

_SHIFT = 400 * 86400 + 5 * 3600
_now = _time.time
_now_ns = _time.time_ns


def _shifted(function):
    """A function of `time` that takes the current time where none is given."""

    def shifted(seconds=None):
        return function(_time.time() if seconds is None else seconds)

    return shifted


_time.time = lambda: _now() + _SHIFT
_time.time_ns = lambda: _now_ns() + _SHIFT * 10**9
_time.gmtime = _shifted(_time.gmtime)
_time.localtime = _shifted(_time.localtime)
_time.ctime = _shifted(_time.ctime)
_strftime = _time.strftime
_time.strftime = lambda form, moment=None: _strftime(form, moment or _time.localtime())


class _Any(type):
    """Real dates and times count as instances of the classes that stand in for them."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls.__bases__[0])


class _Date(_datetime.date, metaclass=_Any):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())


class _DateTime(_datetime.datetime, metaclass=_Any):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.now(_datetime.UTC).replace(tzinfo=None)


_datetime.date = _Date
_datetime.datetime = _DateTime
