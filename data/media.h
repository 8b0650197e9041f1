// Images and sounds of records, from files to what a model's encoders read. Preprocessing follows transformers 5.23: MuseGlimmerImageProcessor or
// Glm4vImageProcessor (resizing, normalising, order of patches) and MuseSparkFeatureExtractor (sounds as they are, 24 kHz mono).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.h"
#include "core/json.h"

namespace galen {

// Images and sounds of a batch, in the order in which its tokens have placeholders for them, ready for the encoders.
struct Media {
  // Patches of all images, row by row of each: [patches, patch_temporal * 3 * patch_size^2] f32. An image of h x w patches needs h * w / merge_size^2 tokens.
  at::Tensor pixel_values;
  at::Tensor image_grid;          // [images, 3] int64: frames / patch_temporal, height and width in patches, both multiples of merge_size
  std::vector<at::Tensor> audio;  // each [samples] f32, mono, of ceil(samples / samples_per_token) tokens; or [mel_bins, frames] f32

  bool empty() const { return !image_grid.defined() && audio.empty(); }
};

constexpr int64_t kSampleRate = 24000;

// How a model reads media, and how large they may be. Written into the shards' index, so that a loader needs nothing else.
struct MediaSpec {
  // muse_spark: any whole tokens, Lanczos, -1 … 1, patches row by row. glm4v: at least 8 tokens, bicubic, CLIP's means and deviations, the patches of a token
  // next to each other.
  std::string processor = "muse_spark";
  int64_t patch_size = 14;
  int64_t patch_temporal = 2;
  int64_t merge_size = 2;
  int64_t samples_per_token = 1920;
  int64_t sample_rate = kSampleRate;
  int64_t mel_bins = 0;      // sounds as spectrograms of so many (data/log_mel.h); 0: as samples
  int32_t image_token = -1;  // placeholders; may lie beyond the vocabulary
  int32_t audio_token = -1;
  // Written around an image's or a sound's placeholders where the vocabulary has them; else -1.
  int32_t image_start = -1, image_end = -1;
  int32_t audio_start = -1, audio_end = -1;
  int64_t max_image_tokens = 256;
  double max_audio_seconds = 30;
  std::string window;  // for DICOM (data/dicom.h); empty: the file's own

  bool operator==(const MediaSpec&) const = default;
};
Json to_json(const MediaSpec& spec);
MediaSpec media_spec_from_json(const Json& json, const std::string& where);

// As stored in shards.
struct StoredImage {
  int64_t height = 0, width = 0;  // multiples of patch_size * merge_size
  std::vector<uint8_t> rgb;       // [height, width, 3]
  bool may_show_text = false;     // of DICOM (data/dicom.h); not stored
};
struct StoredSound {
  std::vector<int16_t> samples;  // at MediaSpec::sample_rate
};
using StoredMedium = std::variant<StoredImage, StoredSound>;

int64_t tokens_of(const StoredMedium& medium, const MediaSpec& spec);  // placeholders it needs
int64_t tokens_of_sound(int64_t samples, const MediaSpec& spec);

// Height and width of an image as the model sees it: whole tokens, the aspect nearest to its own (glm4v: each side rounded), at most max_image_tokens. Throws
// Error for an aspect beyond what the model's processor takes.
std::pair<int64_t, int64_t> fitted_size(int64_t height, int64_t width, const MediaSpec& spec);

// What a record's files are, or why one can't be used. PNG, JPEG, DICOM ("scan.dcm#3" is its third frame), WAV, FLAC, OGG. Files are read here and parsed in
// child processes: a hostile file costs its record, no more.
using MediumOrError = std::variant<StoredMedium, Error>;
std::vector<MediumOrError> read_media(const std::vector<std::filesystem::path>& files, const MediaSpec& spec);

// rgb: [height, width, 3] -> [patches, patch_temporal * 3 * patch_size^2] f32.
at::Tensor image_patches(std::span<const uint8_t> rgb, int64_t height, int64_t width, const MediaSpec& spec);
// What the encoder reads of a sound: [samples] f32, or [mel_bins, frames].
at::Tensor sound_features(std::span<const int16_t> samples, const MediaSpec& spec);

// Adds one more medium, or all of another batch's, behind what is there.
class MediaBuilder {
 public:
  void add_image(at::Tensor patches, int64_t grid_height, int64_t grid_width);
  void add_sound(at::Tensor features) { audio_.push_back(std::move(features)); }
  void add(const StoredMedium& medium, const MediaSpec& spec);
  void add(const Media& media);
  Media build() const;

 private:
  std::vector<at::Tensor> patches_, grids_, audio_;
};

}  // namespace galen
