# yyjson, ada and RE2 as static libraries, from the source trees YYJSON_DIR, ADA_DIR and RE2_DIR. Their warnings are switched
# off.
foreach(tree YYJSON_DIR ADA_DIR RE2_DIR)
  if(NOT EXISTS "${${tree}}")
    message(FATAL_ERROR "${tree} must name a source tree; build through ./build.sh or `python3 -m tools.build`")
  endif()
endforeach()

function(add_third_party name include_dir)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} SYSTEM PUBLIC ${include_dir})
  target_compile_options(${name} PRIVATE ${CODE_FLAGS} $<$<CONFIG:Debug>:-O2> -w -DNDEBUG)
endfunction()

add_third_party(yyjson ${YYJSON_DIR} ${YYJSON_DIR}/yyjson.c)
target_compile_definitions(yyjson PRIVATE YYJSON_DISABLE_WRITER=1 YYJSON_DISABLE_UTILS=1)
if(LINKER_FORMAT STREQUAL "MACH-O")  # its functions would be shown to others; elsewhere the linker hides them
  target_compile_definitions(yyjson PRIVATE yyjson_api=)
endif()

add_third_party(ada ${ADA_DIR} ${ADA_DIR}/ada.cpp)

# RE2 without its Unicode tables and its messages. The linker leaves out what nothing refers to.
file(GLOB re2_sources ${RE2_DIR}/re2/*.cc)
list(REMOVE_ITEM re2_sources ${RE2_DIR}/re2/unicode_groups.cc ${RE2_DIR}/re2/unicode_casefold.cc)
set(re2_stand_ins ${CMAKE_CURRENT_LIST_DIR}/re2)
add_third_party(re2 ${RE2_DIR} ${re2_sources} ${re2_stand_ins}/no_tables.cc ${RE2_DIR}/util/rune.cc
                ${RE2_DIR}/util/strutil.cc)
target_include_directories(re2 BEFORE PRIVATE ${re2_stand_ins})
