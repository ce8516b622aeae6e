"""The runtime of the encoder would tell its maker that it runs, and leaves an identifier: ours does neither."""

import os
import subprocess
import sys

READ = "from smbot.classify.encoder import OnnxEncoder; OnnxEncoder().encode(['still waiting at the counter'])"


def test_the_encoder_leaves_no_identifier_of_the_machine(tmp_path):
    told = {name: value for name, value in os.environ.items() if "CI" not in name and "TELEMETRY" not in name}
    here = {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}

    subprocess.run([sys.executable, "-c", READ], env=told | here, check=True)

    assert list(tmp_path.iterdir()) == []
