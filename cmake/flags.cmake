# Flags of all our own C++, on every target, so that builds cannot drift apart: the INTERFACE library `project_flags`.
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

# Each preset's own optimisation. Debug keeps asserts, and is as fast to compile as is bearable to run.
set(CMAKE_C_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(OPTIMIZATION "-O3" CACHE STRING "How a release is optimised")
set(CMAKE_C_FLAGS_RELEASE "${OPTIMIZATION} -DNDEBUG -g0")
set(CMAKE_CXX_FLAGS_RELEASE "${OPTIMIZATION} -DNDEBUG -g0")

option(WARNINGS_ARE_ERRORS "Fail the build on a warning" OFF)
option(PRECOMPILE_HEADERS "Compile the common system headers once (clang-tidy runs without, and misses no #include)" ON)
set(SANITIZE "" CACHE STRING "What -fsanitize= is given, if anything")
set(PROFILE "" CACHE FILEPATH "How often each part ran for typical work (tools/profile), for clang to optimise by")
set(PROFILE_RUNTIME "" CACHE FILEPATH "Count it instead: the source file that writes the counts down")

# For third-party code as well.
set(CODE_FLAGS -fno-exceptions $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti> -fvisibility=hidden -ffunction-sections -fdata-sections)
if(SANITIZE)
  list(APPEND CODE_FLAGS -fsanitize=${SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SANITIZE})
elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  list(APPEND CODE_FLAGS -fno-sanitize=undefined)  # zig adds traps to unoptimised code
endif()
if(PROFILE_RUNTIME)
  list(APPEND CODE_FLAGS -fprofile-instr-generate)
elseif(PROFILE)  # what has changed since it was counted is built as without
  list(APPEND CODE_FLAGS -fprofile-instr-use=${PROFILE} -Wno-profile-instr-out-of-date -Wno-profile-instr-unprofiled)
  # What never ran is made small; without the second, so is all but the hottest part of what ran.
  list(APPEND CODE_FLAGS "SHELL:-mllvm -pgso-lwss-only=false" "SHELL:-mllvm -pgso-cold-code-only")
endif()
if(NOT CMAKE_SYSTEM_NAME STREQUAL "WASI")
  # zig keeps frame pointers, and goes through the PLT to Python and libc: 4 % of a call's time.
  list(APPEND CODE_FLAGS $<$<CONFIG:Release>:-fomit-frame-pointer> $<$<CONFIG:Release>:-fno-plt>)
endif()

add_library(project_flags INTERFACE)
target_compile_options(project_flags INTERFACE ${CODE_FLAGS} -Wall -Wextra)
if(WARNINGS_ARE_ERRORS)
  target_compile_options(project_flags INTERFACE -Werror)
endif()
target_include_directories(project_flags INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_link_options(project_flags INTERFACE -Wl,--gc-sections $<$<CONFIG:Release>:-s>)

# The headers that nearly every file needs, compiled once; four times less work a file.
function(precompile target)
  if(PRECOMPILE_HEADERS)
    target_precompile_headers(${target} PRIVATE ${ARGN} <algorithm> <charconv> <cmath> <cstdint> <cstdlib> <cstring>
                              <memory> <new> <optional> <string> <string_view> <utility> <vector>)
  endif()
endfunction()
