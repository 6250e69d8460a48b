"""Prints the secret of a visit at the members' door, on the desk of ZHIJIAN_HOME.

python -m tests.shots.member follower|bound
"""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijian.config.settings")
    django.setup()
    from tests.shots.member_scene import visit_of_somebody

    sys.stdout.write(visit_of_somebody(bound="bound" in sys.argv))
