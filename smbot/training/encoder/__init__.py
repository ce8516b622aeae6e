"""Makes the encoder that triage asks: multilingual E5, cut to two languages, taught on the corpus.

Needs the extra ``encoder`` (torch among others), and two hours; what is made needs none of it.
"""

import os

from smbot.network.onnx import NO_TELEMETRY

os.environ[NO_TELEMETRY] = "1"
