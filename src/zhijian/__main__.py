"""`python -m zhijian` is the command `zhijian`."""

from zhijian.config.command import main

main()
