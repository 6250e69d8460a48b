"""`python -m zhijian_sandbox --port 8001 --state FILE`."""

from zhijian_sandbox.command import main

if __name__ == "__main__":
    main()
