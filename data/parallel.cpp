#include "data/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/machine.h"

namespace galen {

void on_all_cores(size_t begin, size_t end, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next = begin;
  std::exception_ptr failure;
  std::mutex failure_lock;
  const auto take = [&] {
    try {
      for (size_t i = next++; i < end; i = next++) work(i);
    } catch (...) {
      const std::lock_guard<std::mutex> guard(failure_lock);
      failure = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  const int helpers = end - begin < 2 ? 0 : std::min(inspect_machine().cores, 16) - 1;
  for (int t = 0; t < helpers; ++t) threads.emplace_back(take);
  take();
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace galen
