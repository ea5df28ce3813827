"""Whether this computer's own session is locked, where the system tells: then our store locks too."""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

SessionLocked = Callable[[], bool]

LOGIN = "org.freedesktop.login1"
_READ_OBJECTS = 0x0001
_UTF8 = 0x08000100
_WAIT_MS = 200


def session_locked() -> SessionLocked | None:
    """What tells whether the session is locked, or None where that cannot be known."""
    try:
        if sys.platform == "win32":
            return _windows()
        return _mac() if sys.platform == "darwin" else by_login(QDBusConnection.systemBus())
    except (OSError, AttributeError):
        return None


def by_login(bus: QDBusConnection) -> SessionLocked | None:
    """The hint that desktops give systemd's logind."""
    if not bus.isConnected():
        return None

    def locked() -> bool:
        asked = QDBusMessage.createMethodCall(
            LOGIN, "/org/freedesktop/login1/session/auto", "org.freedesktop.DBus.Properties", "Get"
        )
        asked.setArguments([f"{LOGIN}.Session", "LockedHint"])
        said = bus.call(asked, QDBus.CallMode.Block, _WAIT_MS).arguments()
        return bool(said) and isinstance(said[0], QDBusVariant) and said[0].variant() is True

    return locked


def _windows() -> SessionLocked | None:
    """The desktop that takes input cannot be opened by a program while the computer is locked."""
    if sys.platform != "win32":
        return None
    user = ctypes.windll.user32
    user.OpenInputDesktop.restype = ctypes.c_void_p
    user.CloseDesktop.argtypes = (ctypes.c_void_p,)

    def locked() -> bool:
        desktop = user.OpenInputDesktop(0, False, _READ_OBJECTS)  # noqa: FBT003 (a C function's own)
        if desktop:
            user.CloseDesktop(desktop)
        return not desktop

    return locked


def _mac() -> SessionLocked | None:
    graphics = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.restype = core.CFDictionaryGetValue.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
    core.CFDictionaryGetValue.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    core.CFBooleanGetValue.argtypes = core.CFRelease.argtypes = (ctypes.c_void_p,)
    name = core.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)

    def locked() -> bool:
        session = graphics.CGSessionCopyCurrentDictionary()
        if not session:
            return False
        said = core.CFDictionaryGetValue(session, name)
        answer = bool(said) and bool(core.CFBooleanGetValue(said))
        core.CFRelease(session)
        return answer

    return locked
