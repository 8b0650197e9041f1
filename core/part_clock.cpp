#include "core/part_clock.h"

namespace galen {

PartSeconds& part_seconds() {
  thread_local PartSeconds seconds{};
  return seconds;
}

}  // namespace galen
