// py/uuid.cc: see uuid.h. UUID.__init__ parses and checks what is known here already, and its
// attributes are set past a __setattr__ that refuses: both are plain slots, which are filled
// directly.
#include "py/uuid.h"

#include <optional>

#include "base/edition.h"
#include "py/classes.h"
#include "py/layout/member.h"
#include "py/names.h"

namespace pydantic_core::py {
namespace {

/// What making one needs, looked up once.
struct Recipe {
  PyTypeObject* type;  // kept alive by uuid_class
  PyObject* safety;    // of SafeUUID; owned for ever, as the cell is
  Member int_;
  Member is_safe;
};
constinit oncecell::OnceCell<Recipe> recipe;

std::optional<Recipe> find_recipe() {
  Borrowed type = uuid_class.get_or_import();
  const Ref module = type != nullptr ? steal(PyImport_ImportModule("uuid")) : Ref();
  const Ref choices = module ? steal(PyObject_GetAttrString(module.get(), "SafeUUID")) : Ref();
  constexpr const char* kChoice = by_edition({"safe", "unknown"});
  Ref safety = choices ? steal(PyObject_GetAttrString(choices.get(), kChoice)) : Ref();
  if (!safety) return {};
  if (!PyType_Check(type) ||
      reinterpret_cast<PyTypeObject*>(type)->tp_new != PyBaseObject_Type.tp_new) {
    PyErr_SetString(PyExc_TypeError, "uuid.UUID is not the class of the standard library");
    return {};
  }
  Recipe found{reinterpret_cast<PyTypeObject*>(type), safety.release(), {}, {}};
  found.int_.init(found.type, names.int_);
  found.is_safe.init(found.type, names.is_safe);
  return found;
}

bool set(Borrowed uuid, Member member, Borrowed name, Borrowed value) {
  if (!member) return PyObject_GenericSetAttr(uuid, name, value) == 0;
  member.set(uuid, value);
  return true;
}

}  // namespace

int is_uuid(Borrowed object) { return uuid_class.is_instance(object); }

Ref make_uuid(uint64_t high, uint64_t low) {
  const Recipe* known = recipe.get_or_try_init(find_recipe);
  if (known == nullptr) return {};
  const Ref number = steal(int_from_128_bits(high, low));
  Ref uuid = number ? steal(known->type->tp_alloc(known->type, 0)) : Ref();
  if (!uuid || !set(uuid.get(), known->int_, names.int_, number.get()) ||
      !set(uuid.get(), known->is_safe, names.is_safe, known->safety)) {
    return {};
  }
  return uuid;
}

Ref uuid_int(Borrowed uuid) {
  const Recipe* known = recipe.get();
  if (known != nullptr && known->int_ && Py_IS_TYPE(uuid, known->type)) {
    if (Ref number = known->int_.get(uuid)) return number;
  }
  return steal(PyObject_GetAttr(uuid, names.int_));
}

PyTypeObject* plain_uuid_class() {
  const bool imported = uuid_class.get_if_loaded() != nullptr;
  const Recipe* known = imported ? recipe.get_or_try_init(find_recipe) : nullptr;
  PyErr_Clear();  // callers have another way, also when memory ran out
  return known != nullptr && known->int_ ? known->type : nullptr;
}

bool uuid_bits(Borrowed uuid, uint64_t& high, uint64_t& low) {
  const Recipe* known = recipe.get();
  const Ref number = known->int_.get(uuid);
  return number && PyLong_Check(number.get()) && int_to_128_bits(number.get(), high, low);
}

}  // namespace pydantic_core::py
