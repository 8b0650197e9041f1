#include "data/jpeg2000.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/error.h"

namespace galen {
namespace {

struct CodeStream {
  std::span<const std::byte> bytes;
  size_t at = 0;
};

OPJ_SIZE_T read_code_stream(void* to, OPJ_SIZE_T count, void* user) {
  auto* stream = static_cast<CodeStream*>(user);
  const size_t take = std::min<size_t>(count, stream->bytes.size() - stream->at);
  if (take == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(to, stream->bytes.data() + stream->at, take);
  stream->at += take;
  return take;
}

OPJ_OFF_T skip_code_stream(OPJ_OFF_T count, void* user) {
  auto* stream = static_cast<CodeStream*>(user);
  const auto to = std::clamp<int64_t>(static_cast<int64_t>(stream->at) + count, 0, static_cast<int64_t>(stream->bytes.size()));
  const int64_t moved = to - static_cast<int64_t>(stream->at);
  stream->at = static_cast<size_t>(to);
  return moved;
}

OPJ_BOOL seek_code_stream(OPJ_OFF_T to, void* user) {
  auto* stream = static_cast<CodeStream*>(user);
  if (to < 0 || static_cast<size_t>(to) > stream->bytes.size()) return OPJ_FALSE;
  stream->at = static_cast<size_t>(to);
  return OPJ_TRUE;
}

}  // namespace

Jpeg2000Image decode_jpeg2000(std::span<const std::byte> bytes, int64_t most_pixels) {
  const bool is_file = bytes.size() > 12 && std::memcmp(bytes.data() + 4, "jP  ", 4) == 0;  // boxes around the code stream
  CodeStream source{bytes};
  const std::unique_ptr<opj_stream_t, void (*)(opj_stream_t*)> stream(opj_stream_default_create(OPJ_TRUE), [](opj_stream_t* s) { opj_stream_destroy(s); });
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), bytes.size());
  opj_stream_set_read_function(stream.get(), read_code_stream);
  opj_stream_set_skip_function(stream.get(), skip_code_stream);
  opj_stream_set_seek_function(stream.get(), seek_code_stream);
  const std::unique_ptr<opj_codec_t, void (*)(opj_codec_t*)> codec(opj_create_decompress(is_file ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K),
                                                                   [](opj_codec_t* c) { opj_destroy_codec(c); });
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  opj_image_t* found = nullptr;
  const bool good = opj_setup_decoder(codec.get(), &parameters) && opj_read_header(stream.get(), codec.get(), &found);
  const std::unique_ptr<opj_image_t, void (*)(opj_image_t*)> image(found, [](opj_image_t* i) {
    if (i != nullptr) opj_image_destroy(i);
  });
  const Error broken("not a whole JPEG 2000 image");
  if (!good || image->numcomps < 1) throw broken;
  if (image->comps[0].h < 1 || image->comps[0].w < 1 || int64_t{image->comps[0].h} > most_pixels / image->comps[0].w) {
    throw Error("a JPEG 2000 image of " + std::to_string(image->comps[0].w) + " x " + std::to_string(image->comps[0].h) + " pixels");
  }
  if (!opj_decode(codec.get(), stream.get(), image.get()) || !opj_end_decompress(codec.get(), stream.get())) throw broken;
  Jpeg2000Image result;
  result.rows = image->comps[0].h;
  result.columns = image->comps[0].w;
  result.components = image->numcomps;
  result.is_signed = image->comps[0].sgnd != 0;
  result.values.resize(static_cast<size_t>(result.rows * result.columns * result.components));
  for (int64_t c = 0; c < result.components; ++c) {
    const opj_image_comp_t& component = image->comps[c];
    if (component.h != image->comps[0].h || component.w != image->comps[0].w || component.data == nullptr)
      throw Error("a JPEG 2000 image of uneven components");
    for (int64_t i = 0; i < result.rows * result.columns; ++i) result.values[static_cast<size_t>(i * result.components + c)] = component.data[i];
  }
  return result;
}

}  // namespace galen
