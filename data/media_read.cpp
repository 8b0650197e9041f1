// Foreign files to stored media: parsed in child processes, resized and resampled here, where only pixels and samples arrive.
#include <ATen/ATen.h>
#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>

#include "core/child.h"
#include "core/file.h"
#include "data/dicom.h"
#include "data/media.h"
#include "data/media_decode.h"
#include "data/parallel.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestFile = uint64_t{512} << 20;
constexpr int64_t kMostPixels = int64_t{1} << 26;  // 8,192 x 8,192: any plain film; whole slides are to be cut into tiles
constexpr size_t kFilesPerChild = 64;

struct MediaFile {
  fs::path path;
  int64_t frame = 0;  // of a DICOM file, from 1; 0: not said
  std::string bytes;
  std::string problem;
  bool is_sound() const { return bytes.starts_with("RIFF") || bytes.starts_with("RF64") || bytes.starts_with("fLaC") || bytes.starts_with("OggS"); }
};

MediaFile open_medium(const fs::path& named) {
  MediaFile file;
  file.path = named;
  std::error_code ignored;
  const std::string name = named.string();
  const size_t hash = name.rfind('#');
  if (hash != std::string::npos && !fs::exists(named, ignored)) {
    const std::string digits = name.substr(hash + 1);
    const bool is_number = !digits.empty() && digits.size() < 7 && digits.find_first_not_of("0123456789") == std::string::npos;
    if (is_number && std::stoll(digits) > 0) {
      file.path = name.substr(0, hash);
      file.frame = std::stoll(digits);
    }
  }
  try {
    if (!fs::is_regular_file(file.path, ignored)) throw Error("there is no such file", file.path.string());
    file.bytes = read_file(file.path, kLargestFile);
  } catch (const Error& error) {
    file.problem = error.what_happened();
  }
  return file;
}

// Messages of the child: a letter and what it stands for. E: a reason and, behind a zero byte, a hint. I: whether text may be burned in, height, width, pixels.
// S: rate, samples.
template <typename T>
void put(std::string& message, const T* data, size_t count) {
  message.append(reinterpret_cast<const char*>(data), count * sizeof(T));
}

std::string decode_to_message(const MediaFile& file, const MediaSpec& spec) {
  const auto bytes = std::as_bytes(std::span(file.bytes.data(), file.bytes.size()));
  std::string message;
  try {
    if (file.is_sound()) {
      const DecodedSound sound = decode_sound(bytes, spec.max_audio_seconds);
      message = "S";
      put(message, &sound.rate, 1);
      put(message, sound.samples.data(), sound.samples.size());
    } else {
      const bool dicom = is_dicom(bytes);
      if (file.frame > 0 && !dicom) throw Error("only DICOM files have frames");
      const DecodedImage image = dicom ? decode_dicom(bytes, std::max<int64_t>(1, file.frame), spec.window, kMostPixels) : decode_image(bytes, kMostPixels);
      message = "I";
      message += dicom && may_show_text(bytes) ? '1' : '0';
      put(message, &image.height, 1);
      put(message, &image.width, 1);
      put(message, image.rgb.data(), image.rgb.size());
    }
  } catch (const Error& error) {
    message = "E" + error.what_happened() + std::string(1, '\0') + error.hint();
  }
  return message;
}

StoredImage fitted(const uint8_t* rgb, int64_t height, int64_t width, const MediaSpec& spec) {
  StoredImage image;
  std::tie(image.height, image.width) = fitted_size(height, width, spec);
  at::Tensor pixels = at::from_blob(const_cast<uint8_t*>(rgb), {1, height, width, 3}, at::kByte).permute({0, 3, 1, 2});
  if (image.height != height || image.width != width) {
    const std::vector<int64_t> size = {image.height, image.width};
    pixels = spec.processor == "glm4v" ? at::_upsample_bicubic2d_aa(pixels, size, /*align_corners=*/false)
                                       : at::_upsample_lanczos2d_aa(pixels, size, /*align_corners=*/false);
  }
  pixels = pixels.permute({0, 2, 3, 1}).contiguous();
  const auto* data = pixels.const_data_ptr<uint8_t>();
  image.rgb.assign(data, data + pixels.numel());
  return image;
}

