"""The workloads: what real programs do with pydantic, each with data that a seeded generator makes.

A workload is a function of `Settings` that returns its calls by name; a family of them is a module, which lists its own in
`WORKLOADS`. pydantic and what stands beside it are imported in the functions, so that a list of the workloads needs none.
"""

from __future__ import annotations

from . import api, dates, depth, errors, fields, geojson, json_reader, logs, model, numbers, orders, partial, records, scalars, schemas, text, urls, walks
from .workload import Workload

FAMILIES = (orders, model, schemas, api, geojson, logs, text, numbers, dates, scalars, records, fields, depth, errors, partial, json_reader, urls, walks)
WORKLOADS: dict[str, Workload] = {name: workload for family in FAMILIES for name, workload in family.WORKLOADS.items()}
