// DICOM files against pydicom, over all the files that it brings.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "core/error.h"
#include "core/file.h"
#include "data/dicom.h"
#include "data/media.h"
#include "tests/parity/python_judge.h"
#include "tests/support.h"

namespace galen {
namespace {

constexpr int64_t kMostPixels = int64_t{1} << 26;

TEST(DicomParity, EveryFileOfPydicomHasTheValuesThatPydicomReads) {
  testing::TemporaryDirectory folder;
  const auto files = testing::ask_python("dicom_judge.py", {{"folder", folder.path().string()}}, folder.path(), "pydicom, PIL, numpy");
  if (!files) GTEST_SKIP() << "needs pydicom in the judges' environment (.venv-judges)";
  size_t equal = 0, within = 0, multi_frame = 0;
  for (size_t i = 0; i < files->size(); ++i) {
    const Json& file = (*files)[i];
    const std::string path = file["path"].get<std::string>();
    SCOPED_TRACE(path);
    const std::string bytes = read_file(path);
    const DicomValues values = dicom_values(std::as_bytes(std::span(bytes.data(), bytes.size())), kMostPixels);
    EXPECT_EQ((std::vector<int64_t>{values.frames, values.rows, values.columns, values.samples}), file["shape"].get<std::vector<int64_t>>());
    const std::string expected = read_file(folder / (std::to_string(i) + ".i32"));
    ASSERT_EQ(expected.size(), values.values.size() * 4);
    int64_t largest = 0;
    for (size_t v = 0; v < values.values.size(); ++v) {
      int32_t theirs = 0;
      std::memcpy(&theirs, expected.data() + v * 4, 4);
      largest = std::max<int64_t>(largest, std::abs(int64_t{theirs} - values.values[v]));
    }
    // Two libraries' inverse cosine transforms may round an 8-bit value differently; JPEG allows it (ISO/IEC 10918-2). All else is exact.
    const bool lossy = file["transfer_syntax"].get<std::string>().find("JPEG Baseline") == 0;
    EXPECT_LE(largest, lossy ? 2 : 0) << file.dump();
    ++(largest == 0 ? equal : within);
    if (values.frames > 1) ++multi_frame;
    // What is shown must come out too, whatever window the file has.
    const DecodedImage shown = decode_dicom(std::as_bytes(std::span(bytes.data(), bytes.size())), values.frames, "", kMostPixels);
    EXPECT_EQ(shown.height * shown.width, values.rows * values.columns);
  }
  std::printf("  %zu files equal (%zu of several frames), %zu within JPEG's rounding\n", equal, multi_frame, within);
  EXPECT_GE(equal, 90u);
}

}  // namespace
}  // namespace galen
