// py/classes.h: classes and functions of the standard library that validation must know.
//
// Cells: `is_instance` never imports (while decimal is not imported no object is a Decimal),
// `get_or_import` does.
#pragma once

#include "oncecell/oncecell.h"
#include "py/python.h"
#include "py/ref.h"

namespace pydantic_core::py {

inline constinit oncecell::ImportCell decimal_class{"decimal", "Decimal"};
inline constinit oncecell::ImportCell decimal_exception{"decimal", "DecimalException"};
inline constinit oncecell::ImportCell fraction_class{"fractions", "Fraction"};
inline constinit oncecell::ImportCell deque_class{"collections", "deque"};
inline constinit oncecell::ImportCell ordered_dict_class{"collections", "OrderedDict"};
inline constinit oncecell::ImportCell counter_class{"collections", "Counter"};
inline constinit oncecell::ImportCell enum_meta{"enum", "EnumMeta"};
inline constinit oncecell::ImportCell enum_class{"enum", "Enum"};
inline constinit oncecell::ImportCell deepcopy_function{"copy", "deepcopy"};
inline constinit oncecell::ImportCell mapping_abc{"collections.abc", "Mapping"};
inline constinit oncecell::ImportCell re_pattern_class{"re", "Pattern"};
inline constinit oncecell::ImportCell re_compile_function{"re", "compile"};
inline constinit oncecell::ImportCell uuid_class{"uuid", "UUID"};

/// Whether the object is a dict or a Mapping; one that raises when it is asked is none. -1 with
/// MemoryError set.
inline int is_mapping(Borrowed object) {
  if (PyDict_Check(object)) return 1;
  const int mapping = mapping_abc.is_instance(object);
  return mapping >= 0 ? mapping : forgive() ? 0 : -1;
}

/// Whether nobody can give the class other methods, and type.__call__ makes its instances.
inline bool is_unchangeable(PyTypeObject* cls) {
  return Py_IS_TYPE(cls, &PyType_Type) && (!PyType_HasFeature(cls, Py_TPFLAGS_HEAPTYPE) ||
                                           PyType_HasFeature(cls, Py_TPFLAGS_IMMUTABLETYPE));
}

}  // namespace pydantic_core::py
