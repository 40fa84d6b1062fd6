// py/compat.h: the differences between CPython 3.10 and 3.15 that the code meets, under the newest
// names.
#pragma once

// Part of py/python.h, which has included Python.h before it.
#include <cstring>

#if PY_VERSION_HEX < 0x030B0000
inline PyObject* PyType_GetName(PyTypeObject* type) {
  return PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), "__name__");
}
#endif

#if PY_VERSION_HEX < 0x030C0000
inline PyObject* PyType_GetDict(PyTypeObject* type) { return Py_XNewRef(type->tp_dict); }
#endif

#if PY_VERSION_HEX < 0x030D0000
using PyCFunctionFastWithKeywords = _PyCFunctionFastWithKeywords;
inline PyObject* _PyType_LookupRef(PyTypeObject* type, PyObject* name) {
  return Py_XNewRef(_PyType_Lookup(type, name));
}
/// 1 and a new reference, 0 and nullptr when the key is missing, -1 with an exception set.
inline int PyDict_GetItemRef(PyObject* dict, PyObject* key, PyObject** result) {
  PyObject* item = PyDict_GetItemWithError(dict, key);
  *result = Py_XNewRef(item);
  return item != nullptr ? 1 : PyErr_Occurred() ? -1 : 0;
}
/// 1 and a new reference, 0 and nullptr when there is no such attribute, -1 with an exception set.
inline int PyObject_GetOptionalAttr(PyObject* object, PyObject* name, PyObject** result) {
  *result = PyObject_GetAttr(object, name);
  if (*result != nullptr) return 1;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
  PyErr_Clear();
  return 0;
}
inline PyObject* PyList_GetItemRef(PyObject* list, Py_ssize_t index) {
  return Py_XNewRef(PyList_GetItem(list, index));
}
inline int PyUnicode_EqualToUTF8AndSize(PyObject* text, const char* utf8, Py_ssize_t size) {
  Py_ssize_t length;
  const char* data = PyUnicode_AsUTF8AndSize(text, &length);
  if (data == nullptr) {
    PyErr_Clear();
    return 0;
  }
  return length == size && std::memcmp(data, utf8, static_cast<size_t>(size)) == 0;
}
#endif

#if PY_VERSION_HEX < 0x030C0000
/// The exception that is set, as a new reference; none is set afterwards. Always normalised.
inline PyObject* PyErr_GetRaisedException() {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (type == nullptr) return nullptr;
  PyErr_NormalizeException(&type, &value, &traceback);
  if (traceback != nullptr) PyException_SetTraceback(value, traceback);
  Py_XDECREF(traceback);
  Py_DECREF(type);
  return value;
}
/// Sets `value` (stolen) as the current exception.
inline void PyErr_SetRaisedException(PyObject* value) {
  PyObject* traceback = PyException_GetTraceback(value);
  PyErr_Restore(Py_NewRef(reinterpret_cast<PyObject*>(Py_TYPE(value))), value, traceback);
}
#endif

#if PY_VERSION_HEX < 0x030E0000
/// Whether nobody counts references to the object.
inline int PyUnstable_IsImmortal(PyObject* object) {
#if PY_VERSION_HEX >= 0x030C0000 && !defined(Py_GIL_DISABLED)
  return _Py_IsImmortal(object);
#else
  (void)object;
  return 0;
#endif
}
#endif

#if PY_VERSION_HEX < 0x030C0000
/// Dicts cannot be watched; they have versions (dict_mark.h).
enum PyDict_WatchEvent { PyDict_EVENT_DEALLOCATED };
inline int PyDict_AddWatcher(int (*)(PyDict_WatchEvent, PyObject*, PyObject*, PyObject*)) {
  return -1;
}
inline int PyDict_Watch(int, PyObject*) { return -1; }
#endif

