#include "data/media.h"
#include "data/log_mel.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <png.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "core/error.h"
#include "core/file.h"
#include "core/random.h"
#include "data/loader.h"
#include "data/prepare.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryDirectory;

// A picture whose every pixel is different from its neighbours.
std::vector<uint8_t> picture(int64_t height, int64_t width) {
  std::vector<uint8_t> rgb(static_cast<size_t>(height * width * 3));
  for (size_t i = 0; i < rgb.size(); ++i) rgb[i] = static_cast<uint8_t>(random_bits(7, 0, i));
  return rgb;
}

std::string png_of(const std::vector<uint8_t>& rgb, int64_t height, int64_t width) {
  png_image png = {};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(width);
  png.height = static_cast<png_uint_32>(height);
  png.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&png, nullptr, &size, 0, rgb.data(), 0, nullptr);
  std::string bytes(size, '\0');
  png_image_write_to_memory(&png, bytes.data(), &size, 0, rgb.data(), 0, nullptr);
  bytes.resize(size);
  return bytes;
}

template <typename T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// WAV: format 1 is PCM of 16 bits, 3 is float.
template <typename Sample>
std::string wav_of(const std::vector<Sample>& samples, uint32_t rate, uint16_t format, uint32_t claimed_bytes) {
  std::string bytes = "RIFF";
  put<uint32_t>(bytes, 36 + claimed_bytes);
  bytes += "WAVEfmt ";
  put<uint32_t>(bytes, 16);
  put<uint16_t>(bytes, format);
  put<uint16_t>(bytes, 1);
  put<uint32_t>(bytes, rate);
  put<uint32_t>(bytes, rate * sizeof(Sample));
  put<uint16_t>(bytes, sizeof(Sample));
  put<uint16_t>(bytes, sizeof(Sample) * 8);
  bytes += "data";
  put<uint32_t>(bytes, claimed_bytes);
  bytes.append(reinterpret_cast<const char*>(samples.data()), samples.size() * sizeof(Sample));
  return bytes;
}

