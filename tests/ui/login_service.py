"""A stand-in for logind on a bus of its own: tells whether the session is locked, and turns that at each other call."""

import sys

from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection


def main(address: str) -> None:
    bus = open_dbus_connection(address)
    bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
    locked = False
    print("ready", flush=True)
    while True:
        message = bus.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        if message.header.fields.get(HeaderFields.member) == "Get":
            bus.send(new_method_return(message, "v", (("b", locked),)))
        else:
            locked = not locked
            bus.send(new_method_return(message))


if __name__ == "__main__":
    main(sys.argv[1])
