#include "data/media.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstring>

namespace galen {

Json to_json(const MediaSpec& spec) {
  return {{"patch_size", spec.patch_size},
          {"patch_temporal", spec.patch_temporal},
          {"merge_size", spec.merge_size},
          {"samples_per_token", spec.samples_per_token},
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
  spec.patch_size = number("patch_size", 1);
  spec.patch_temporal = number("patch_temporal", 1);
  spec.merge_size = number("merge_size", 1);
  spec.samples_per_token = number("samples_per_token", 1);
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
  if (to_json(spec) != json) throw Error("media has members that don't belong there", where);
  return spec;
}

int64_t tokens_of(const StoredMedium& medium, const MediaSpec& spec) {
  if (const auto* image = std::get_if<StoredImage>(&medium)) {
    const int64_t side = spec.patch_size * spec.merge_size;
    return (image->height / side) * (image->width / side);
  }
  const auto samples = static_cast<int64_t>(std::get<StoredSound>(medium).samples.size());
  return (samples + spec.samples_per_token - 1) / spec.samples_per_token;
}

std::pair<int64_t, int64_t> fitted_size(int64_t height, int64_t width, const MediaSpec& spec) {
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
  // Of each patch: frames, channels, rows, columns. Mean and deviation are 0.5 of full scale.
  float* out = patches.data_ptr<float>();
  const int64_t frame = 3 * p * p;
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < columns; ++c, out += spec.patch_temporal * frame) {
      for (int64_t channel = 0; channel < 3; ++channel) {
        for (int64_t y = 0; y < p; ++y) {
          const uint8_t* from = rgb.data() + ((r * p + y) * width + c * p) * 3 + channel;
          float* to = out + channel * p * p + y * p;
          for (int64_t x = 0; x < p; ++x) to[x] = (static_cast<float>(from[x * 3]) - 127.5f) / 127.5f;
        }
      }
      for (int64_t t = 1; t < spec.patch_temporal; ++t) std::memcpy(out + t * frame, out, static_cast<size_t>(frame) * sizeof(float));
    }
  }
  return patches;
}

at::Tensor sound_samples(std::span<const int16_t> samples) {
  const at::Tensor sound = at::empty({static_cast<int64_t>(samples.size())}, at::kFloat);
  float* out = sound.data_ptr<float>();
  for (size_t i = 0; i < samples.size(); ++i) out[i] = static_cast<float>(samples[i]) / 32768.0f;
  return sound;
}

void MediaBuilder::add_image(at::Tensor patches, int64_t grid_height, int64_t grid_width) {
  patches_.push_back(std::move(patches));
  grids_.push_back(at::tensor({int64_t{1}, grid_height, grid_width}, at::kLong).unsqueeze(0));
}

void MediaBuilder::add(const StoredMedium& medium, const MediaSpec& spec) {
  if (const auto* image = std::get_if<StoredImage>(&medium)) {
    add_image(image_patches(image->rgb, image->height, image->width, spec), image->height / spec.patch_size, image->width / spec.patch_size);
  } else {
    add_sound(sound_samples(std::get<StoredSound>(medium).samples));
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
