// serialize/kinds/scalars/simple.h: serializers without settings, of which there is one for all:
// enums use them for their values.
#pragma once

#include "serialize/engine/node.h"

namespace pydantic_core {

/// Each lives as long as the process.
const SerNode* int_serializer();
const SerNode* str_serializer();
const SerNode* float_serializer(InfNanMode mode);

}  // namespace pydantic_core
