#include "data/dicom.h"

// DCMTK's configuration must come before its other headers.
#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmimgle/dcmimage.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>

#include "core/error.h"
#include "core/text.h"
#include "data/jpeg2000.h"

namespace galen {
namespace {

constexpr int kDeepest = 16;  // sequences within sequences
constexpr int64_t kMostFrames = 100000;

const std::map<std::string, DicomWindow>& window_presets() {  // Hounsfield units, as CT consoles have them
  static const std::map<std::string, DicomWindow> presets = {
      {"lung", {-600, 1500}}, {"bone", {400, 1800}}, {"brain", {40, 80}}, {"mediastinum", {50, 350}}, {"abdomen", {50, 400}}};
  return presets;
}

void check_depth(DcmObject& object, int depth) {
  if (depth > kDeepest) throw Error("its sequences are nested deeper than " + std::to_string(kDeepest));
  const bool nests = object.ident() == EVR_SQ || object.ident() == EVR_item || object.ident() == EVR_dataset;
  if (!nests) return;
  for (DcmObject* inner = object.nextInContainer(nullptr); inner != nullptr; inner = object.nextInContainer(inner)) {
    check_depth(*inner, depth + (object.ident() == EVR_SQ ? 1 : 0));
  }
}

// A file whose header promises explicit value representations before a data set that has none, as some writers make beside compressed pixels. DCMTK reads such
// a data set when told so, and then believes its pixels to be plain: they are put back under the encoding of the header. Returns none where that isn't what is
// wrong.
std::unique_ptr<DcmFileFormat> parse_without_representations(DcmInputBufferStream& stream) {
  DcmMetaInfo header;
  header.transferInit();
  const bool whole = header.read(stream, EXS_Unknown, EGL_noChange).good();
  header.transferEnd();
  OFString promised;
  if (!whole || header.findAndGetOFString(DCM_TransferSyntaxUID, promised).bad()) return nullptr;
  const DcmXfer encoding(promised.c_str());
  if (!encoding.isExplicitVR() || !encoding.isEncapsulated() || encoding.getByteOrder() != EBO_LittleEndian) return nullptr;
  auto dataset = std::make_unique<DcmDataset>();
  dataset->transferInit();
  const OFCondition read = dataset->read(stream, EXS_LittleEndianImplicit, EGL_noChange);
  dataset->transferEnd();
  DcmElement* element = nullptr;
  DcmPixelSequence* fragments = nullptr;
  if (read.bad() || dataset->findAndGetElement(DCM_PixelData, element).bad() || element->ident() != EVR_PixelData) return nullptr;
  if (static_cast<DcmPixelData*>(element)->getEncapsulatedRepresentation(EXS_LittleEndianImplicit, nullptr, fragments).bad()) return nullptr;
  auto pixels = std::make_unique<DcmPixelData>(DCM_PixelData);
  pixels->putOriginalRepresentation(encoding.getXfer(), nullptr, new DcmPixelSequence(*fragments));
  if (dataset->insert(pixels.get(), /*replaceOld=*/OFTrue).bad()) return nullptr;
  pixels.release();  // the data set's now
  dataset->updateOriginalXfer();
  return std::make_unique<DcmFileFormat>(dataset.release(), /*deepCopy=*/OFFalse);
}

std::unique_ptr<DcmFileFormat> parse(std::span<const std::byte> file) {
  const auto stream_of = [&](DcmInputBufferStream& stream) {
    stream.setBuffer(file.data(), static_cast<offile_off_t>(file.size()));
    stream.setEos();
  };
  DcmInputBufferStream stream;
  stream_of(stream);
  auto format = std::make_unique<DcmFileFormat>();
  format->transferInit();
  const OFCondition read = format->read(stream, EXS_Unknown, EGL_noChange);
  format->transferEnd();
  if (read.bad()) {
    DcmInputBufferStream again;
    stream_of(again);
    format = parse_without_representations(again);
    if (format == nullptr) throw Error(std::string("not a whole DICOM file: ") + read.text());
  }
  check_depth(*format->getDataset(), 0);
  return format;
}

int64_t whole_number(DcmDataset& dataset, const DcmTagKey& tag, int64_t otherwise) {
  Uint16 value = 0;
  return dataset.findAndGetUint16(tag, value).good() ? value : otherwise;
}

std::string text_of(DcmDataset& dataset, const DcmTagKey& tag) {
  OFString value;
  dataset.findAndGetOFString(tag, value);
  return std::string(trim(std::string_view(value.c_str(), value.size())));
}

struct Shape {
  int64_t frames, rows, columns, samples;
};
Shape checked_shape(DcmDataset& dataset, int64_t most_pixels) {
  if (!dataset.tagExists(DCM_PixelData)) throw Error("a DICOM file without pixels");
  Shape shape{};
  shape.rows = whole_number(dataset, DCM_Rows, 0);
  shape.columns = whole_number(dataset, DCM_Columns, 0);
  shape.samples = whole_number(dataset, DCM_SamplesPerPixel, 1);
  Sint32 frames = 1;
  if (dataset.findAndGetSint32(DCM_NumberOfFrames, frames).bad()) frames = 1;
  shape.frames = frames;
  if (shape.rows < 1 || shape.columns < 1 || (shape.samples != 1 && shape.samples != 3)) throw Error("a DICOM image without a size");
  if (shape.frames < 1 || shape.frames > kMostFrames) throw Error("a DICOM image of " + std::to_string(shape.frames) + " frames");
  if (shape.rows > most_pixels / shape.columns) {
    throw Error("an image of " + std::to_string(shape.columns) + " x " + std::to_string(shape.rows) + " pixels, more than " + std::to_string(most_pixels));
  }
  return shape;
}

bool is_jpeg2000(E_TransferSyntax syntax) {
  return syntax == EXS_JPEG2000 || syntax == EXS_JPEG2000LosslessOnly;
}

// The code stream of each frame. One fragment a frame, or all fragments one frame, is how files are written (PS3.5, A.4.4).
std::vector<std::vector<std::byte>> code_streams(DcmDataset& dataset, int64_t frames) {
  DcmElement* element = nullptr;
  DcmPixelSequence* sequence = nullptr;
  if (dataset.findAndGetElement(DCM_PixelData, element).bad() || element->ident() != EVR_PixelData) throw Error("a DICOM file without pixels");
  auto* pixels = static_cast<DcmPixelData*>(element);
  if (pixels->getEncapsulatedRepresentation(dataset.getOriginalXfer(), nullptr, sequence).bad() || sequence == nullptr) throw Error("its pixels are cut");
  const auto fragments = static_cast<int64_t>(sequence->card()) - 1;  // the first item is a table of offsets
  if (fragments < 1 || (frames > 1 && fragments != frames))
    throw Error("its " + std::to_string(frames) + " frames are in " + std::to_string(fragments) + " pieces");
  std::vector<std::vector<std::byte>> streams(static_cast<size_t>(frames));
  for (int64_t i = 0; i < fragments; ++i) {
    DcmPixelItem* item = nullptr;
    Uint8* bytes = nullptr;
    if (sequence->getItem(item, static_cast<unsigned long>(i + 1)).bad() || item->getUint8Array(bytes).bad() || bytes == nullptr)
      throw Error("its pixels are cut");
    std::vector<std::byte>& stream = streams[static_cast<size_t>(frames > 1 ? i : 0)];
    const auto* begin = reinterpret_cast<const std::byte*>(bytes);
    stream.insert(stream.end(), begin, begin + item->getLength());
  }
  return streams;
}

// Two pixels' Y, Y, Cb, Cr to Y, Cb, Cr of each.
std::vector<int32_t> with_full_colour(const uint8_t* shared, uint64_t size, uint64_t count) {
  std::vector<int32_t> full;
  full.reserve(count);
  for (uint64_t i = 0; i + 3 < size; i += 4) {
    for (const uint64_t y : {i, i + 1}) full.insert(full.end(), {shared[y], shared[i + 2], shared[i + 3]});
  }
  full.resize(count);
  return full;
}

// Puts plain pixels where JPEG 2000 ones were, so that the rest of DCMTK can go on with them. Returns the encoding they are in now.
E_TransferSyntax with_plain_pixels(DcmDataset& dataset, const Shape& shape, int64_t most_pixels) {
  const E_TransferSyntax original = dataset.getOriginalXfer();
  if (!is_jpeg2000(original)) return original;
  const bool narrow = whole_number(dataset, DCM_BitsAllocated, 8) == 8;
  const int64_t stored = whole_number(dataset, DCM_BitsStored, 8);
  std::vector<Uint8> bytes;
  std::vector<Uint16> words;
  for (const std::vector<std::byte>& stream : code_streams(dataset, shape.frames)) {
    const Jpeg2000Image image = decode_jpeg2000(stream, most_pixels);
    if (image.rows != shape.rows || image.columns != shape.columns || image.components != shape.samples) throw Error("its JPEG 2000 image has another size");
    const bool signs = !image.is_signed && whole_number(dataset, DCM_PixelRepresentation, 0) == 1 && stored >= 1 && stored <= 16;
    for (int32_t value : image.values) {
      // A code stream that calls its values unsigned where the header says signed: the header is right (pydicom reads them so).
      if (signs) value = static_cast<int32_t>(static_cast<uint32_t>(value) << (32 - stored)) >> (32 - stored);
      if (narrow) {
        bytes.push_back(static_cast<Uint8>(value));
      } else {
        words.push_back(static_cast<Uint16>(value));
      }
    }
  }
  delete dataset.remove(DCM_PixelData);
  const OFCondition put = narrow ? dataset.putAndInsertUint8Array(DCM_PixelData, bytes.data(), bytes.size())
                                 : dataset.putAndInsertUint16Array(DCM_PixelData, words.data(), words.size());
  if (put.bad()) throw Error(std::string("its pixels can't be decompressed: ") + put.text());
  dataset.putAndInsertUint16(DCM_PlanarConfiguration, 0);
  // OpenJPEG has turned the code stream's own colour transform back.
  const std::string colours = text_of(dataset, DCM_PhotometricInterpretation);
  if (colours == "YBR_RCT" || colours == "YBR_ICT") dataset.putAndInsertString(DCM_PhotometricInterpretation, "RGB");
  return EXS_LittleEndianExplicit;
}

}  // namespace

bool is_dicom(std::span<const std::byte> file) {
  return file.size() > 132 && std::memcmp(file.data() + 128, "DICM", 4) == 0;
}

void prepare_dicom() {
  static std::once_flag once;
  std::call_once(once, [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);  // it quotes values
    dcmDataDict.rdlock();
    const bool loaded = dcmDataDict.isDictionaryLoaded();
    dcmDataDict.rdunlock();
    if (!loaded) throw Error("DCMTK finds no data dictionary", "", "install libdcmtk17's dicom.dic, or set DCMDICTPATH");
    DcmRLEDecoderRegistration::registerCodecs();
    DJDecoderRegistration::registerCodecs(EDC_never);
    DJLSDecoderRegistration::registerCodecs();
  });
}

