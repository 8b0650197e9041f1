// Files' bytes to pixels and samples. Called in a child process (core/child.h): the bytes come from elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace galen {

struct DecodedImage {
  int64_t height = 0, width = 0;
  std::vector<uint8_t> rgb;  // [height, width, 3], upright (EXIF's orientation applied)
};

struct DecodedSound {
  int64_t rate = 0;            // Hz
  int64_t channels = 0;        // 1 where they were mixed already
  std::vector<float> samples;  // [frames], the mean of the channels, 1 is full scale
};

// PNG and JPEG, by their first bytes. What PIL's convert("RGB") gives: transparency is dropped; 16 bits a channel keep the upper 8. Throws Error for what
// isn't whole, and for more than `most_pixels`, before memory is taken for them.
DecodedImage decode_image(std::span<const std::byte> file, int64_t most_pixels);

// WAV, FLAC and OGG (Vorbis, Opus) by libsndfile; the first `most_seconds` must be all there is. Throws Error for other kinds, samples that aren't finite, no
// samples, and rates outside 4,000 to 384,000 Hz.
DecodedSound decode_sound(std::span<const std::byte> file, double most_seconds);

}  // namespace galen
