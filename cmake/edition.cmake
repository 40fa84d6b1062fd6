# The edition: which release of upstream is built. UPSTREAM_DIR is upstream's source distribution, and says its version:
# UPSTREAM_VERSION, as 2.41.5, and EDITION_ENUMERATOR, as v2_41 (src/base/edition.h).
if(NOT EXISTS "${UPSTREAM_DIR}/PKG-INFO")
  message(FATAL_ERROR "UPSTREAM_DIR must name pydantic_core's source distribution; build through ./build.sh or `python3 -m tools.build`")
endif()
file(STRINGS ${UPSTREAM_DIR}/PKG-INFO version_line REGEX "^Version: " LIMIT_COUNT 1)
string(REGEX REPLACE "^Version: (.*)$" "\\1" UPSTREAM_VERSION "${version_line}")
string(REGEX REPLACE "^([0-9]+)\\.([0-9]+)\\..*$" "v\\1_\\2" EDITION_ENUMERATOR "${UPSTREAM_VERSION}")
file(STRINGS ${PROJECT_SOURCE_DIR}/src/base/edition.h editions REGEX "^enum class Edition ")
if(NOT editions MATCHES "[ {]${EDITION_ENUMERATOR}[ ,]")
  message(FATAL_ERROR "there is no edition for pydantic_core ${UPSTREAM_VERSION}: src/base/edition.h has ${editions}")
endif()
