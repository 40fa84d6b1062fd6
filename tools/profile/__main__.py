"""`python3 -m tools.profile`: records the profile of release builds anew, and says how much of the one before still fitted."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import build, components, pythons
from tools.profile import CORE, HERE, raw, text
from tools.profile.text import Profile
from tools.profile.workloads import WORKLOADS
from tools.say import Failure, entry, say


VERSIONS = (components.OURS, '3.14')
"""Of CPython: those that have short cuts of their own between them. What only one of them runs would be slow without its counts."""


def built(version: str) -> Path:
    """The folder with the module with counters for CPython of that version."""
    preset = build.preset_for('release', version)
    settings = {'Python_EXECUTABLE': build.python(preset), 'PROFILE_RUNTIME': HERE / 'runtime.cc'}
    folder = f'profile-{version}'
    return build.build(preset, ['_pydantic_core'], {**build.compilers(preset), **build.third_party(), **settings}, folder=folder) / 'site'


def counted(version: str, site: Path, workload: str) -> Profile:
    """What a workload comes to, with the module with counters in that folder."""
    path = os.pathsep.join(map(str, [site, components.site('runtime', version)]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, 'counters')
        env = {**os.environ, 'PYTHONPATH': path, 'PYTHONHASHSEED': '0', 'PYTHONDONTWRITEBYTECODE': '1', 'PROFILE_FILE': str(file)}
        command = [pythons.of_version(version), '-m', 'tools.profile.workloads', workload]
        if subprocess.run(command, env=env, cwd=build.ROOT).returncode:
            raise Failure(f'the workload "{workload}" failed; its messages are above')
        return raw.read(file)


def say_what_fitted(recorded: Profile, now: Profile) -> None:
    """How many of the functions that run have the shape that was recorded, by how often their blocks run."""
    weight = {function: sum(counters) for function, counters in now.items()}
    fitting = sum(weight[function] for function in now if function in recorded)
    print(f'the profile before had {100 * fitting / sum(weight.values()):.1f} % of what runs')


@entry
def main() -> None:
    profile: Profile = {}
    for version in VERSIONS:
        site = built(version)
        for workload in WORKLOADS:
            say(f'running {workload} on {version}')
            text.add(profile, counted(version, site, workload))
    if CORE.exists():
        say_what_fitted(text.read(CORE), profile)
    text.write(profile, CORE)
    print(f'{CORE} has {CORE.stat().st_size / 1000:.0f} kB')


if __name__ == '__main__':
    sys.exit(main())
