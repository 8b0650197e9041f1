// Raw records as people have them: JSON Lines or CSV, with fields mapped by the recipe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/tokenizer.h"
#include "recipes/recipe.h"

namespace galen {

// Where a record's images and sounds stand in its texts, if `fields` maps images or audio; otherwise these are words like others.
inline constexpr std::string_view kImagePlaceholder = "<image>";
inline constexpr std::string_view kAudioPlaceholder = "<audio>";

// The first placeholder at or behind `from`: its place, npos if there is none, and whether it is an image's.
std::pair<size_t, bool> find_placeholder(std::string_view text, size_t from);

// Whether a dataset's records may come with files.
bool has_media(const DatasetSettings& settings);

// One training example before tokenisation: either a chat whose last message is the response, or plain text.
struct Record {
  std::string id;                            // the record's own id, else file:line
  std::vector<ChatMessage> messages;         // empty for plain text
  std::string text;                          // plain text
  std::string where;                         // file:line, for errors
  std::vector<std::filesystem::path> media;  // what stands at kImagePlaceholder and kAudioPlaceholder in the texts, in their order
  std::string patient;                       // whose record it is, if `fields` maps it: decides dates and surrogates, is written nowhere
};

struct DroppedRecord {
  std::string id;
  std::string where;
  std::string reason;
};

// Reads every record of a dataset in file order. A record that can't be read (field missing, invalid UTF-8, malformed line) throws Error,
// or, with bad_record == "drop", goes to `dropped`. Throws for an empty dataset and for a file whose header lacks a mapped field,
// suggesting the nearest name.
std::vector<Record> read_records(const DatasetSettings& settings, const std::filesystem::path& path, const std::string& bad_record,
                                 std::vector<DroppedRecord>* dropped);

// The same over a file's contents. `path` says which kind it is (.csv, .jsonl, .ndjson) and what errors call it.
std::vector<Record> parse_records(std::string_view text, const DatasetSettings& settings, const std::filesystem::path& path, const std::string& bad_record,
                                  std::vector<DroppedRecord>* dropped);

}  // namespace galen