DicomWindow dicom_window(const std::string& text) {
  const auto preset = window_presets().find(text);
  if (preset != window_presets().end()) return preset->second;
  DicomWindow window;
  const size_t slash = text.find('/');
  const char* end = text.data() + text.size();
  if (slash != std::string::npos) {
    const auto centre = std::from_chars(text.data(), text.data() + slash, window.centre);
    const auto width = std::from_chars(text.data() + slash + 1, end, window.width);
    if (centre.ec == std::errc() && centre.ptr == text.data() + slash && width.ec == std::errc() && width.ptr == end && window.width >= 1) return window;
  }
  std::vector<std::string> names;
  for (const auto& [name, values] : window_presets()) names.push_back(name);
  throw Error("no window is called " + text, "data.media.dicom_window", "write centre/width, as 40/400, or " + suggest_name(text, names));
}

DecodedImage decode_dicom(std::span<const std::byte> file, int64_t frame, const std::string& window, int64_t most_pixels) {
  prepare_dicom();
  const std::unique_ptr<DcmFileFormat> format = parse(file);
  DcmDataset& dataset = *format->getDataset();
  const Shape shape = checked_shape(dataset, most_pixels);
  if (frame < 1 || frame > shape.frames) throw Error("there is no frame " + std::to_string(frame) + " among " + std::to_string(shape.frames));
  const E_TransferSyntax encoding = with_plain_pixels(dataset, shape, most_pixels);
  ::DicomImage image(&dataset, encoding, CIF_UsePartialAccessToPixelData, static_cast<unsigned long>(frame - 1), 1);
  if (image.getStatus() != EIS_Normal) {
    throw Error(
        std::string("its pixels can't be read: ") + ::DicomImage::getString(image.getStatus()) + " (" + DcmXfer(dataset.getOriginalXfer()).getXferName() + ")",
        "", "decompress it first, as with dcmdjpeg or gdcmconv --raw");
  }
  if (image.isMonochrome()) {
    bool set = true;
    if (!window.empty()) {
      const DicomWindow chosen = dicom_window(window);
      set = image.setWindow(chosen.centre, chosen.width) != 0;
    } else if (image.getWindowCount() > 0) {
      set = image.setWindow(0UL) != 0;
    } else if (image.getVoiLutCount() > 0) {
      set = image.setVoiLut(0UL) != 0;
    } else {
      set = image.setMinMaxWindow(0) != 0;
    }
    if (!set) image.setMinMaxWindow(0);  // a window that can't be: shown whole
  }
  DecodedImage decoded;
  decoded.height = static_cast<int64_t>(image.getHeight());
  decoded.width = static_cast<int64_t>(image.getWidth());
  const size_t pixels = static_cast<size_t>(decoded.height * decoded.width);
  const size_t channels = image.isMonochrome() ? 1 : 3;
  const auto* shown = static_cast<const uint8_t*>(image.getOutputData(8, 0, 0));
  if (shown == nullptr || image.getOutputDataSize(8) < pixels * channels) throw Error("its pixels can't be shown");
  decoded.rgb.resize(pixels * 3);
  for (size_t i = 0; i < pixels; ++i) {
    for (size_t c = 0; c < 3; ++c) decoded.rgb[i * 3 + c] = shown[channels == 1 ? i : i * 3 + c];
  }
  return decoded;
}

