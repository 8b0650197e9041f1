#include "data/media_decode.h"

// jpeglib.h uses FILE and size_t without including them.
#include <cstdio>

#include <jpeglib.h>
#include <png.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstring>

#include "core/error.h"

namespace galen {
namespace {

void check_size(int64_t height, int64_t width, int64_t most_pixels) {
  if (height < 1 || width < 1) throw Error("an image without pixels");
  if (height > most_pixels / width) {
    throw Error("an image of " + std::to_string(width) + " x " + std::to_string(height) + " pixels, more than " + std::to_string(most_pixels), "",
                "scale it down");
  }
}

DecodedImage decode_png(std::span<const std::byte> file, int64_t most_pixels) {
  png_image png = {};
  png.version = PNG_IMAGE_VERSION;
  const auto fail = [&] {
    const Error error(std::string("not a whole PNG: ") + png.message);
    png_image_free(&png);
    throw error;
  };
  if (png_image_begin_read_from_memory(&png, file.data(), file.size()) == 0) fail();
  DecodedImage image;
  image.height = png.height;
  image.width = png.width;
  try {
    check_size(image.height, image.width, most_pixels);
  } catch (...) {
    png_image_free(&png);
    throw;
  }
  // With the alpha channel, which is then dropped: without it libpng would blend with a background.
  png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  png.format = PNG_FORMAT_RGBA;
  std::vector<uint8_t> rgba(PNG_IMAGE_SIZE(png));
  if (png_image_finish_read(&png, nullptr, rgba.data(), 0, nullptr) == 0) fail();
  // Warnings are for what was read anyway; a cut file is none of them.
  image.rgb.resize(static_cast<size_t>(image.height * image.width * 3));
  for (size_t pixel = 0; pixel < rgba.size() / 4; ++pixel) std::copy_n(rgba.data() + pixel * 4, 3, image.rgb.data() + pixel * 3);
  return image;
}

// libjpeg ends the process unless its errors jump.
struct JpegErrors {
  jpeg_error_mgr manager;
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX] = {};
};

void on_jpeg_error(j_common_ptr jpeg) {
  auto* errors = reinterpret_cast<JpegErrors*>(jpeg->err);
  jpeg->err->format_message(jpeg, errors->message);
  std::longjmp(errors->jump, 1);
}

// A cut or damaged file is filled up with grey and a warning; grey is nothing that a model should learn.
void on_jpeg_message(j_common_ptr jpeg, int level) {
  if (level < 0) on_jpeg_error(jpeg);
}

// What EXIF says of how the camera was held, 1 to 8; 1: upright. Reads TIFF's first directory by its tag 0x0112 (EXIF 2.32, 4.6.4).
int exif_orientation(const uint8_t* data, size_t size) {
  if (size < 14 || std::memcmp(data, "Exif\0\0", 6) != 0) return 1;
  const uint8_t* tiff = data + 6;
  const size_t length = size - 6;
  const bool little = tiff[0] == 'I';
  const auto u16 = [&](size_t at) -> uint32_t {
    if (at + 2 > length) return 0;
    return little ? tiff[at] | tiff[at + 1] << 8 : tiff[at] << 8 | tiff[at + 1];
  };
  const size_t directory = little ? u16(4) | u16(6) << 16 : u16(4) << 16 | u16(6);
  if (directory >= length) return 1;
  const uint32_t entries = u16(directory);
  for (uint32_t i = 0; i < entries; ++i) {
    const size_t entry = directory + 2 + size_t{12} * i;
    if (u16(entry) == 0x0112) {
      const uint32_t value = u16(entry + 8);
      return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
  }
  return 1;
}

// The pixel that belongs at (y, x) of the upright image lies at (height - 1 - y, x), (x, y) or the like of the stored one.
DecodedImage turned_upright(DecodedImage stored, int orientation) {
  if (orientation == 1) return stored;
  const bool swaps = orientation >= 5;
  DecodedImage upright;
  upright.height = swaps ? stored.width : stored.height;
  upright.width = swaps ? stored.height : stored.width;
  upright.rgb.resize(stored.rgb.size());
  const bool mirror_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool mirror_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  for (int64_t y = 0; y < upright.height; ++y) {
    for (int64_t x = 0; x < upright.width; ++x) {
      int64_t from_y = swaps ? x : y;
      int64_t from_x = swaps ? y : x;
      if (mirror_y) from_y = stored.height - 1 - from_y;
      if (mirror_x) from_x = stored.width - 1 - from_x;
      std::copy_n(stored.rgb.data() + (from_y * stored.width + from_x) * 3, 3, upright.rgb.data() + (y * upright.width + x) * 3);
    }
  }
  return upright;
}

// No objects with destructors may be born between setjmp and a longjmp: `image` and `why` belong to the caller.
bool read_jpeg(std::span<const std::byte> file, int64_t most_pixels, DecodedImage& image, int& orientation, JpegErrors& errors) {
  jpeg_decompress_struct jpeg;
  jpeg.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = on_jpeg_error;
  errors.manager.emit_message = on_jpeg_message;
  if (setjmp(errors.jump) != 0) {
    jpeg_destroy_decompress(&jpeg);
    return false;
  }
  jpeg_create_decompress(&jpeg);
  jpeg_save_markers(&jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(file.data()), static_cast<unsigned long>(file.size()));
  jpeg_read_header(&jpeg, TRUE);
  image.height = jpeg.image_height;
  image.width = jpeg.image_width;
  if (image.height < 1 || image.width < 1 || image.height > most_pixels / image.width) {
    jpeg_destroy_decompress(&jpeg);
    return true;  // the caller says so
  }
  for (jpeg_saved_marker_ptr marker = jpeg.marker_list; marker != nullptr; marker = marker->next) {
    const int found = exif_orientation(marker->data, marker->data_length);
    if (found != 1) orientation = found;
  }
  if (jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK) {
    std::snprintf(errors.message, sizeof errors.message, "CMYK colours; save it as RGB");
    jpeg_destroy_decompress(&jpeg);
    return false;
  }
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress(&jpeg);
  image.rgb.resize(static_cast<size_t>(image.height * image.width * 3));
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = image.rgb.data() + static_cast<size_t>(jpeg.output_scanline) * static_cast<size_t>(image.width) * 3;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return true;
}

DecodedImage decode_jpeg(std::span<const std::byte> file, int64_t most_pixels) {
  DecodedImage image;
  int orientation = 1;
  JpegErrors errors;
  if (!read_jpeg(file, most_pixels, image, orientation, errors)) throw Error(std::string("not a whole JPEG: ") + errors.message);
  check_size(image.height, image.width, most_pixels);
  return turned_upright(std::move(image), orientation);
}

bool begins_with(std::span<const std::byte> file, const char* bytes, size_t count) {
  return file.size() >= count && std::memcmp(file.data(), bytes, count) == 0;
}

// libsndfile's view of a file in memory.
struct MemoryView {
  std::span<const std::byte> file;
  sf_count_t at = 0;
};

SF_VIRTUAL_IO memory_io() {
  SF_VIRTUAL_IO io = {};
  io.get_filelen = [](void* user) { return static_cast<sf_count_t>(static_cast<MemoryView*>(user)->file.size()); };
  io.seek = [](sf_count_t offset, int whence, void* user) {
    auto* view = static_cast<MemoryView*>(user);
    const auto size = static_cast<sf_count_t>(view->file.size());
    const sf_count_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? view->at : size;
    view->at = std::clamp<sf_count_t>(from + offset, 0, size);
    return view->at;
  };
  io.read = [](void* to, sf_count_t count, void* user) {
    auto* view = static_cast<MemoryView*>(user);
    const sf_count_t take = std::min(count, static_cast<sf_count_t>(view->file.size()) - view->at);
    std::memcpy(to, view->file.data() + view->at, static_cast<size_t>(take));
    view->at += take;
    return take;
  };
  io.write = [](const void*, sf_count_t, void*) { return sf_count_t{0}; };
  io.tell = [](void* user) { return static_cast<MemoryView*>(user)->at; };
  return io;
}

}  // namespace

DecodedImage decode_image(std::span<const std::byte> file, int64_t most_pixels) {
  if (begins_with(file, "\x89PNG\r\n\x1a\n", 8)) return decode_png(file, most_pixels);
  if (begins_with(file, "\xff\xd8\xff", 3)) return decode_jpeg(file, most_pixels);
  throw Error("neither PNG, JPEG nor DICOM", "", "convert it to PNG");
}

DecodedSound decode_sound(std::span<const std::byte> file, double most_seconds) {
  const bool known = begins_with(file, "RIFF", 4) || begins_with(file, "RF64", 4) || begins_with(file, "fLaC", 4) || begins_with(file, "OggS", 4);
  if (!known) throw Error("neither WAV, FLAC nor OGG", "", "convert it to FLAC");
  MemoryView view{file};
  SF_VIRTUAL_IO io = memory_io();
  SF_INFO info = {};
  SNDFILE* sound = sf_open_virtual(&io, SFM_READ, &info, &view);
  if (sound == nullptr) throw Error(std::string("not a sound that can be read: ") + sf_strerror(nullptr));
  DecodedSound decoded;
  decoded.rate = info.samplerate;
  decoded.channels = info.channels;
  const auto refuse = [&](const std::string& what, const std::string& hint = "") {
    sf_close(sound);
    throw Error(what, "", hint);
  };
  if (decoded.rate < 4000 || decoded.rate > 384000) refuse("a sound of " + std::to_string(decoded.rate) + " samples a second");
  if (decoded.channels < 1 || decoded.channels > 64) refuse("a sound of " + std::to_string(decoded.channels) + " channels");
  const auto most_frames = static_cast<int64_t>(most_seconds * static_cast<double>(decoded.rate));
  std::vector<float> frames(static_cast<size_t>(4096 * decoded.channels));
  for (;;) {
    const sf_count_t count = sf_readf_float(sound, frames.data(), 4096);
    if (count <= 0) break;
    for (sf_count_t i = 0; i < count; ++i) {
      float sum = 0;
      for (int64_t c = 0; c < decoded.channels; ++c) sum += frames[static_cast<size_t>(i * decoded.channels + c)];
      if (!std::isfinite(sum)) refuse("the sound has samples that aren't finite numbers");
      decoded.samples.push_back(sum / static_cast<float>(decoded.channels));
    }
    if (static_cast<int64_t>(decoded.samples.size()) > most_frames) {
      refuse("a sound longer than data.media.max_audio_seconds (" + std::to_string(static_cast<int64_t>(most_seconds)) + " s)", "cut it, or raise the limit");
    }
  }
  const int failed = sf_error(sound);
  const std::string why = sf_strerror(sound);
  // A header may promise any number of frames; fewer than promised is a cut file. Streams don't say.
  const bool cut = info.frames > 0 && info.frames < SF_COUNT_MAX / 2 && static_cast<int64_t>(decoded.samples.size()) < info.frames;
  sf_close(sound);
  if (failed != SF_ERR_NO_ERROR) throw Error("the sound can't be read to its end: " + why);
  if (decoded.samples.empty()) throw Error("a sound without samples");
  if (cut) throw Error("the sound is cut: " + std::to_string(decoded.samples.size()) + " of " + std::to_string(info.frames) + " samples");
  return decoded;
}

}  // namespace galen