std::vector<int16_t> tone(double hertz, uint32_t rate, double seconds) {
  std::vector<int16_t> samples(static_cast<size_t>(rate * seconds));
  for (size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<int16_t>(std::lrint(16384 * std::sin(2 * M_PI * hertz * static_cast<double>(i) / rate)));
  return samples;
}

MediaSpec tiny_spec() {
  MediaSpec spec;
  spec.image_token = 300;  // beyond TinyVocabulary's 259
  spec.audio_token = 301;
  return spec;
}

TEST(ReadMedia, AnImageOfWholeTokensIsStoredAsItIs) {
  TemporaryDirectory folder;
  const std::vector<uint8_t> rgb = picture(28, 56);
  testing::write_text(folder / "a.png", png_of(rgb, 28, 56));
  const auto media = read_media({folder / "a.png"}, tiny_spec());
  const auto& image = std::get<StoredImage>(std::get<StoredMedium>(media[0]));
  EXPECT_EQ(image.height, 28);
  EXPECT_EQ(image.width, 56);
  EXPECT_EQ(image.rgb, rgb);
  EXPECT_EQ(tokens_of(image, tiny_spec()), 2);
}

TEST(ReadMedia, SoundsAtTheModelsRateAreExactAndOthersKeepTheirTone) {
  TemporaryDirectory folder;
  const std::vector<int16_t> own = tone(440, 24000, 0.5);
  testing::write_text(folder / "own.wav", wav_of(own, 24000, 1, static_cast<uint32_t>(own.size() * 2)));
  const std::vector<int16_t> low = tone(440, 16000, 0.5);
  testing::write_text(folder / "low.wav", wav_of(low, 16000, 1, static_cast<uint32_t>(low.size() * 2)));
  const auto media = read_media({folder / "own.wav", folder / "low.wav"}, tiny_spec());
  EXPECT_EQ(std::get<StoredSound>(std::get<StoredMedium>(media[0])).samples, own);
  const auto& resampled = std::get<StoredSound>(std::get<StoredMedium>(media[1])).samples;
  ASSERT_NEAR(static_cast<double>(resampled.size()), static_cast<double>(own.size()), 2);
  // Away from the ends, where a filter sees silence: within a few steps of 16 bits.
  for (size_t i = 2000; i < own.size() - 2000; ++i) ASSERT_NEAR(resampled[i], own[i], 8) << i;
}

TEST(ReadMedia, WhatIsBrokenIsNamedAndCostsNothingElse) {
  TemporaryDirectory folder;
  const std::string good = png_of(picture(28, 28), 28, 28);
  std::string bomb = good;  // a header of 2^30 x 2^30 pixels with its checksum
  const uint8_t header[] = {'I', 'H', 'D', 'R', 0x40, 0, 0, 0, 0x40, 0, 0, 0, 8, 2, 0, 0, 0};
  std::memcpy(bomb.data() + 12, header, sizeof header);
  const uint32_t checksum = [&] {
    uint32_t crc = 0xFFFFFFFF;
    for (const uint8_t byte : header) {
      crc ^= byte;
      for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
  }();
  for (int i = 0; i < 4; ++i) bomb[29 + static_cast<size_t>(i)] = static_cast<char>(checksum >> (24 - 8 * i));
  const std::vector<float> nan = {0.0f, std::numeric_limits<float>::quiet_NaN(), 0.5f};
  const std::vector<int16_t> sound = tone(300, 24000, 2.0);
  MediaSpec spec = tiny_spec();
  spec.max_audio_seconds = 1.0;
  struct Case {
    const char* name;
    std::string bytes;
    const char* reason;
  };
  const std::vector<Case> cases = {
      {"empty.png", "", "neither PNG, JPEG nor DICOM"},
      {"text.png", "not an image", "neither PNG, JPEG nor DICOM"},
      {"cut.png", good.substr(0, good.size() / 2), "not a whole PNG"},
      {"bomb.png", bomb, "PNG"},
      {"cut.jpg", std::string("\xff\xd8\xff\xe0", 4) + std::string(10, '\0'), "not a whole JPEG"},
      {"nan.wav", wav_of(nan, 24000, 3, 12), "aren't finite"},
      {"long.wav", wav_of(sound, 24000, 1, static_cast<uint32_t>(sound.size() * 2)), "max_audio_seconds"},
      {"rate.wav", wav_of(tone(300, 24000, 0.1), 100, 1, 4800), "samples a second"},
      {"header.wav", std::string("RIFF\xff\xff\xff\xffWAVE", 12), "not a sound"},
      {"none.wav", wav_of(std::vector<int16_t>(), 24000, 1, 0), "without samples"},
      {"bad.dcm", std::string(128, '\0') + "DICM" + std::string(200, '\x7f'), "DICOM"},
  };
  std::vector<fs::path> files = {folder / "good.png", folder / "missing.png"};
  testing::write_text(files[0], good);
  for (const Case& c : cases) {
    testing::write_text(folder / c.name, c.bytes);
    files.push_back(folder / c.name);
  }
  files.push_back(files[0]);
  const auto media = read_media(files, spec);
  EXPECT_TRUE(std::holds_alternative<StoredMedium>(media.front()));
  EXPECT_TRUE(std::holds_alternative<StoredMedium>(media.back()));
  EXPECT_NE(std::string(std::get<Error>(media[1]).what_happened()).find("no such file"), std::string::npos);
  for (size_t i = 0; i < cases.size(); ++i) {
    const auto* error = std::get_if<Error>(&media[i + 2]);
    ASSERT_NE(error, nullptr) << cases[i].name;
    EXPECT_NE(error->what_happened().find(cases[i].reason), std::string::npos) << cases[i].name << ": " << error->what_happened();
    EXPECT_TRUE(error->what_happened().starts_with(cases[i].name)) << error->what_happened();
  }
}

TEST(ReadMedia, ChangedBytesNeverEndTheProgram) {
  TemporaryDirectory folder;
  const std::vector<int16_t> sound = tone(300, 24000, 0.05);
  const std::vector<std::string> seeds = {png_of(picture(28, 28), 28, 28), wav_of(sound, 24000, 1, static_cast<uint32_t>(sound.size() * 2))};
  std::vector<fs::path> files;
  for (uint64_t i = 0; i < 300; ++i) {
    std::string bytes = seeds[i % seeds.size()];
    for (uint64_t c = 0; c < 1 + random_bits(i, 0, 0) % 8; ++c) bytes[random_bits(i, 1, c) % bytes.size()] = static_cast<char>(random_bits(i, 2, c));
    if (random_bits(i, 3, 0) % 4 == 0) bytes.resize(random_bits(i, 4, 0) % bytes.size());
    files.push_back(folder / std::to_string(i));
    testing::write_text(files.back(), bytes);
  }
  EXPECT_EQ(read_media(files, tiny_spec()).size(), files.size());
}

class PrepareMedia : public ::testing::Test {
 protected:
  PrepareMedia() : tokenizer_(testing::TinyVocabulary().load(folder_.path())) {
    recipe_.file = folder_ / "recipe.yaml";
    recipe_.run.dir = (folder_ / "run").string();
    recipe_.data.sequence_length = 128;
    DatasetSettings dataset;
    dataset.path = "train.jsonl";
    dataset.format = "prompt_response";
    dataset.fields = {{"images", "image"}, {"audio", "sound"}};
    recipe_.data.train.push_back(dataset);
    testing::write_text(folder_ / "a.png", png_of(first_, 28, 56));
    testing::write_text(folder_ / "b.png", png_of(second_, 28, 28));
    testing::write_text(folder_ / "c.wav", wav_of(sound_, 24000, 1, static_cast<uint32_t>(sound_.size() * 2)));
  }
  void records(const std::string& lines) { testing::write_text(folder_ / "train.jsonl", lines); }

  TemporaryDirectory folder_;
  Tokenizer tokenizer_;
  Recipe recipe_;
  std::vector<uint8_t> first_ = picture(28, 56), second_ = picture(28, 28);
  std::vector<int16_t> sound_ = tone(500, 24000, 0.2);  // 2.5 tokens
};

TEST_F(PrepareMedia, WhatTheFilesHoldReachesTheBatchInTheOrderOfThePlaceholders) {
  records(
      "{\"prompt\":\"x <image> y <audio> z <image>\",\"response\":\"r\",\"image\":[\"b.png\",\"a.png\"],\"sound\":\"c.wav\"}\n"
      "{\"prompt\":\"no files\",\"response\":\"r\",\"image\":null,\"sound\":\"\"}\n");
  const MediaSpec spec = tiny_spec();
  const PrepareReport report = prepare(recipe_, tokenizer_, spec);
  EXPECT_EQ(report.train.images, 2u);
  EXPECT_EQ(report.train.sounds, 1u);
  EXPECT_TRUE(prepare(recipe_, tokenizer_, spec).train.reused);

  const ShardReader reader(report.train.shards);
  const SampleView view = reader.sample(0);
  ASSERT_EQ(view.media.size(), 3u);
  EXPECT_TRUE(view.media[0].is_image && !view.media[1].is_image && view.media[2].is_image);
  LoaderSettings settings;
  settings.shuffle = false;
  settings.pack_capacity = 128;
  settings.tokens_per_batch = 256;
  const Batch batch = Loader(reader, settings).next();
  EXPECT_EQ((batch.tokens == 300).sum().item<int64_t>(), 1 + 2);
  EXPECT_EQ((batch.tokens == 301).sum().item<int64_t>(), 3);
  EXPECT_EQ((batch.labels >= 259).sum().item<int64_t>(), 0);  // placeholders are never learnt
  ASSERT_TRUE(batch.media.image_grid.defined());
  EXPECT_TRUE(at::equal(batch.media.image_grid, at::tensor({1, 2, 2, 1, 2, 4}, at::kLong).view({2, 3})));
  EXPECT_TRUE(at::equal(batch.media.pixel_values, at::cat({image_patches(second_, 28, 28, spec), image_patches(first_, 28, 56, spec)})));
  ASSERT_EQ(batch.media.audio.size(), 1u);
  EXPECT_TRUE(at::equal(batch.media.audio[0], sound_features(sound_, {})));

  // The same sound for an encoder of spectrograms: at its rate, in whole chunks of a second.
  MediaSpec mel = spec;
  mel.sample_rate = kMelSampleRate;
  mel.mel_bins = 40;
  mel.samples_per_token = 1;
  EXPECT_EQ(media_spec_from_json(to_json(mel), "here"), mel);
  const ShardReader heard(prepare(recipe_, tokenizer_, mel).train.shards);
  const Batch spectrogram = Loader(heard, settings).next();
  EXPECT_EQ((spectrogram.tokens == 301).sum().item<int64_t>(), kTokensPerChunk);
  EXPECT_EQ(spectrogram.media.audio.at(0).sizes(), (std::vector<int64_t>{40, kMelChunk}));

  testing::write_text(folder_ / "b.png", png_of(first_, 28, 56));  // another picture under the same name is other data
  EXPECT_FALSE(prepare(recipe_, tokenizer_, spec).train.reused);
}

TEST_F(PrepareMedia, ARecordWithoutItsFileIsDroppedByNameOrStopsTheRun) {
  records(
      "{\"prompt\":\"<image>\",\"response\":\"r\",\"image\":\"a.png\",\"sound\":null}\n"
      "{\"prompt\":\"<image>\",\"response\":\"r\",\"image\":\"gone.png\",\"sound\":null}\n"
      "{\"prompt\":\"<image>\",\"response\":\"r\",\"image\":null,\"sound\":null}\n"
      "{\"prompt\":\"x\",\"response\":\"r\",\"image\":\"a.png\",\"sound\":null}\n");
  EXPECT_THROW(prepare(recipe_, tokenizer_, tiny_spec()), Error);
  recipe_.data.bad_record = "drop";
  const PrepareReport report = prepare(recipe_, tokenizer_, tiny_spec());
  EXPECT_EQ(report.train.samples, 1u);
  ASSERT_EQ(report.train.dropped.size(), 3u);
  std::string all;
  for (const DroppedRecord& dropped : report.train.dropped) all += dropped.id + ": " + dropped.reason + "\n";
  EXPECT_NE(all.find("train.jsonl:2: gone.png: there is no such file"), std::string::npos) << all;
  EXPECT_NE(all.find("train.jsonl:3: 1 placeholders <image> in the text, 0 files"), std::string::npos) << all;
  EXPECT_NE(all.find("train.jsonl:4: 0 placeholders <image> in the text, 1 files"), std::string::npos) << all;
}

TEST_F(PrepareMedia, MoreImageThanTheContextHoldsIsDroppedAndTextModelsRefuseImages) {
  testing::write_text(folder_ / "large.png", png_of(picture(280, 560), 280, 560));  // 200 tokens
  records(
      "{\"prompt\":\"<image>\",\"response\":\"r\",\"image\":\"large.png\",\"sound\":null}\n"
      "{\"prompt\":\"<image>\",\"response\":\"r\",\"image\":\"a.png\",\"sound\":null}\n");
  const PrepareReport report = prepare(recipe_, tokenizer_, tiny_spec());
  EXPECT_EQ(report.train.samples, 1u);
  ASSERT_EQ(report.train.dropped.size(), 1u);
  EXPECT_NE(report.train.dropped[0].reason.find("longer than data.sequence_length"), std::string::npos);
  try {
    prepare(recipe_, tokenizer_);
    FAIL() << "a model without encoders took images";
  } catch (const Error& error) {
    EXPECT_NE(error.what_happened().find("no encoders"), std::string::npos);
  }
}

}  // namespace
}  // namespace galen
