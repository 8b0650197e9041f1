// Independent pieces of work on all cores.
#pragma once

#include <cstddef>
#include <functional>

namespace galen {

// work(i) for each i in [begin, end), in no order. The first exception is thrown here once all threads have ended.
void on_all_cores(size_t begin, size_t end, const std::function<void(size_t)>& work);

}  // namespace galen
