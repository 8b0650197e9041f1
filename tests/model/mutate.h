// Damaged and hostile variants of a file, a pure function of (file, seed).
#pragma once

#include <cstring>
#include <string>

#include "core/random.h"

namespace galen::testing {

class Dice {
 public:
  explicit Dice(uint64_t seed) : seed_(seed) {}
  uint64_t below(uint64_t n) { return n == 0 ? 0 : random_bits(seed_, 77, counter_++) % n; }
  template <size_t N>
  const char* one_of(const char* const (&choices)[N]) {
    return choices[below(N)];
  }

 private:
  uint64_t seed_;
  uint64_t counter_ = 0;
};

// Bit flips, cuts, repeats, insertions, and numbers at the edges of their ranges.
inline std::string mutate_bytes(std::string bytes, Dice& dice, uint64_t hot_bytes) {
  const uint64_t rounds = 1 + dice.below(3);
  for (uint64_t round = 0; round < rounds && !bytes.empty(); ++round) {
    // Most of what matters sits in front.
    const uint64_t position = dice.below(4) == 0 ? dice.below(bytes.size()) : dice.below(std::min<uint64_t>(bytes.size(), hot_bytes));
    switch (dice.below(7)) {
      case 0:
        bytes[position] = static_cast<char>(bytes[position] ^ (1 << dice.below(8)));
        break;
      case 1:
        bytes[position] = static_cast<char>(dice.below(256));
        break;
      case 2:
        bytes.resize(position);
        break;
      case 3:
        bytes.insert(position, bytes.substr(position, 1 + dice.below(24)));
        break;
      case 4:
        bytes.erase(position, 1 + dice.below(16));
        break;
      case 5:
        bytes.insert(position, std::string(1 + dice.below(9), static_cast<char>(dice.below(256))));
        break;
      default: {
        constexpr uint64_t kEdges[] = {0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF, 1 << 20};
        const uint64_t edge = kEdges[dice.below(9)];
        const uint64_t width = dice.below(2) == 0 ? 4 : 8;
        if (position + width <= bytes.size()) std::memcpy(bytes.data() + position, &edge, width);
      }
    }
  }
  return bytes;
}

// Swaps pieces of the header's JSON, mostly keeping the length field right, so that the checks behind it are reached.
inline std::string mutate_safetensors(const std::string& seed_file, uint64_t seed) {
  Dice dice(seed);
  uint64_t size = 0;
  std::memcpy(&size, seed_file.data(), 8);
  std::string header = seed_file.substr(8, size), data = seed_file.substr(8 + size);
  if (dice.below(4) == 0) return mutate_bytes(seed_file, dice, 8 + size);
  static constexpr const char* kPieces[] = {"\"F32\"",
                                            "\"F16\"",
                                            "\"I8\"",
                                            "\"BOOL\"",
                                            "\"U16\"",
                                            "[0,16]",
                                            "[16,28]",
                                            "[28,28]",
                                            "[4]",
                                            "[2,3]",
                                            "[0]",
                                            "[]",
                                            "null",
                                            "0",
                                            "1",
                                            "-0",
                                            "1e0",
                                            "4.0",
                                            "18446744073709551615",
                                            "18446744073709551616",
                                            "\"a\"",
                                            "\"b\"",
                                            "\"\\u0061\"",
                                            "\"\\ud800\"",
                                            "{}",
                                            "{",
                                            "}",
                                            ",",
                                            ":",
                                            " ",
                                            "\t",
                                            "\n",
                                            "\"shape\"",
                                            "\"dtype\"",
                                            "\"data_offsets\"",
                                            "\"__metadata__\"",
                                            "\"x\":1",
                                            "true",
                                            "//",
                                            "\xef\xbb\xbf",
                                            "\xc3"};
  const uint64_t rounds = 1 + dice.below(2);
  for (uint64_t round = 0; round < rounds; ++round) {
    const std::string from = dice.one_of(kPieces), to = dice.one_of(kPieces);
    const size_t found = header.find(from, dice.below(header.size()));
    if (found != std::string::npos) {
      header.replace(found, from.size(), to);
    } else if (dice.below(3) == 0) {
      header.insert(dice.below(header.size() + 1), to);
    } else if (dice.below(3) == 0) {
      header += to;
    } else {
      data.resize(data.size() + dice.below(5) - 2);
    }
  }
  size = header.size();
  return std::string(reinterpret_cast<const char*>(&size), 8) + header + data;
}

}  // namespace galen::testing
