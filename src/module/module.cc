// module/module.cc: what `import pydantic_core._pydantic_core` runs.
#include "base/edition.h"
#include "errors/custom_errors.h"
#include "errors/validation_error.h"
#include "module/from_json.h"
#include "module/schema_gather.h"
#include "module/schema_serializer.h"
#include "module/schema_validator.h"
#include "module/some.h"
#include "module/url.h"
#include "oncecell/interpreter.h"
#include "py/layout/blank_set.h"
#include "py/layout/collector.h"
#include "py/layout/containers.h"
#include "py/layout/dict_layout.h"
#include "py/layout/inline_values.h"
#include "py/layout/instance_layout.h"
#include "py/layout/promotion.h"
#include "py/names.h"
#include "py/recursion.h"
#include "py/spare_arenas.h"
#include "py/str.h"
#include "py/tzinfo.h"
#include "py/undefined.h"
#include "schema/schema_error.h"
#include "validate/engine/validation_info.h"
#include "validate/input/args_kwargs.h"
#include "validate/kinds/containers/generator.h"
#include "validate/kinds/functions/function_wrap.h"

namespace pydantic_core {
namespace {

/// The parts that add something to the module, with what they add. A class that the layers below
/// make instances of lies in its layer.
struct Part {
  bool (*init)(PyObject* module);
  Editions editions{};
};
constexpr Part kParts[] = {
    {&init_undefined},         // PydanticUndefined and its type: py/undefined.h
    {&init_tzinfo},            // TzInfo: py/tzinfo.h
    {&init_schema_error},      // SchemaError: schema/schema_error.h
    {&init_validation_error},  // ValidationError: errors/validation_error.h
    {&init_custom_errors},     // errors that users raise: errors/custom_errors.h
    {&init_args_kwargs},       // ArgsKwargs: validate/input/args_kwargs.h
    {&init_validation_info},   // ValidationInfo: validate/engine/validation_info.h
    {&init_function_wrap},     // ValidatorCallable: validate/kinds/functions/function_wrap.h
    {&init_generator},         // ValidatorIterator: validate/kinds/containers/generator.h
    {&init_some},              // Some: some.h
    {&init_schema_validator},  // SchemaValidator: schema_validator.h
    {&init_serialization},     // SchemaSerializer and what it hands out: schema_serializer.h
    {&init_from_json},         // from_json: from_json.h
    {&init_url},               // Url, MultiHostUrl: url.h
    {&init_schema_gather, from_2_50},  // _schema_gather: schema_gather.h
};

struct Export {
  const char* name;
  Editions editions{};
};

/// What `import *` takes, in upstream's order.
constexpr Export kExports[] = {
    {"from_json", up_to_2_41},
    {"list_all_errors", up_to_2_41},
    {"to_json", up_to_2_41},
    {"to_jsonable_python", up_to_2_41},
    {"ArgsKwargs"},
    {"MultiHostUrl"},
    {"Some"},
    {"Url"},
    {"PydanticCustomError"},
    {"PydanticKnownError"},
    {"PydanticOmit"},
    {"PydanticSerializationError"},
    {"PydanticSerializationUnexpectedValue"},
    {"PydanticUndefinedType"},
    {"PydanticUseDefault"},
    {"SchemaError"},
    {"SchemaSerializer"},
    {"SchemaValidator"},
    {"TzInfo"},
    {"ValidationError"},
    {"from_json", from_2_50},
    {"list_all_errors", from_2_50},
    {"to_json", from_2_50},
    {"to_jsonable_python", from_2_50},
    {"_schema_gather", from_2_50},
    {"__version__"},
    {"build_profile"},
    {"build_info"},
    {"_recursion_limit"},
    {"PydanticUndefined"},
};

bool set_all(PyObject* module) {
  const Ref all = steal(PyList_New(0));
  if (!all) return false;
  for (const Export& row : rows_in_edition<kExports>()) {
    const Ref text = steal(PyUnicode_FromString(row.name));
    if (!text || PyList_Append(all.get(), text.get()) < 0) return false;
  }
  return PyModule_AddObjectRef(module, "__all__", all.get()) == 0;
}

int exec_module(PyObject* module) {
  if (!oncecell::own_interpreter("pydantic_core._pydantic_core")) return -1;
  if (!init_names()) return -1;
  py::init_collector();  // those below make objects by it
  py::init_dict_layout();
  py::init_set_layout();
  py::init_instance_layout();
  py::init_inline_values();
  py::init_generations();
  py::init_containers();
  py::keep_spare_arenas();
  for (const Part& part : rows_in_edition<kParts>()) {
    if (!part.init(module)) return -1;
  }
  if (PyModule_AddStringConstant(module, "__doc__", "") < 0 ||
      PyModule_AddStringConstant(module, "__version__", kUpstreamVersion) < 0 ||
      PyModule_AddStringConstant(module, "build_profile", "release") < 0 ||
      PyModule_AddStringConstant(module, "build_info", "profile=release pgo=false") < 0 ||
      PyModule_AddIntConstant(module, "_recursion_limit", kRecursionLimit) < 0) {
    return -1;
  }
  return set_all(module) ? 0 : -1;
}

PyModuleDef_Slot kSlots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(&exec_module)},
    PC_MODULE_TRAITS  // the last ones
    {0, nullptr},
};

PyModuleDef kModule = {
    PyModuleDef_HEAD_INIT, "_pydantic_core", nullptr, 0, nullptr, kSlots, nullptr, nullptr, nullptr,
};

}  // namespace
}  // namespace pydantic_core

PyMODINIT_FUNC PyInit__pydantic_core() { return PyModuleDef_Init(&pydantic_core::kModule); }
