#include "data/records.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "data/csv.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// Longer than any dialogue, shorter than what would exhaust memory while it is tokenised.
constexpr size_t kLongestRecord = size_t{64} << 20;

// Our names, per format. A format needs all of its fields; `id` and `patient` are optional everywhere.
struct Format {
  const char* name;
  std::vector<std::string> fields;
};

const std::vector<Format>& formats() {  // in the order in which `auto` tries them
  static const std::vector<Format> all = {
      {"messages", {"messages"}}, {"prompt_response", {"prompt", "response"}}, {"dialogue_note", {"dialogue", "note"}}, {"text", {"text"}}};
  return all;
}

// What is wrong with one record. Caught in read_records, which throws it as an Error or drops the record.
struct BadRecord {
  std::string reason;
  std::string hint;
};

std::string file_name_of(const DatasetSettings& settings, const std::string& field) {
  const auto mapped = settings.fields.find(field);
  return mapped == settings.fields.end() ? field : mapped->second;
}

void check_field_names(const DatasetSettings& settings, const std::string& where) {
  std::vector<std::string> known = {"id", "patient", "images", "audio"};
  for (const Format& format : formats()) known.insert(known.end(), format.fields.begin(), format.fields.end());
  for (const auto& [ours, theirs] : settings.fields) {
    if (std::find(known.begin(), known.end(), ours) == known.end()) {
      throw Error("`fields` maps \"" + ours + "\", which no format has", where, suggest_name(ours, known));
    }
    if (theirs.empty()) throw Error("`fields` maps \"" + ours + "\" to nothing", where, "give the column's name");
  }
}

// The format asked for, or for `auto` the one the mapped fields name, or else the first whose columns are all there.
const Format& choose_format(const DatasetSettings& settings, const std::vector<std::string>& columns, const std::string& where) {
  std::vector<std::string> names;
  for (const Format& format : formats()) {
    if (settings.format == format.name) return format;
    names.push_back(format.name);
  }
  if (settings.format != "auto") throw Error("no such format: " + settings.format, where, suggest_name(settings.format, names));

  for (const Format& format : formats()) {
    const auto is_mapped = [&](const std::string& field) { return settings.fields.contains(field); };
    if (std::any_of(format.fields.begin(), format.fields.end(), is_mapped)) return format;
  }
  const auto has_column = [&](const std::string& name) { return std::find(columns.begin(), columns.end(), name) != columns.end(); };
  for (const Format& format : formats()) {
    if (std::all_of(format.fields.begin(), format.fields.end(), has_column)) return format;
  }
  throw Error("can't tell which fields to train on; the file has " + (columns.empty() ? "none" : join(columns, ", ")), where,
              "name them in the recipe, e.g. fields: {dialogue: " + (columns.empty() ? "conversation" : columns.back()) + ", note: …}");
}

void check_columns(const Format& format, const DatasetSettings& settings, const std::vector<std::string>& columns, const std::string& where) {
  std::vector<std::string> needed = format.fields;
  for (const char* field : {"id", "patient", "images", "audio"}) {
    if (settings.fields.contains(field)) needed.push_back(field);
  }
  for (const std::string& field : needed) {
    const std::string name = file_name_of(settings, field);
    if (std::find(columns.begin(), columns.end(), name) != columns.end()) continue;
    throw Error("the header has no column \"" + name + "\" (for the field `" + field + "` of format " + format.name + ")", where, suggest_name(name, columns));
  }
}

std::string checked_text(std::string text, const std::string& field) {
  if (const auto offset = find_invalid_utf8(text)) {
    throw BadRecord{"`" + field + "` is not valid UTF-8 (byte " + std::to_string(*offset) + ")", "save the file as UTF-8"};
  }
  if (text.find('\0') != std::string::npos) throw BadRecord{"`" + field + "` holds a NUL byte", "remove it"};
  if (trim(text).empty()) throw BadRecord{"`" + field + "` is empty", "fill it in, or remove the record"};
  return text;
}

const Json& field_value(const Json& object, const DatasetSettings& settings, const std::string& field) {
  const std::string name = file_name_of(settings, field);
  const auto found = object.find(name);
  if (found != object.end()) return *found;
  std::vector<std::string> present;
  for (const auto& [key, value] : object.items()) present.push_back(key);
  throw BadRecord{"no field `" + name + "`", suggest_name(name, present)};
}

std::string text_field(const Json& object, const DatasetSettings& settings, const std::string& field) {
  const Json& value = field_value(object, settings, field);
  const std::string name = file_name_of(settings, field);
  if (!value.is_string()) throw BadRecord{"`" + name + "` is " + std::string(value.type_name()) + ", not a string", "make it a string"};
  return checked_text(value.get<std::string>(), name);
}

