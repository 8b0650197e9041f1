// Where tensors' memory comes from.
#pragma once

#include <cstdint>

namespace galen {

// From now on, tensors of a MiB and more on the CPU get blocks of huge pages that are kept and given out again. malloc returns such blocks to the kernel and
// fetches them anew for every activation; the kernel must then clear each page, several gigabytes a step. Kept blocks are given back before the process would
// hold more than the most that was ever in use. For a program's start; calling it again changes nothing.
void keep_large_blocks();

struct HostMemory {
  int64_t used = 0;  // bytes in large blocks that tensors hold
  int64_t kept = 0;  // and that wait for the next
  int64_t most_used = 0;
};
// All zero before keep_large_blocks().
HostMemory host_memory();

}  // namespace galen
