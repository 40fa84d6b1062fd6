"""The archive's files for `importlib.resources` and `importlib.metadata`. Imported as `_embedded_files` when first needed."""

import functools
import importlib.metadata
import io
from importlib.resources.abc import Traversable, TraversableResources

import _embedded


class EmbeddedPath(Traversable):
    """A file or a directory of the archive."""

    def __init__(self, path):
        self._path = path

    @property
    def name(self):
        return self._path.rpartition('/')[2]

    def iterdir(self):
        for name in _embedded.listdir(self._path):
            yield EmbeddedPath(f'{self._path}/{name}')

    def is_dir(self):
        return bool(_embedded.listdir(self._path))

    def is_file(self):
        return _embedded.is_file(self._path)

    def joinpath(self, *names):
        parts = [part for name in names for part in str(name).split('/') if part not in ('', '.')]
        return EmbeddedPath('/'.join([self._path, *parts])) if parts else self

    def __truediv__(self, name):
        return self.joinpath(name)

    def read_bytes(self):
        return _embedded.data(self._path)

    def open(self, mode='r', *args, **kwargs):
        if mode not in ('r', 'rt', 'rb'):
            raise ValueError(f'files inside python.wasm can only be read, not opened with mode {mode!r}')
        stream = io.BytesIO(self.read_bytes())
        return stream if mode == 'rb' else io.TextIOWrapper(stream, *args, **kwargs)

    def __str__(self):
        return self._path

    def __repr__(self):
        return f'EmbeddedPath({self._path!r})'


class ResourceReader(TraversableResources):
    """The files beside a package's modules."""

    def __init__(self, path):
        self._path = path

    def files(self):
        return EmbeddedPath(self._path)


class EmbeddedDistribution(importlib.metadata.Distribution):
    """A distribution whose `.dist-info` is in the archive."""

    _normalized_name = None  # the base class parses the metadata for it, which takes milliseconds

    def __init__(self, path):
        self._path = path
        self._normalized_name = importlib.metadata.Prepared.normalize(path.name.partition('-')[0])

    def read_text(self, filename):
        path = self._path.joinpath(filename)
        return path.read_text(encoding='utf-8') if path.is_file() else None

    def locate_file(self, path):
        return EmbeddedPath(str(self._path).rpartition('/')[0]).joinpath(path)

    @functools.cached_property
    def entry_points(self):
        return super().entry_points


@functools.cache
def all_distributions(folder):
    return [EmbeddedDistribution(path) for path in EmbeddedPath(folder).iterdir() if path.name.endswith('.dist-info')]


def distributions(folder, context):
    """The archive's distributions that match the search: all of them, or the one of that name."""
    wanted = context and context.name and importlib.metadata.Prepared.normalize(context.name)
    return [found for found in all_distributions(folder) if not wanted or found._normalized_name == wanted]
