// The version of these headers. It is stated here alone: the package, CMake, meson and pkg-config
// read it from this file.
#pragma once

/// Numbers, for `#if`; ONCECELL_VERSION_MINOR, ONCECELL_VERSION_PATCH likewise.
#define ONCECELL_VERSION_MAJOR 1
#define ONCECELL_VERSION_MINOR 0
#define ONCECELL_VERSION_PATCH 0
