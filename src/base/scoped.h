// base/scoped.h: a variable that has another value until the end of the block.
#pragma once

namespace pydantic_core {

/// Sets a member of a state until the end of the block.
template <class T>
class Scoped {
 public:
  Scoped(T& member, T value) : member_(member), saved_(member) { member = value; }
  Scoped(const Scoped&) = delete;
  Scoped& operator=(const Scoped&) = delete;
  ~Scoped() { member_ = saved_; }

 private:
  T& member_;
  T saved_;
};

}  // namespace pydantic_core
