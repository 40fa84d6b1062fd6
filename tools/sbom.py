"""The bill of materials of a release: CycloneDX 1.6, as JSON. What is in the wheels that others wrote, by name, version and hash."""

from __future__ import annotations

import json
import re

from tools import licences
from tools.pins import Debian, Npm
from tools.wheel_pins import WHEELS, Wheel


def bill(version: str) -> str:
    """The document for that version of pydantic-core-cpp; the same at each call."""
    subject = {
        'type': 'library',
        'bom-ref': f'pkg:pypi/pydantic-core-cpp@{version}',
        'name': 'pydantic-core-cpp',
        'version': version,
        'purl': f'pkg:pypi/pydantic-core-cpp@{version}',
        'licenses': [{'license': {'id': 'MIT'}}],
    }
    parts = [_component(part) for part in licences.of_programs()]
    document = {
        '$schema': 'http://cyclonedx.org/schema/bom-1.6.schema.json',
        'bomFormat': 'CycloneDX',
        'specVersion': '1.6',
        'version': 1,
        'metadata': {'component': subject},
        'components': parts,
        'dependencies': [{'ref': subject['bom-ref'], 'dependsOn': [part['bom-ref'] for part in parts]}],
    }
    return json.dumps(document, indent=2) + '\n'


def _component(part: licences.Part) -> dict:
    """The archive that it was taken from is what is named and hashed."""
    version, purl = _origin(part)
    expression = 'expression' if ' ' in part.licence else 'license'
    return {
        'type': 'library',
        'bom-ref': purl,
        'name': part.name,
        'version': version,
        'purl': purl,
        'licenses': [{expression: part.licence if expression == 'expression' else {'id': part.licence}}],
        'hashes': [{'alg': 'SHA-256', 'content': digest} for digest in licences.hashes(part.pin)],
    }


def _origin(part: licences.Part) -> tuple[str, str]:
    """The version of the archive, and where it is to be had."""
    pin = part.pin
    if isinstance(pin, Npm):
        return pin.version, f'pkg:npm/{pin.name.replace("@", "%40")}@{pin.version}'
    if isinstance(pin, Debian):
        version = re.fullmatch(r'[^_]+_(.*)\.orig\.tar\.\w+', pin.file)[1]
        return version, f'pkg:deb/debian/{pin.source}@{version.replace("+", "%2B")}?distro={pin.suite}'
    if isinstance(pin, Wheel):
        # Two parts are from one wheel, the compiler's.
        if pin == WHEELS['ziglang']:
            return pin.version, f'pkg:pypi/ziglang@{pin.version}#{part.name}'
        return pin.version, f'pkg:pypi/{part.name.replace("_", "-")}@{pin.version}'
    version = re.fullmatch(r'.*-(\d[\w.]*)\.tar\.gz', pin.file)[1]
    return version, f'pkg:pypi/{pin.project.replace("_", "-")}@{version}'
