// module/module.cc: what `import pydantic_core._pydantic_core` runs.
#include "base/edition.h"
#include "errors/custom_errors.h"
#include "errors/serialization_errors.h"
#include "errors/validation_error.h"
#include "module/from_json.h"
#include "module/schema_gather.h"
#include "module/schema_serializer.h"
#include "module/schema_validator.h"
#include "module/serialization_functions.h"
#include "module/some.h"
#include "module/url.h"
#include "oncecell/interpreter.h"
#include "py/datetime.h"
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
#include "serialize/engine/function_objects.h"
#include "serialize/engine/iterator.h"
#include "validate/engine/validation_info.h"
#include "validate/input/args_kwargs.h"
#include "validate/kinds/containers/generator.h"
#include "validate/kinds/functions/function_wrap.h"

namespace pydantic_core {
namespace {

/// The parts that add something to the module, each with the classes and functions that Python sees
/// by it. A class that the layers below make instances of lies in its layer.
struct Part {
  bool (*init)(PyObject* module);
  Editions editions{};
};
constexpr Part kParts[] = {
    // py/undefined.h: PydanticUndefinedType, PydanticUndefined
    {&init_undefined},
    // py/tzinfo.h: TzInfo
    {&init_tzinfo},
    // schema/schema_error.h: SchemaError
    {&init_schema_error},
    // errors/validation_error.h: ValidationError, PyLineError
    {&init_validation_error},
    // errors/custom_errors.h: PydanticCustomError, PydanticKnownError, PydanticOmit,
    // PydanticUseDefault, list_all_errors()
    {&init_custom_errors},
    // validate/input/args_kwargs.h: ArgsKwargs
    {&init_args_kwargs},
    // validate/engine/validation_info.h: ValidationInfo
    {&init_validation_info},
    // validate/kinds/functions/function_wrap.h: ValidatorCallable, AssignmentValidatorCallable
    {&init_function_wrap},
    // validate/kinds/containers/generator.h: ValidatorIterator
    {&init_generator},
    // module/some.h: Some
    {&init_some},
    // module/schema_validator.h: SchemaValidator
    {&init_schema_validator},
    // errors/serialization_errors.h: PydanticSerializationError,
    // PydanticSerializationUnexpectedValue
    {&init_serialization_errors},
    // serialize/engine/function_objects.h: SerializationInfo
    {&init_serialization_info},
    // serialize/engine/function_objects.h: SerializationCallable
    {&init_serialization_callable},
    // serialize/engine/iterator.h: SerializationIterator
    {&init_serialization_iterator},
    // module/schema_serializer.h: SchemaSerializer
    {&init_schema_serializer},
    // module/serialization_functions.h: to_json(), to_jsonable_python()
    {&init_serialization_functions},
    // module/from_json.h: from_json()
    {&init_from_json},
    // module/url.h: Url, MultiHostUrl
    {&init_url},
    // module/schema_gather.h: _schema_gather, with MissingDefinitionError and
    // gather_schemas_for_cleaning()
    {&init_schema_gather, from_2_50},
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
  if (!py::init_datetime()) return -1;
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
