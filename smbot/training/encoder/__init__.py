"""Makes the encoder that triage asks, multilingual E5 cut to two languages, and out of it the network that reads names.

Needs the extra ``encoder`` (torch among others), two hours for the one and one for the other; what is made needs none.
"""

import os

from smbot.network.onnx import NO_TELEMETRY

os.environ[NO_TELEMETRY] = "1"
