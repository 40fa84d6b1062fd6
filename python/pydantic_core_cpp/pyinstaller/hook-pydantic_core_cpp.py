"""PyInstaller's hook: the editions, which it sees in no import, and the metadata that tell the installed version."""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, copy_metadata

datas = collect_data_files('pydantic_core_cpp', include_py_files=True, subdir='editions')
datas += copy_metadata('pydantic_core') + copy_metadata('pydantic_core_cpp')
binaries = collect_dynamic_libs('pydantic_core_cpp', search_patterns=['*.so', '*.pyd'])
hiddenimports = ['pydantic_core_cpp.finder']