std::vector<ChatMessage> message_list(const Json& list, const std::string& field) {
  static const std::vector<std::string> kRoles = {"system", "user", "assistant"};
  if (!list.is_array() || list.empty()) throw BadRecord{"`" + field + "` is not a list of messages", "[{\"role\": \"user\", \"content\": \"…\"}, …]"};
  std::vector<ChatMessage> messages;
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string place = field + "[" + std::to_string(i) + "]";
    const Json& entry = list[i];
    if (!entry.is_object()) throw BadRecord{"`" + place + "` is not an object", "{\"role\": …, \"content\": …}"};
    for (const char* key : {"role", "content"}) {
      if (!entry.contains(key) || !entry[key].is_string()) throw BadRecord{"`" + place + "` has no string `" + key + "`", "add it"};
    }
    const std::string role = entry["role"].get<std::string>();
    if (std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end()) {
      throw BadRecord{"`" + place + ".role` is none of system, user, assistant", suggest_name(role, kRoles)};
    }
    if (role == "system" && i > 0) throw BadRecord{"`" + place + "` is a system message that is not the first", "put it in front"};
    messages.push_back({role, checked_text(entry["content"].get<std::string>(), place + ".content")});
  }
  if (messages.back().role != "assistant")
    throw BadRecord{"the last message of `" + field + "` is not the assistant's", "end the chat with the response to learn"};
  return messages;
}

// Malformed lines are described without quoting them: they are patient data.
Json parse_private_json(std::string_view text, const std::string& what) {
  try {
    return parse_json(text, "");
  } catch (const Error& error) {
    std::string reason = what + " is not valid JSON";
    const std::string& told = error.what_happened();
    const size_t column = told.find("column ");
    if (column != std::string::npos) {
      size_t end = column + 7;
      while (end < told.size() && std::isdigit(static_cast<unsigned char>(told[end])) != 0) ++end;
      reason += " (" + told.substr(column, end - column) + ")";
    } else if (told.find("appears twice") != std::string::npos) {
      reason = what + " has a key twice";
    } else if (told.find("nested") != std::string::npos) {
      reason = what + " is nested too deep";
    }
    throw BadRecord{reason, "each line must be one JSON object"};
  }
}

Record make_record(const Json& object, const Format& format, const DatasetSettings& settings) {
  Record record;
  const std::string name = format.name;
  if (name == "text") {
    record.text = text_field(object, settings, "text");
    return record;
  }
  if (name == "messages") {
    const std::string field = file_name_of(settings, "messages");
    const Json& value = field_value(object, settings, "messages");
    // In a CSV file the list is JSON inside a column.
    record.messages = message_list(value.is_string() ? parse_private_json(value.get<std::string>(), "`" + field + "`") : value, field);
  } else if (name == "prompt_response") {
    record.messages = {{"user", text_field(object, settings, "prompt")}, {"assistant", text_field(object, settings, "response")}};
  } else {
    const std::string dialogue = text_field(object, settings, "dialogue");
    const std::string request = settings.instruction.empty() ? dialogue : settings.instruction + "\n\n" + dialogue;
    record.messages = {{"user", request}, {"assistant", text_field(object, settings, "note")}};
  }
  if (!settings.system.empty() && record.messages.front().role != "system") record.messages.insert(record.messages.begin(), {"system", settings.system});
  return record;
}

std::string record_id(const Json& object, const DatasetSettings& settings, const std::string& fallback) {
  const auto found = object.find(file_name_of(settings, "id"));
  if (found == object.end() || found->is_null()) {
    if (settings.fields.contains("id")) field_value(object, settings, "id");
    return fallback;
  }
  if (found->is_number_integer()) return found->dump();
  if (!found->is_string()) throw BadRecord{"`" + file_name_of(settings, "id") + "` is neither a string nor a whole number", "make it a string"};
  const std::string id = found->get<std::string>();
  if (id.size() > 1024) throw BadRecord{"`" + file_name_of(settings, "id") + "` is longer than 1024 bytes", "use shorter ids"};
  return id.empty() ? fallback : checked_text(id, file_name_of(settings, "id"));
}

// Only when it is mapped: a column that happens to be called "patient" may hold anything.
std::string record_patient(const Json& object, const DatasetSettings& settings) {
  if (!settings.fields.contains("patient")) return "";
  const Json& value = field_value(object, settings, "patient");
  if (value.is_number_integer()) return value.dump();
  return text_field(object, settings, "patient");
}

