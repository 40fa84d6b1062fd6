# The Python that is built for: `python_headers` has the include directories, `PYTHON_MODULE_SUFFIX` is the suffix of modules.
# For another machine they are given (PYTHON_INCLUDE_DIRS, PYTHON_MODULE_SUFFIX): on WASI from the CPython that tools/wasm_python.py builds,
# for wheels by tools/targets.py; for Windows with PYTHON_LIBRARY, the library that says what CPython's DLL has. Natively they come
# from Python_EXECUTABLE.
add_library(python_headers INTERFACE)
if(NOT PYTHON_INCLUDE_DIRS)
  find_package(Python 3.10 REQUIRED COMPONENTS Interpreter Development.Module)
  set(PYTHON_INCLUDE_DIRS ${Python_INCLUDE_DIRS})
  set(PYTHON_MODULE_SUFFIX .${Python_SOABI}.so)
endif()
target_include_directories(python_headers SYSTEM INTERFACE ${PYTHON_INCLUDE_DIRS})

# A native extension module of that name from the given sources or object libraries. It shows its entry point, and nothing of the C++
# library that is inside it.
function(add_python_module name)
  set(kind MODULE)
  if(LINKER_FORMAT STREQUAL "MACH-O" AND CMAKE_CROSSCOMPILING)
    set(kind SHARED)  # zig's linker makes no bundles; CPython loads either
  endif()
  add_library(${name} ${kind} ${ARGN})
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ${PYTHON_MODULE_SUFFIX})
  if(LINKER_FORMAT STREQUAL "PE")
    target_link_libraries(${name} PRIVATE ${PYTHON_LIBRARY})
    # What others would be linked with, which zig would put beside the module.
    target_link_options(${name} PRIVATE "SHELL:-Xlinker --out-implib -Xlinker \"${CMAKE_CURRENT_BINARY_DIR}/${name}.lib\"")
  elseif(LINKER_FORMAT STREQUAL "MACH-O")
    target_link_options(${name} PRIVATE -Wl,-undefined,dynamic_lookup)  # of CPython's, which has loaded the module
  else()
    # Not by -Wl, which would split the path of the checkout at a comma.
    target_link_options(${name} PRIVATE "SHELL:-Xlinker \"--version-script=${PROJECT_SOURCE_DIR}/cmake/module.map\"")
  endif()
endfunction()
