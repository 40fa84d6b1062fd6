// py/error.h: raising Python exceptions, and holding one aside.
#pragma once

#include "py/no_memory.h"
#include "py/str.h"

namespace pydantic_core::py {

/// Sets an exception of `type` with that message.
Raised raise(Borrowed type, const Text& message);
Raised raise(Borrowed type, std::string_view message);
/// RuntimeError as iterating a dict that was changed raises it.
Raised raise_dict_changed();

/// The pending exception taken away, so that other Python code can run; empty when there was none.
inline Ref take_exception() { return steal(PyErr_GetRaisedException()); }
/// Makes `exception` the pending one again.
inline void restore_exception(Ref exception) { PyErr_SetRaisedException(exception.release()); }

/// Appends "TypeName: str(exception)". No exception is left set; MemoryError on the way makes the
/// text failed.
void append_exception(Text& out, Borrowed exception);
/// Appends "TypeName: str(exception)" (the name alone when the text is empty) for the pending
/// exception and clears it. MemoryError makes the text failed, which then raises it anew.
void append_pending_exception(Text& out);

}  // namespace pydantic_core::py