// A path or a list of them; in a CSV file a list is JSON inside the column. Relative ones start at the folder of the records' file.
std::vector<fs::path> media_paths(const Json& object, const DatasetSettings& settings, const std::string& field, const fs::path& folder) {
  if (!settings.fields.contains(field)) return {};
  const std::string name = file_name_of(settings, field);
  const Json& value = field_value(object, settings, field);
  if (value.is_null()) return {};
  Json list = value;
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    if (trim(text).empty()) return {};
    list = trim(text).starts_with("[") ? parse_private_json(text, "`" + name + "`") : Json::array({text});
  }
  if (!list.is_array()) throw BadRecord{"`" + name + "` is neither a path nor a list of paths", "write [\"a.png\", …]"};
  std::vector<fs::path> paths;
  for (const Json& entry : list) {
    if (!entry.is_string()) throw BadRecord{"`" + name + "` holds something other than paths", "write [\"a.png\", …]"};
    paths.push_back(folder / checked_text(entry.get<std::string>(), name));
  }
  return paths;
}

// The record's files in the order of their placeholders.
std::vector<fs::path> placed_media(const Record& record, const std::vector<fs::path>& images, const std::vector<fs::path>& audio) {
  std::vector<fs::path> placed;
  size_t next_image = 0, next_sound = 0;
  const auto place_all = [&](const std::string& text) {
    for (auto [at, is_image] = find_placeholder(text, 0); at != std::string::npos; std::tie(at, is_image) = find_placeholder(text, at + 1)) {
      const std::vector<fs::path>& files = is_image ? images : audio;
      size_t& next = is_image ? next_image : next_sound;
      if (next < files.size()) placed.push_back(files[next]);
      ++next;
    }
  };
  place_all(record.text);
  for (const ChatMessage& message : record.messages) place_all(message.content);
  const auto check = [](size_t placeholders, size_t files, std::string_view mark) {
    if (placeholders == files) return;
    throw BadRecord{std::to_string(placeholders) + " placeholders " + std::string(mark) + " in the text, " + std::to_string(files) + " files",
                    "write " + std::string(mark) + " where each file belongs"};
  };
  check(next_image, images.size(), kImagePlaceholder);
  check(next_sound, audio.size(), kAudioPlaceholder);
  if (!record.messages.empty() && find_placeholder(record.messages.back().content, 0).first != std::string::npos && !placed.empty()) {
    throw BadRecord{"a placeholder in the assistant's last message", "models read images and sounds; they don't write them"};
  }
  return placed;
}

// What the two readers below share: one record in, kept, dropped or thrown.
class Collector {
 public:
  Collector(const DatasetSettings& settings, const fs::path& path, bool drops, std::vector<DroppedRecord>* dropped)
      : settings_(settings), path_(path), drops_(drops), dropped_(dropped) {}

  bool full() const { return settings_.limit > 0 && seen_ >= settings_.limit; }
  std::string where(uint64_t line) const { return path_.string() + ":" + std::to_string(line); }
  bool has_format() const { return format_ != nullptr; }
  void set_format(const Format& format) { format_ = &format; }

  // `make` gives the record's JSON object or throws BadRecord.
  template <typename Make>
  void add(uint64_t line, const Make& make) {
    ++seen_;
    const std::string place = where(line);
    std::string id = path_.filename().string() + ":" + std::to_string(line);
    try {
      const Json object = make();
      if (!object.is_object()) throw BadRecord{"the line is " + std::string(object.type_name()) + ", not a JSON object", "each line must be one JSON object"};
      if (format_ == nullptr) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : object.items()) keys.push_back(key);
        format_ = &choose_format(settings_, keys, place);
      }
      id = record_id(object, settings_, id);
      Record record = make_record(object, *format_, settings_);
      record.id = id;
      record.where = place;
      record.patient = record_patient(object, settings_);
      if (has_media(settings_)) {
        const fs::path folder = path_.parent_path();
        record.media = placed_media(record, media_paths(object, settings_, "images", folder), media_paths(object, settings_, "audio", folder));
      }
      if (is_of_this_part()) records_.push_back(std::move(record));
    } catch (const BadRecord& bad) {
      if (!drops_) throw Error(bad.reason, place, bad.hint + "; or set data.bad_record: drop to leave such records out");
      if (dropped_ != nullptr) dropped_->push_back({id, place, bad.reason});
    }
  }

  int64_t seen() const { return seen_; }
  std::vector<Record> take() { return std::move(records_); }

 private:
  bool is_of_this_part() const {
    if (settings_.leave_out_one_in > 0 && seen_ % settings_.leave_out_one_in == 0) return false;
    return settings_.only_one_in == 0 || seen_ % settings_.only_one_in == 0;
  }

  const DatasetSettings& settings_;
  const fs::path& path_;
  bool drops_;
  std::vector<DroppedRecord>* dropped_;
  const Format* format_ = nullptr;
  int64_t seen_ = 0;
  std::vector<Record> records_;
};