StoredSound resampled(const std::vector<float>& samples, int64_t rate, int64_t wanted) {
  std::vector<float> out(samples);
  if (rate != wanted) {
    out.resize(static_cast<size_t>(std::ceil(static_cast<double>(samples.size()) * static_cast<double>(wanted) / static_cast<double>(rate))) + 1);
    size_t written = 0;
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    const soxr_error_t failed = soxr_oneshot(static_cast<double>(rate), static_cast<double>(wanted), 1, samples.data(), samples.size(), nullptr, out.data(),
                                             out.size(), &written, nullptr, &quality, nullptr);
    if (failed != nullptr) throw Error(std::string("can't be resampled: ") + soxr_strerror(failed));
    out.resize(written);
    if (out.empty()) throw Error("a sound too short to be resampled");
  }
  StoredSound sound;
  sound.samples.resize(out.size());
  std::transform(out.begin(), out.end(), sound.samples.begin(),
                 [](float x) { return static_cast<int16_t>(std::clamp(std::lrintf(x * 32768.0f), -32768L, 32767L)); });
  return sound;
}

StoredMedium medium_of_message(const std::string& message, const MediaSpec& spec) {
  const auto broken = [] { return Error("its decoder sent something else than a medium"); };
  const auto number = [&](size_t at) {
    int64_t value = 0;
    if (message.size() < at + 8) throw broken();
    std::memcpy(&value, message.data() + at, 8);
    return value;
  };
  if (message.starts_with("I")) {
    const int64_t height = number(2), width = number(10);
    // A child that was taken over may send anything.
    if (height < 1 || width < 1 || height > kMostPixels / width || message.size() != 18 + static_cast<size_t>(height * width * 3)) throw broken();
    StoredImage image = fitted(reinterpret_cast<const uint8_t*>(message.data()) + 18, height, width, spec);
    image.may_show_text = message[1] == '1';
    return image;
  }
  if (message.starts_with("S")) {
    const int64_t rate = number(1);
    if (rate < 4000 || rate > 384000 || (message.size() - 9) % sizeof(float) != 0) throw broken();
    std::vector<float> samples((message.size() - 9) / sizeof(float));
    std::memcpy(samples.data(), message.data() + 9, samples.size() * sizeof(float));
    for (const float x : samples) {
      if (!std::isfinite(x)) throw broken();
    }
    return resampled(samples, rate, spec.sample_rate);
  }
  if (!message.starts_with("E")) throw broken();
  const size_t end = message.find('\0');
  throw Error(message.substr(1, end - 1), "", end == std::string::npos ? "" : message.substr(end + 1));
}

// All files from `first` on in one child; where that dies, the file it died at is given up and another child goes on behind it.
void read_part(std::vector<MediaFile>& files, size_t first, size_t end, const MediaSpec& spec, std::vector<MediumOrError>& results) {
  while (first < end) {
    if (!files[first].problem.empty()) {
      results[first] = Error(files[first].problem);
      ++first;
      continue;
    }
    size_t behind = first;
    while (behind < end && files[behind].problem.empty()) ++behind;
    const size_t begin = first;
    const std::string problem = run_in_child(
        [&](const auto& send) {
          for (size_t i = begin; i < behind; ++i) send(decode_to_message(files[i], spec));
        },
        [&](std::string&& message) {
          if (first == behind) return;
          try {
            results[first] = medium_of_message(message, spec);
          } catch (const Error& error) {
            results[first] = error;
          }
          ++first;
        });
    if (first < behind) {
      results[first] = Error("its decoder " + (problem.empty() ? std::string("ended early") : problem));
      ++first;
    }
  }
}

}  // namespace

std::vector<MediumOrError> read_media(const std::vector<fs::path>& paths, const MediaSpec& spec) {
  std::vector<MediumOrError> results(paths.size(), MediumOrError(Error("not read")));
  const size_t parts = (paths.size() + kFilesPerChild - 1) / kFilesPerChild;
  on_all_cores(0, parts, [&](size_t part) {
    const size_t begin = part * kFilesPerChild;
    const size_t end = std::min(begin + kFilesPerChild, paths.size());
    std::vector<MediaFile> files;
    for (size_t i = begin; i < end; ++i) files.push_back(open_medium(paths[i]));
    for (const MediaFile& file : files) {
      if (is_dicom(std::as_bytes(std::span(file.bytes.data(), file.bytes.size())))) prepare_dicom();  // the child may not open its dictionary
    }
    std::vector<MediumOrError> read(files.size(), MediumOrError(Error("not read")));
    read_part(files, 0, files.size(), spec, read);
    for (size_t i = begin; i < end; ++i) {
      if (auto* error = std::get_if<Error>(&read[i - begin])) {
        results[i] = Error(paths[i].filename().string() + ": " + error->what_happened(), paths[i].string(), error->hint());
      } else {
        results[i] = std::move(read[i - begin]);
      }
    }
  });
  return results;
}

}  // namespace galen
