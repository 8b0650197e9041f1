// JPEG 2000 code streams, which DCMTK doesn't read, by OpenJPEG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace galen {

struct Jpeg2000Image {
  int64_t rows = 0, columns = 0, components = 0;
  bool is_signed = false;
  std::vector<int32_t> values;  // [rows, columns, components]
};

// Throws Error for what isn't whole, for components of different sizes, and for more than `most_pixels`.
Jpeg2000Image decode_jpeg2000(std::span<const std::byte> stream, int64_t most_pixels);

}  // namespace galen