void check_length(size_t size) {
  if (size > kLongestRecord) throw BadRecord{"a record of " + human_bytes(size) + ", more than the " + human_bytes(kLongestRecord) + " allowed", "split it"};
}

void check_bytes(std::string_view bytes) {
  check_length(bytes.size());
  if (const auto offset = find_invalid_utf8(bytes))
    throw BadRecord{"not valid UTF-8 (byte " + std::to_string(*offset) + " of the record)", "save the file as UTF-8"};
  if (bytes.find('\0') != std::string_view::npos) throw BadRecord{"holds a NUL byte", "remove it, or save the file as UTF-8"};
}

void read_json_lines(std::string_view text, Collector& collector) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  uint64_t line_number = 0;
  while (!text.empty() && !collector.full()) {
    ++line_number;
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.size() <= kLongestRecord && trim(line).empty()) continue;
    collector.add(line_number, [&] {
      check_bytes(line);
      return parse_private_json(line, "the line");
    });
  }
}

void read_csv(std::string_view text, const DatasetSettings& settings, const fs::path& path, Collector& collector) {
  CsvReader reader(text, path.string());
  CsvRow row;
  if (!reader.next(&row)) return;
  const std::vector<std::string> header = row.fields;
  const std::string header_place = collector.where(row.line);
  for (const std::string& name : header) {
    if (find_invalid_utf8(name) || name.find('\0') != std::string::npos) throw Error("the header is not text in UTF-8", header_place, "save the file as UTF-8");
  }
  if (std::set<std::string>(header.begin(), header.end()).size() != header.size()) {
    throw Error("the header names a column twice", header_place, "rename one of them");
  }
  const Format& format = choose_format(settings, header, header_place);
  check_columns(format, settings, header, header_place);
  collector.set_format(format);

  while (!collector.full() && reader.next(&row)) {
    collector.add(row.line, [&] {
      check_bytes(row.source);
      if (row.fields.size() != header.size()) {
        throw BadRecord{"the row has " + std::to_string(row.fields.size()) + " fields, the header " + std::to_string(header.size()),
                        "quote fields that hold commas or line breaks"};
      }
      Json object = Json::object();
      for (size_t i = 0; i < header.size(); ++i) object[header[i]] = std::move(row.fields[i]);
      return object;
    });
  }
}

}  // namespace

std::pair<size_t, bool> find_placeholder(std::string_view text, size_t from) {
  const size_t image = text.find(kImagePlaceholder, from);
  const size_t audio = text.find(kAudioPlaceholder, from);
  return {std::min(image, audio), image < audio};
}

bool has_media(const DatasetSettings& settings) {
  return settings.fields.contains("images") || settings.fields.contains("audio");
}

std::vector<Record> parse_records(std::string_view text, const DatasetSettings& settings, const fs::path& path, const std::string& bad_record,
                                  std::vector<DroppedRecord>* dropped) {
  if (bad_record != "fail" && bad_record != "drop") throw Error("bad_record is neither fail nor drop", "data.bad_record");
  const std::string where = path.string();
  check_field_names(settings, where);
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool is_csv = extension == ".csv";
  if (!is_csv && extension != ".jsonl" && extension != ".ndjson") {
    throw Error("neither JSON Lines (.jsonl) nor CSV (.csv)", where, "convert the file; one JSON object a line, or a header line and rows");
  }
  if (text.empty()) throw Error("the file is empty", where);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) throw Error("the file is UTF-16", where, "save it as UTF-8");

  Collector collector(settings, path, bad_record == "drop", dropped);
  if (is_csv) {
    read_csv(text, settings, path, collector);
  } else {
    read_json_lines(text, collector);
  }
  if (collector.seen() == 0) throw Error("the file holds no records", where);
  return collector.take();
}

std::vector<Record> read_records(const DatasetSettings& settings, const fs::path& path, const std::string& bad_record, std::vector<DroppedRecord>* dropped) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) throw Error("is a folder, not a file of records", path.string(), "name the .jsonl or .csv file inside it");
  const MappedFile file(path);
  return parse_records({reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()}, settings, path, bad_record, dropped);
}

}  // namespace galen
