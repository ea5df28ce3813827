"""For how long nobody has touched this computer, where the system tells."""

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Callable

IdleTime = Callable[[], float]


class _LastInput(ctypes.Structure):
    _fields_ = (("cbSize", ctypes.c_uint), ("dwTime", ctypes.c_uint))


class _ScreenSaver(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("eventMask", ctypes.c_ulong),
    )


def system_idle() -> IdleTime | None:
    """Seconds since the last key, pointer or touch anywhere on this computer, or None where that cannot be known."""
    makers = {"win32": _windows, "darwin": _mac}
    try:
        return makers.get(sys.platform, _x11)()
    except (OSError, AttributeError):
        return None


def _windows() -> IdleTime | None:
    if sys.platform != "win32":
        return None
    user, kernel = ctypes.windll.user32, ctypes.windll.kernel32

    def idle() -> float:
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        user.GetLastInputInfo(ctypes.byref(last))
        return ((kernel.GetTickCount() - last.dwTime) & 0xFFFFFFFF) / 1000

    return idle


def _mac() -> IdleTime | None:
    library = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    since = library.CGEventSourceSecondsSinceLastEventType
    since.restype, since.argtypes = ctypes.c_double, (ctypes.c_int, ctypes.c_uint32)
    any_input = 0xFFFFFFFF
    return lambda: float(since(0, any_input))


def _x11() -> IdleTime | None:
    """Through the screen saver's extension; Wayland tells nobody."""
    if not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    x11.XOpenDisplay.restype = x11.XDefaultRootWindow.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
    saver.XScreenSaverQueryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(_ScreenSaver))
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    root, info = x11.XDefaultRootWindow(display), _ScreenSaver()

    def idle() -> float:
        saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info))
        return info.idle / 1000

    return idle if saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info)) else None
