# The INTERFACE library `project_flags`: the flags of all our own C++, the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_SYSTEM_NAME STREQUAL "WASI")  # where everything is linked into one module
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# The optimisation of each build type. Debug keeps asserts, and compiles quickly while it still runs fast enough for the tests.
set(CMAKE_C_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(OPTIMIZATION "-O3" CACHE STRING "How a release is optimised")
set(CMAKE_C_FLAGS_RELEASE "${OPTIMIZATION} -DNDEBUG -g0")
set(CMAKE_CXX_FLAGS_RELEASE "${OPTIMIZATION} -DNDEBUG -g0")

option(WARNINGS_ARE_ERRORS "Fail the build on a warning" OFF)
option(PRECOMPILE_HEADERS "Compile the common system headers once (clang-tidy runs without, and misses no #include)" ON)
set(SANITIZE "" CACHE STRING "What -fsanitize= is given, if anything")
set(PROFILE "" CACHE FILEPATH "A recorded profile of typical work (tools/profile), by which clang optimises")
set(PROFILE_RUNTIME "" CACHE FILEPATH "To record a profile: the source file that writes the counts")

# What differs between linkers: the form of what they make, and how they are told to leave out what nothing refers to.
if(WIN32)
  set(LINKER_FORMAT PE)
elseif(APPLE)
  set(LINKER_FORMAT MACH-O)
elseif(CMAKE_SYSTEM_NAME STREQUAL "WASI")
  set(LINKER_FORMAT WASM)
else()
  set(LINKER_FORMAT ELF)
endif()
set(LEAVE_OUT_UNUSED -Wl,--gc-sections)
if(LINKER_FORMAT STREQUAL "MACH-O")
  set(LEAVE_OUT_UNUSED -Wl,-dead_strip)
elseif(LINKER_FORMAT STREQUAL "ELF")
  list(APPEND LEAVE_OUT_UNUSED -Wl,--hash-style=gnu)  # no DT_HASH: loaders use the newer table of names, DT_GNU_HASH
endif()

# For third-party code as well.
set(CODE_FLAGS -fno-exceptions $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti> -fvisibility=hidden -ffunction-sections -fdata-sections)
if(SANITIZE)
  list(APPEND CODE_FLAGS -fsanitize=${SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SANITIZE})
elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  list(APPEND CODE_FLAGS -fno-sanitize=undefined)  # zig adds traps to unoptimised code
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  # A product and a sum are rounded one after the other, as upstream does. (x86-64's baseline and wasm cannot do them in one step.)
  list(APPEND CODE_FLAGS -ffp-contract=off)
endif()
if(PROFILE_RUNTIME)
  list(APPEND CODE_FLAGS -fprofile-instr-generate)
elseif(PROFILE)  # functions that have changed since are built without it
  list(APPEND CODE_FLAGS -fprofile-instr-use=${PROFILE} -Wno-profile-instr-out-of-date -Wno-profile-instr-unprofiled)
  # Code that never ran is optimised for size. Without the second flag, so is all but the hottest part of the code that ran.
  list(APPEND CODE_FLAGS "SHELL:-mllvm -pgso-lwss-only=false" "SHELL:-mllvm -pgso-cold-code-only")
endif()
# By default zig keeps frame pointers, which macOS wants, and calls Python and libc through the PLT, which takes 4 % of the time of a call.
if(LINKER_FORMAT MATCHES "^(ELF|PE)$")
  list(APPEND CODE_FLAGS $<$<CONFIG:Release>:-fomit-frame-pointer>)
endif()
if(LINKER_FORMAT STREQUAL "ELF" AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  # Elsewhere the linker does not make the calls of our own functions direct again: each would be three instructions.
  list(APPEND CODE_FLAGS $<$<CONFIG:Release>:-fno-plt>)
endif()

add_library(project_flags INTERFACE)
target_compile_options(project_flags INTERFACE ${CODE_FLAGS} -Wall -Wextra)
if(WARNINGS_ARE_ERRORS)
  target_compile_options(project_flags INTERFACE -Werror)
endif()
target_include_directories(project_flags INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_link_options(project_flags INTERFACE ${LEAVE_OUT_UNUSED} $<$<CONFIG:Release>:-s>)

# Precompiles the headers that most files need, our own among them; a file then compiles several times as fast. They are named as
# in an #include, `[["base/text.h"]]`, not by the path that CMake would write.
#
# The result refers to files of its build folder, so its bytes differ from one folder to the next. ccache takes the file `.sum` for
# them, which is always the same: what an object depends on, the compiler lists with the object, the precompiled headers among it.
function(precompile target)
  if(PRECOMPILE_HEADERS)
    target_precompile_headers(
      ${target} PRIVATE <algorithm> <array> <atomic> <bit> <charconv> <cmath> <compare> <concepts> <cstddef> <cstdint> <cstdlib> <cstring> <functional>
      <iterator> <limits> <memory> <new> <optional> <span> <string> <string_view> <type_traits> <unordered_map> <utility> <vector> ${ARGN})
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.pch.sum "listed with each object")
    if(CMAKE_CXX_COMPILER_ID MATCHES Clang)  # files that were checked out again are the same
      target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
  endif()
endfunction()
