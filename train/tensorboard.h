// TensorBoard event files: scalars only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace galen {

// Appends to a new events.out.tfevents.* file in the folder. Format: TFRecord framing (length, masked crc32c, payload, masked crc32c) around Event
// protocol buffers (tensorflow/core/util/event.proto). A full disk loses points, never the run.
class TensorBoardWriter {
 public:
  explicit TensorBoardWriter(const std::filesystem::path& folder);
  void scalar(const std::string& tag, double value, int64_t step);

 private:
  void write_record(const std::string& event);
  std::ofstream stream_;
};

}  // namespace galen
