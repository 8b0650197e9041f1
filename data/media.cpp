#include "data/media.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstring>

#include "data/log_mel.h"

namespace galen {

Json to_json(const MediaSpec& spec) {
  return {{"processor", spec.processor},
          {"patch_size", spec.patch_size},
          {"patch_temporal", spec.patch_temporal},
          {"merge_size", spec.merge_size},
          {"samples_per_token", spec.samples_per_token},
          {"sample_rate", spec.sample_rate},
          {"mel_bins", spec.mel_bins},
          {"image_token", spec.image_token},
          {"audio_token", spec.audio_token},
          {"image_start", spec.image_start},
          {"image_end", spec.image_end},
          {"audio_start", spec.audio_start},
          {"audio_end", spec.audio_end},
          {"max_image_tokens", spec.max_image_tokens},
          {"max_audio_seconds", spec.max_audio_seconds},
          {"window", spec.window}};
}

MediaSpec media_spec_from_json(const Json& json, const std::string& where) {
  const auto number = [&](const char* name, int64_t least) {
    if (!json.is_object() || !json.contains(name) || !json[name].is_number_integer())
      throw Error(std::string("media has no whole number \"") + name + "\"", where);
    const auto value = json[name].get<int64_t>();
    if (value < least || value > INT32_MAX) throw Error(std::string("media's \"") + name + "\" is out of range", where);
    return value;
  };
  MediaSpec spec;
  if (json.is_object() && json.contains("processor")) {  // shards of before there were two have none
    if (json["processor"] != "muse_spark" && json["processor"] != "glm4v") throw Error("media's \"processor\" is neither muse_spark nor glm4v", where);
    spec.processor = json["processor"].get<std::string>();
  }
  spec.patch_size = number("patch_size", 1);
  spec.patch_temporal = number("patch_temporal", 1);
  spec.merge_size = number("merge_size", 1);
  spec.samples_per_token = number("samples_per_token", 1);
  const bool has_rate = json.contains("sample_rate");  // shards of before there were two have neither key
  if (has_rate) {
    spec.sample_rate = number("sample_rate", 1);
    spec.mel_bins = number("mel_bins", 0);
  }
  spec.image_token = static_cast<int32_t>(number("image_token", -1));
  spec.audio_token = static_cast<int32_t>(number("audio_token", -1));
  spec.image_start = static_cast<int32_t>(number("image_start", -1));
  spec.image_end = static_cast<int32_t>(number("image_end", -1));
  spec.audio_start = static_cast<int32_t>(number("audio_start", -1));
  spec.audio_end = static_cast<int32_t>(number("audio_end", -1));
  spec.max_image_tokens = number("max_image_tokens", 1);
  if (!json.contains("max_audio_seconds") || !json["max_audio_seconds"].is_number()) throw Error("media has no number \"max_audio_seconds\"", where);
  spec.max_audio_seconds = json["max_audio_seconds"].get<double>();
  if (!json.contains("window") || !json["window"].is_string()) throw Error("media has no text \"window\"", where);
  spec.window = json["window"].get<std::string>();
  Json expected = to_json(spec);
  if (!json.contains("processor")) expected.erase("processor");
  if (!has_rate) {
    expected.erase("sample_rate");
    expected.erase("mel_bins");
  }
  if (expected != json) throw Error("media has members that don't belong there", where);
  return spec;
}

int64_t tokens_of(const StoredMedium& medium, const MediaSpec& spec) {
  if (const auto* image = std::get_if<StoredImage>(&medium)) {
    const int64_t side = spec.patch_size * spec.merge_size;
    return (image->height / side) * (image->width / side);
  }
  return tokens_of_sound(static_cast<int64_t>(std::get<StoredSound>(medium).samples.size()), spec);
}

int64_t tokens_of_sound(int64_t samples, const MediaSpec& spec) {
  return spec.mel_bins > 0 ? mel_tokens(samples) : (samples + spec.samples_per_token - 1) / spec.samples_per_token;
}

namespace {

constexpr double kLargestAspect = 200;
constexpr int64_t kFewestGlmTokens = 8;  // shortest_edge 112 * 112 counts two frames of 28 x 28 a token

std::pair<int64_t, int64_t> glm_fitted_size(int64_t height, int64_t width, const MediaSpec& spec) {
  const int64_t side = spec.patch_size * spec.merge_size;
  const auto factor = static_cast<double>(side);
  if (height < side || width < side) {
    const double scale = std::max(factor / static_cast<double>(height), factor / static_cast<double>(width));
    height = static_cast<int64_t>(static_cast<double>(height) * scale);
    width = static_cast<int64_t>(static_cast<double>(width) * scale);
  }
  const auto h = static_cast<double>(height);
  const auto w = static_cast<double>(width);
  if (std::max(h, w) / std::min(h, w) > kLargestAspect) throw Error("an image more than 200 times as long as it is wide", "", "crop it");
  auto rows = static_cast<int64_t>(std::nearbyint(h / factor));
  auto columns = static_cast<int64_t>(std::nearbyint(w / factor));
  const double pixels = h * w;
  if (rows * columns > spec.max_image_tokens) {
    const double shrink = std::sqrt(pixels / (static_cast<double>(spec.max_image_tokens) * factor * factor));
    rows = std::max<int64_t>(1, static_cast<int64_t>(std::floor(h / shrink / factor)));
    columns = std::max<int64_t>(1, static_cast<int64_t>(std::floor(w / shrink / factor)));
  } else if (rows * columns < kFewestGlmTokens) {
    const double grow = std::sqrt(static_cast<double>(kFewestGlmTokens) * factor * factor / pixels);
    rows = static_cast<int64_t>(std::ceil(h * grow / factor));
    columns = static_cast<int64_t>(std::ceil(w * grow / factor));
  }
  return {rows * side, columns * side};
}

// How 8 bits become what an encoder reads: (value - mean) / deviation, of red, green and blue.
struct PixelScale {
  float mean[3];
  float deviation[3];
};
PixelScale pixel_scale(const MediaSpec& spec) {
  if (spec.processor != "glm4v") return {{127.5f, 127.5f, 127.5f}, {127.5f, 127.5f, 127.5f}};
  // CLIP's (Radford et al. 2021), of full scale.
  constexpr double kMean[3] = {0.48145466, 0.4578275, 0.40821073};
  constexpr double kDeviation[3] = {0.26862954, 0.26130258, 0.27577711};
  PixelScale scale{};
  for (int c = 0; c < 3; ++c) {
    scale.mean[c] = static_cast<float>(255.0 * kMean[c]);
    scale.deviation[c] = static_cast<float>(255.0 * kDeviation[c]);
  }
  return scale;
}

}  // namespace

std::pair<int64_t, int64_t> fitted_size(int64_t height, int64_t width, const MediaSpec& spec) {
  if (spec.processor == "glm4v") return glm_fitted_size(height, width, spec);
  const int64_t side = spec.patch_size * spec.merge_size;
  const int64_t most = spec.max_image_tokens;
  double rows = static_cast<double>(height) / static_cast<double>(side);
  double columns = static_cast<double>(width) / static_cast<double>(side);
  const double ratio = columns / rows;
  if (rows * columns > static_cast<double>(most)) {
    rows = std::sqrt(static_cast<double>(most) / ratio);
    columns = rows * ratio;
  }
  // Of the four grids around the ideal one that whose aspect is nearest. The reference leaves ties to the order of a hash table; here the larger grid wins.
  int64_t best_rows = 0, best_columns = 0;
  double least = HUGE_VAL;
  for (const double r : {std::ceil(rows), std::floor(rows)}) {
    for (const double c : {std::ceil(columns), std::floor(columns)}) {
      if (r < 1 || c < 1 || r * c > static_cast<double>(most)) continue;
      const double distance = std::abs(r / c - static_cast<double>(height) / static_cast<double>(width));
      if (distance < least) {
        least = distance;
        best_rows = static_cast<int64_t>(r);
        best_columns = static_cast<int64_t>(c);
      }
    }
  }
  if (best_rows == 0) {
    best_rows = std::max<int64_t>(1, static_cast<int64_t>(std::nearbyint(rows)));
    best_columns = std::max<int64_t>(1, static_cast<int64_t>(std::nearbyint(columns)));
  }
  return {best_rows * side, best_columns * side};
}

at::Tensor image_patches(std::span<const uint8_t> rgb, int64_t height, int64_t width, const MediaSpec& spec) {
  const int64_t p = spec.patch_size;
  const int64_t rows = height / p;
  const int64_t columns = width / p;
  TORCH_CHECK(static_cast<int64_t>(rgb.size()) == height * width * 3 && rows * p == height && columns * p == width, "an image that isn't whole patches");
  const at::Tensor patches = at::empty({rows * columns, spec.patch_temporal * 3 * p * p}, at::kFloat);
  const PixelScale scale = pixel_scale(spec);
  // Of each patch: muse_spark frames, channels, rows, columns; glm4v channels, frames, rows, columns.
  const bool is_glm = spec.processor == "glm4v";
  const int64_t channel_step = (is_glm ? spec.patch_temporal : 1) * p * p;
  const int64_t frame_step = (is_glm ? 1 : 3) * p * p;
  // Patches one after the other: of the whole image row by row, or of one token after the other.
  const int64_t block = is_glm ? spec.merge_size : 1;
  float* out = patches.data_ptr<float>();
  const auto write_patch = [&](int64_t r, int64_t c) {
    for (int64_t channel = 0; channel < 3; ++channel) {
      const float mean = scale.mean[channel];
      const float deviation = scale.deviation[channel];
      float* first = out + channel * channel_step;
      for (int64_t y = 0; y < p; ++y) {
        const uint8_t* from = rgb.data() + ((r * p + y) * width + c * p) * 3 + channel;
        for (int64_t x = 0; x < p; ++x) first[y * p + x] = (static_cast<float>(from[x * 3]) - mean) / deviation;
      }
      for (int64_t t = 1; t < spec.patch_temporal; ++t) std::memcpy(first + t * frame_step, first, static_cast<size_t>(p * p) * sizeof(float));
    }
    out += spec.patch_temporal * 3 * p * p;
  };
  for (int64_t r = 0; r < rows; r += block) {
    for (int64_t c = 0; c < columns; c += block) {
      for (int64_t inner = 0; inner < block * block; ++inner) write_patch(r + inner / block, c + inner % block);
    }
  }
  return patches;
}

at::Tensor sound_features(std::span<const int16_t> samples, const MediaSpec& spec) {
  const at::Tensor sound = at::empty({static_cast<int64_t>(samples.size())}, at::kFloat);
  float* out = sound.data_ptr<float>();
  for (size_t i = 0; i < samples.size(); ++i) out[i] = static_cast<float>(samples[i]) / 32768.0f;
  return spec.mel_bins > 0 ? log_mel(sound, spec.mel_bins) : sound;
}

void MediaBuilder::add_image(at::Tensor patches, int64_t grid_height, int64_t grid_width) {
  patches_.push_back(std::move(patches));
  grids_.push_back(at::tensor({int64_t{1}, grid_height, grid_width}, at::kLong).unsqueeze(0));
}

void MediaBuilder::add(const StoredMedium& medium, const MediaSpec& spec) {
  if (const auto* image = std::get_if<StoredImage>(&medium)) {
    add_image(image_patches(image->rgb, image->height, image->width, spec), image->height / spec.patch_size, image->width / spec.patch_size);
  } else {
    add_sound(sound_features(std::get<StoredSound>(medium).samples, spec));
  }
}

void MediaBuilder::add(const Media& media) {
  if (media.image_grid.defined()) {
    patches_.push_back(media.pixel_values);
    grids_.push_back(media.image_grid);
  }
  audio_.insert(audio_.end(), media.audio.begin(), media.audio.end());
}

Media MediaBuilder::build() const {
  Media media;
  if (!patches_.empty()) {
    media.pixel_values = at::cat(patches_);
    media.image_grid = at::cat(grids_);
  }
  media.audio = audio_;
  return media;
}

}  // namespace galen