bool may_show_text(std::span<const std::byte> file) {
  const std::unique_ptr<DcmFileFormat> format = parse(file);
  const std::string said = text_of(*format->getDataset(), DCM_BurnedInAnnotation);
  if (!said.empty()) return said != "NO";
  const std::string modality = text_of(*format->getDataset(), DCM_Modality);
  for (const char* writes : {"US", "SC", "OT", "XC", "ES", "GM", "DOC", "OPT"}) {
    if (modality == writes) return true;
  }
  return false;
}

DicomValues dicom_values(std::span<const std::byte> file, int64_t most_pixels) {
  prepare_dicom();
  const std::unique_ptr<DcmFileFormat> format = parse(file);
  DcmDataset& dataset = *format->getDataset();
  const Shape shape = checked_shape(dataset, most_pixels);
  const bool from_big_endian = DcmXfer(dataset.getOriginalXfer()).getByteOrder() == EBO_BigEndian;
  const OFCondition decompressed =
      with_plain_pixels(dataset, shape, most_pixels) == dataset.getOriginalXfer() ? dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr) : EC_Normal;
  if (decompressed.bad()) {
    throw Error(std::string("its pixels can't be decompressed: ") + decompressed.text() + " (" + DcmXfer(dataset.getOriginalXfer()).getXferName() + ")");
  }
  const int64_t allocated = whole_number(dataset, DCM_BitsAllocated, 0);
  const int64_t stored = whole_number(dataset, DCM_BitsStored, allocated);
  const bool is_signed = whole_number(dataset, DCM_PixelRepresentation, 0) == 1;
  const bool is_planar = shape.samples > 1 && whole_number(dataset, DCM_PlanarConfiguration, 0) == 1;
  if ((allocated != 1 && allocated != 8 && allocated != 16 && allocated != 32) || stored < 1 || stored > allocated) {
    throw Error("pixels of " + std::to_string(stored) + " bits in " + std::to_string(allocated));
  }
  const uint64_t count = static_cast<uint64_t>(shape.frames * shape.rows * shape.columns * shape.samples);
  // DCMTK keeps 8-bit pixels of implicit files as 16-bit words, the bytes in their order.
  const void* data = nullptr;
  unsigned long elements = 0;
  const Uint8* bytes8 = nullptr;
  const Uint16* words = nullptr;
  uint64_t size = 0;
  if (dataset.findAndGetUint8Array(DCM_PixelData, bytes8, &elements).good() && bytes8 != nullptr) {
    data = bytes8;
    size = elements;
  } else if (dataset.findAndGetUint16Array(DCM_PixelData, words, &elements).good() && words != nullptr) {
    data = words;
    size = uint64_t{elements} * 2;
  }
  const uint64_t width = static_cast<uint64_t>(allocated / 8);
  const bool shares_colour = allocated == 8 && shape.samples == 3 && text_of(dataset, DCM_PhotometricInterpretation) == "YBR_FULL_422";
  const uint64_t needed = shares_colour && size == count / 3 * 2 ? size : (count * static_cast<uint64_t>(allocated) + 7) / 8;
  if (data == nullptr || size < needed) throw Error("its pixels are cut");
  if (allocated == 8 && text_of(dataset, DCM_PhotometricInterpretation) == "YBR_FULL_422" && shape.samples == 3 && size < count) {
    return {shape.frames, shape.rows, shape.columns, shape.samples, with_full_colour(static_cast<const uint8_t*>(data), size, count)};
  }
  DicomValues result{shape.frames, shape.rows, shape.columns, shape.samples, std::vector<int32_t>(count)};
  const int64_t plane = shape.rows * shape.columns;
  for (uint64_t i = 0; i < count; ++i) {
    uint32_t value = 0;
    std::memcpy(&value, static_cast<const char*>(data) + (width > 0 ? i * width : i / 8), std::max<uint64_t>(width, 1));
    if (width == 0) value = value >> (i % 8) & 1;                               // the first pixel is the lowest bit (PS3.5, 8.1.1)
    if (from_big_endian && allocated == 32) value = value << 16 | value >> 16;  // DCMTK swaps the bytes of 16-bit words
    if (is_signed && allocated > 1 && allocated < 32) value = static_cast<uint32_t>(static_cast<int32_t>(value << (32 - allocated)) >> (32 - allocated));
    uint64_t to = i;
    if (is_planar) {
      const auto within = static_cast<int64_t>(i) % (plane * shape.samples);
      to = i - static_cast<uint64_t>(within) + static_cast<uint64_t>((within % plane) * shape.samples + within / plane);
    }
    result.values[to] = static_cast<int32_t>(value);
  }
  return result;
}

}  // namespace galen
