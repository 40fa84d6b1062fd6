// host/devnull.h: `/dev/null` where the program is given no folder `/`.
#pragma once

namespace host {

/// Lets the libc know a folder `/dev`, with `null` in it, unless there is a folder `/`.
void add_dev_folder();

}  // namespace host
