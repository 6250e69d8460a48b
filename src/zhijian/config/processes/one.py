"""`python -m zhijian.config.processes.one PART HANDLE [WEB_SOCKET]`: a child of `zhijian serve`."""

import sys

from zhijian.config.processes.serving import run_child

if __name__ == "__main__":
    sys.exit(run_child(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""))
