"""The bill of materials of a release: CycloneDX 1.6, as JSON. What is in the wheels that others wrote, by name, version and hash."""

from __future__ import annotations

import json
import re

from tools import licences
from tools.pins import Npm
from tools.wheel_pins import WHEELS


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
    parts = [_component(part) for part in licences.parts()]
    parts.append({
        'type': 'library',
        'bom-ref': 'libc++',
        'name': 'libc++',
        'version': WHEELS['ziglang'].version,
        'description': "parts of LLVM's C++ library, linked in from the compiler, whose version this is (PyPI ziglang)",
        'licenses': [{'expression': 'Apache-2.0 WITH LLVM-exception'}],
    })
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
    """The archive that the sources were taken from is what is named and hashed."""
    pin = part.pin
    if isinstance(pin, Npm):
        purl, version = f'pkg:npm/{pin.name}@{pin.version}', pin.version
    else:
        version = re.fullmatch(r'.*-(\d[\w.]*)\.tar\.gz', pin.file)[1]
        purl = f'pkg:pypi/{pin.project.replace("_", "-")}@{version}'
    return {
        'type': 'library',
        'bom-ref': purl,
        'name': part.name,
        'version': version,
        'purl': purl,
        'licenses': [{'license': {'id': part.licence}}],
        'hashes': [{'alg': 'SHA-256', 'content': pin.sha256}],
    }
