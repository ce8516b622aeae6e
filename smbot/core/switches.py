"""Switches that are thrown while smbot runs, kept in a table: their names and positions."""

ON, OFF = "on", "off"
SENDING_PAUSED = "sending-paused"
"""While it is on nothing leaves. A monitor's switch has the name of its collector."""