namespace pydantic_core::py {

#ifdef Py_GIL_DISABLED
inline constexpr bool kFreeThreaded = true;
#else
inline constexpr bool kFreeThreaded = false;
#endif

/// Whether CPython takes its memory for small objects from the system, in arenas, and gives it back
/// (spare_arenas.h).
#ifdef __wasi__
inline constexpr bool kArenasReachTheSystem = false;
#else
inline constexpr bool kArenasReachTheSystem = !kFreeThreaded;
#endif

/// PySet_Add shows a frozenset to the collector, before it hashes an item that may be in a cycle.
inline constexpr bool kAddTracksFrozenSet = PY_VERSION_HEX >= 0x030F0000;

/// Slots that tell the import system that this module refuses a second interpreter (since 3.12) and
/// needs no GIL (since 3.13).
#if PY_VERSION_HEX >= 0x030D0000
#define PC_MODULE_TRAITS                                                      \
  {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED}, \
      {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#elif PY_VERSION_HEX >= 0x030C0000
#define PC_MODULE_TRAITS {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
#else
#define PC_MODULE_TRAITS
#endif

/// Whether `fractions.Fraction` has is_integer() (3.12) and __int__() (3.11), and exceptions have
/// add_note() and groups (3.11).
inline constexpr bool kFractionIsInteger = PY_VERSION_HEX >= 0x030C0000;
inline constexpr bool kFractionAsInt = PY_VERSION_HEX >= 0x030B0000;
inline constexpr bool kExceptionGroups = PY_VERSION_HEX >= 0x030B0000;

/// The builtin `frozendict` of 3.15; before, nothing is one.
#if PY_VERSION_HEX >= 0x030F0000
inline constexpr bool kHasFrozenDict = true;
inline bool is_frozendict(PyObject* object) { return PyFrozenDict_Check(object); }
inline PyTypeObject* frozendict_type() { return &PyFrozenDict_Type; }
/// Of the pairs of a dict or another mapping; nullptr with an exception set.
inline PyObject* new_frozendict(PyObject* pairs) { return PyFrozenDict_New(pairs); }
#else
inline constexpr bool kHasFrozenDict = false;
inline bool is_frozendict(PyObject*) { return false; }
inline PyTypeObject* frozendict_type() { return nullptr; }
inline PyObject* new_frozendict(PyObject*) { return nullptr; }
#endif

/// Whether this is a version whose own layouts, which short cuts use, were tried; they are checked
/// again when the module is imported.
#ifdef Py_GIL_DISABLED
inline constexpr bool kLayoutsWereTried = PY_VERSION_HEX < 0x030E0000;
#else
inline constexpr bool kLayoutsWereTried = PY_VERSION_HEX < 0x03100000;
#endif

/// Whether dicts are laid out as since 3.11 (dict_layout.h).
inline constexpr bool kDictLayoutOf311 = PY_VERSION_HEX >= 0x030B0000 && kLayoutsWereTried;

/// Whether the collector knows every dict, as since 3.14; before, those that may be in a cycle.
inline constexpr bool kDictsAreTracked = PY_VERSION_HEX >= 0x030E0000;

/// Whether containers and instances are made past CPython's own functions (containers.h,
/// collector.h). Not before 3.13: there a dict must have a version (PEP 509).
inline constexpr bool kMakesContainers =
    PY_VERSION_HEX >= 0x030D0000 && kLayoutsWereTried && !kFreeThreaded;

/// Whether the members of PySetObject, which are public but no promise, mean what they do since
/// 3.10 (blank_set.h).
inline constexpr bool kSetLayoutOf310 = kLayoutsWereTried;

/// Whether CPython keeps the `__dict__` of instances as since 3.13 (instance_layout.h): as a
/// pointer in front of the instance, whose offset is kManagedDictOffset pointers.
inline constexpr bool kInstanceLayoutOf313 = PY_VERSION_HEX >= 0x030D0000 && kLayoutsWereTried;
inline constexpr int kManagedDictOffset = kFreeThreaded ? -1 : -3;

/// Whether instances of classes with slots have room for their attributes, as since 3.14
/// (inline_values.h).
inline constexpr bool kInstancesKeepValues =
    PY_VERSION_HEX >= 0x030E0000 && kLayoutsWereTried && !kFreeThreaded;

/// Whether instances of the class have such a pointer, and values behind them besides. In 3.13
/// those with values do not count: only classes without slots have them there, and _PyObject_GC_New
/// leaves them as they were in memory.
#if PY_VERSION_HEX >= 0x030D0000 && PY_VERSION_HEX < 0x030E0000
inline bool has_managed_dict(PyTypeObject* cls) {
  return PyType_HasFeature(cls, Py_TPFLAGS_MANAGED_DICT) &&
         !PyType_HasFeature(cls, Py_TPFLAGS_INLINE_VALUES);
}
inline bool has_inline_values(PyTypeObject*) { return false; }
#elif PY_VERSION_HEX >= 0x030E0000
inline bool has_managed_dict(PyTypeObject* cls) {
  return PyType_HasFeature(cls, Py_TPFLAGS_MANAGED_DICT) != 0;
}
inline bool has_inline_values(PyTypeObject* cls) {
  return PyType_HasFeature(cls, Py_TPFLAGS_INLINE_VALUES) != 0;
}
#else
inline bool has_managed_dict(PyTypeObject*) { return false; }
inline bool has_inline_values(PyTypeObject*) { return false; }
#endif

/// Whether the collector runs not where objects are made but behind the call, over all that is
/// young (promotion.h): since 3.12, but not in 3.14.0 to 3.14.4, where it runs in small steps. One
/// module serves all releases of 3.14.
inline bool collects_after_calls() {
#if PY_VERSION_HEX >= 0x030C0000
  constexpr bool tried = kLayoutsWereTried && !kFreeThreaded;
  return tried && (Py_Version < 0x030E0000 || Py_Version >= 0x030E0500);
#else
  return false;
#endif
}

/// Memory for the table of a dict, which the dict will free. nullptr without an exception.
inline void* allocate_dict_keys(size_t size) {
#if PY_VERSION_HEX >= 0x030D0000
  return PyMem_Malloc(size);
#else
  return PyObject_Malloc(size);
#endif
}

/// PyType_GetFlags, without a call.
inline unsigned long type_flags(PyTypeObject* type) {
#ifdef Py_GIL_DISABLED
  return PyType_GetFlags(type);
#else
  return type->tp_flags;
#endif
}

/// Gives up a new dict's reference to the table that all empty dicts share, which nobody counts
/// since 3.12.
inline void release_empty_dict_keys([[maybe_unused]] PyDictKeysObject* keys) {
#if PY_VERSION_HEX < 0x030C0000
  --*reinterpret_cast<Py_ssize_t*>(keys);  // its first member
#endif
}

/// A new dict for about `size` pairs, with room for them where they are many: filling it does not
/// grow it step by step. A small one grows: room is made in a table for keys of any type, half as
/// large again as that of a dict whose keys are all str. nullptr with MemoryError set.
inline PyObject* new_dict(size_t size) {
#if PY_VERSION_HEX < 0x03100000
  // No schema knows how many pairs will be left; what is huge grows as it is filled.
  if (size > 64) return _PyDict_NewPresized(static_cast<Py_ssize_t>(size < 65536 ? size : 65536));
#endif
  (void)size;
  return PyDict_New();
}

/// A number that no other state of any dict has; 0 where dicts are watched instead.
inline uint64_t dict_version([[maybe_unused]] PyObject* dict) {
#if PY_VERSION_HEX < 0x030C0000
  return reinterpret_cast<PyDictObject*>(dict)->ma_version_tag;
#else
  return 0;
#endif
}

/// The value of an int of one digit, without the cost of a checked conversion; false: ask
/// PyLong_AsLongLongAndOverflow.
inline bool compact_int(PyObject* number, int64_t& value) {
  auto* as_long = reinterpret_cast<PyLongObject*>(number);
#if PY_VERSION_HEX >= 0x030C0000
  if (!PyUnstable_Long_IsCompact(as_long)) return false;
  value = PyUnstable_Long_CompactValue(as_long);
#else
  const Py_ssize_t size = Py_SIZE(number);
  if (size < -1 || size > 1) return false;
  value = size == 0 ? 0 : size * static_cast<int64_t>(as_long->ob_digit[0]);
#endif
  return true;
}

/// The digits of an int (base 2^PyLong_SHIFT, the least first), which live as long as it does.
struct IntDigits {
  const digit* at;
  size_t count;
  bool negative;
};
inline IntDigits digits_of_int(PyObject* number) {
  auto* as_long = reinterpret_cast<PyLongObject*>(number);
#if PY_VERSION_HEX >= 0x030C0000
  const uintptr_t tag = as_long->long_value.lv_tag;
  return {as_long->long_value.ob_digit, tag >> 3, (tag & 3) == 2};
#else
  const Py_ssize_t size = Py_SIZE(number);
  return {as_long->ob_digit, static_cast<size_t>(size < 0 ? -size : size), size < 0};
#endif
}

/// A new int of `count` digits (> 0), of which the last must not be 0, to be filled in at `at`.
/// nullptr with MemoryError set. Not for what fits 64 bits: CPython keeps one of each small int.
inline PyObject* new_int(size_t count, bool negative, digit*& at) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // since 3.14
  PyLongObject* number = _PyLong_New(static_cast<Py_ssize_t>(count));
#pragma GCC diagnostic pop
  if (number == nullptr) return nullptr;
  auto* object = reinterpret_cast<PyObject*>(number);
#if PY_VERSION_HEX >= 0x030C0000
  at = number->long_value.ob_digit;
  if (negative) number->long_value.lv_tag |= 2;
#else
  at = number->ob_digit;
  if (negative) Py_SET_SIZE(object, -static_cast<Py_ssize_t>(count));
#endif
  return object;
}

/// A new int of 128 bits; nullptr with an exception set.
inline PyObject* int_from_128_bits(uint64_t high, uint64_t low) {
  if (high == 0) return PyLong_FromUnsignedLongLong(low);
  digit digits[128 / PyLong_SHIFT + 1];
  size_t count = 0;
  for (; (high | low) != 0; ++count) {
    digits[count] = static_cast<digit>(low & PyLong_MASK);
    low = low >> PyLong_SHIFT | high << (64 - PyLong_SHIFT);
    high >>= PyLong_SHIFT;
  }
  digit* at;
  PyObject* number = new_int(count, false, at);
  if (number != nullptr) std::memcpy(at, digits, count * sizeof(digit));
  return number;
}

/// An int of up to 128 bits, from its digits. False when it is negative or bigger.
inline bool int_to_128_bits(PyObject* number, uint64_t& high, uint64_t& low) {
  const auto [digits, count, negative] = digits_of_int(number);
  if (negative) return false;
#if PYLONG_BITS_IN_DIGIT == 30
  if (count == 5) {  // nearly every UUID
    low = digits[0] | uint64_t{digits[1]} << 30 | uint64_t{digits[2]} << 60;
    high = digits[2] >> 4 | uint64_t{digits[3]} << 26 | uint64_t{digits[4]} << 56;
    return digits[4] < 256;
  }
#endif
  high = low = 0;
  for (size_t i = count; i-- > 0;) {
    if (high >> (64 - PyLong_SHIFT) != 0) return false;
    high = high << PyLong_SHIFT | low >> (64 - PyLong_SHIFT);
    low = low << PyLong_SHIFT | digits[i];
  }
  return true;
}

}  // namespace pydantic_core::py
