// DICOM files to pixels, by DCMTK. What identifies a patient never leaves: nothing but pixels is given back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/media_decode.h"

namespace galen {

bool is_dicom(std::span<const std::byte> file);  // by the preamble's "DICM"

// Loads the data dictionary and the decoders. To be called once before decoding in a process that may not open files (core/child.h).
void prepare_dicom();

// What a viewer shows of one frame (from 1): modality LUT, then `window`, palette or colour space to RGB, MONOCHROME1 the right way round. `window`: a preset
// (lung, bone, brain, mediastinum, abdomen: in Hounsfield units) or "centre/width"; empty: the file's first window or VOI LUT, without one from the least to
// the largest value. Throws Error for files without pixels, cut ones, sequences nested deeper than 16, compression that DCMTK doesn't read (JPEG 2000 is read
// by OpenJPEG, video by nobody), and more than `most_pixels` a frame.
DecodedImage decode_dicom(std::span<const std::byte> file, int64_t frame, const std::string& window, int64_t most_pixels);

// Whether people's names may be seen in the pixels: BurnedInAnnotation is YES, or isn't said and the modality is one whose machines write into the picture.
bool may_show_text(std::span<const std::byte> file);

// Stored values as they are, before any look-up table; for parity with other readers.
struct DicomValues {
  int64_t frames = 0, rows = 0, columns = 0, samples = 0;
  std::vector<int32_t> values;  // [frames, rows, columns, samples]
};
DicomValues dicom_values(std::span<const std::byte> file, int64_t most_pixels);

// "lung" or "40/400" to centre and width; throws Error with the nearest name.
struct DicomWindow {
  double centre = 0, width = 0;
};
DicomWindow dicom_window(const std::string& text);

}  // namespace galen
