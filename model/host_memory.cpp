#include "model/host_memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <unordered_map>

namespace galen {
namespace {

constexpr size_t kLarge = size_t{1} << 20;
constexpr size_t kHugePage = size_t{2} << 20;
constexpr size_t kGrain = size_t{64} << 10;  // block sizes are multiples
constexpr size_t kAlignment = 64;

size_t whole_units(size_t bytes, size_t step) {
  return (bytes + step - 1) / step * step;
}

// Blocks of at least kLarge, each its own mapping, aligned to huge pages.
class LargeBlocks {
 public:
  void* take(size_t bytes) {
    const size_t size = whole_units(bytes, kGrain);
    const std::lock_guard lock(mutex_);
    // The smallest that is large enough and not much larger.
    const auto fit = kept_.lower_bound(size);
    void* block = nullptr;
    size_t block_size = size;
    if (fit != kept_.end() && fit->first <= size + size / 8) {
      block = fit->second;
      block_size = fit->first;
      kept_.erase(fit);
      memory_.kept -= static_cast<int64_t>(block_size);
    } else {
      make_room(size);
      block = map(size);
    }
    sizes_[block] = block_size;
    memory_.used += static_cast<int64_t>(block_size);
    memory_.most_used = std::max(memory_.most_used, memory_.used);
    return block;
  }

  // False for what isn't one of its blocks.
  bool give_back(void* block) {
    const std::lock_guard lock(mutex_);
    const auto found = sizes_.find(block);
    if (found == sizes_.end()) return false;
    const size_t size = found->second;
    sizes_.erase(found);
    kept_.emplace(size, block);
    memory_.used -= static_cast<int64_t>(size);
    memory_.kept += static_cast<int64_t>(size);
    return true;
  }

  HostMemory memory() {
    const std::lock_guard lock(mutex_);
    return memory_;
  }

 private:
  // Unmaps kept blocks, the largest first, while one more of `size` would pass the most that was ever used.
  void make_room(size_t size) {
    const int64_t allowed = std::max(memory_.most_used, memory_.used + static_cast<int64_t>(size));
    while (!kept_.empty() && memory_.used + memory_.kept + static_cast<int64_t>(size) > allowed) {
      const auto largest = std::prev(kept_.end());
      munmap(largest->second, largest->first);
      memory_.kept -= static_cast<int64_t>(largest->first);
      kept_.erase(largest);
    }
  }

  static void* map(size_t size) {
    const size_t padded = size + kHugePage;
    void* mapped = mmap(nullptr, padded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    TORCH_CHECK_WITH(OutOfMemoryError, mapped != MAP_FAILED, "no memory for a tensor of ", size, " bytes");
    char* begin = static_cast<char*>(mapped);
    char* aligned = reinterpret_cast<char*>(whole_units(reinterpret_cast<size_t>(begin), kHugePage));
    if (aligned > begin) munmap(begin, static_cast<size_t>(aligned - begin));
    const auto after = static_cast<size_t>(begin + padded - (aligned + size));
    if (after > 0) munmap(aligned + size, after);
    madvise(aligned, size, MADV_HUGEPAGE);  // refused where huge pages are off: then it has small ones
    return aligned;
  }

  std::mutex mutex_;
  std::multimap<size_t, void*> kept_;
  std::unordered_map<void*, size_t> sizes_;  // of blocks in use
  HostMemory memory_;
};

// Never destroyed: tensors in static storage give blocks back at exit.
LargeBlocks& blocks() {
  static LargeBlocks& instance = *new LargeBlocks;
  return instance;
}

void release(void* data) {
  if (data == nullptr) return;
  // Only large blocks begin on a huge page, but for chance.
  if (reinterpret_cast<size_t>(data) % kHugePage == 0 && blocks().give_back(data)) return;
  std::free(data);
}

class HostAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) override {
    void* data = nullptr;
    if (bytes >= kLarge) {
      data = blocks().take(bytes);
    } else if (bytes > 0) {
      data = std::aligned_alloc(kAlignment, whole_units(bytes, kAlignment));
      TORCH_CHECK_WITH(OutOfMemoryError, data != nullptr, "no memory for a tensor of ", bytes, " bytes");
    }
    return {data, data, &release, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &release; }
  void copy_data(void* to, const void* from, size_t bytes) const override { default_copy_data(to, from, bytes); }
};

}  // namespace

void keep_large_blocks() {
  // Sanitizers know malloc's blocks, not these.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  static HostAllocator& allocator = *new HostAllocator;
  constexpr uint8_t kAboveTheDefault = 1;
  c10::SetCPUAllocator(&allocator, kAboveTheDefault);
#endif
}

HostMemory host_memory() {
  return blocks().memory();
}

}  // namespace galen
