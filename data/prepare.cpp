#include "data/prepare.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/interrupt.h"
#include "core/json.h"
#include "core/log.h"
#include "core/progress.h"
#include "data/deidentify.h"
#include "data/parallel.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr const char* kDropped = "dropped.json";  // beside index.json, so that a reused part still tells what it left out
constexpr const char* kDeidentified = "deidentification.json";
constexpr const char* kDeidentifiedText = "deidentification.txt";

// Of all the files that a dataset's records name, those that can't be read included.
std::string hash_of_media(const DatasetSettings& dataset, const fs::path& path) {
  std::vector<DroppedRecord> ignored;
  std::vector<fs::path> files;
  for (const Record& record : read_records(dataset, path, "drop", &ignored)) files.insert(files.end(), record.media.begin(), record.media.end());
  std::vector<std::string> hashes(files.size());
  on_all_cores(0, files.size(), [&](size_t i) {
    std::error_code unreadable;
    const std::string name = files[i].string();
    const fs::path file = fs::exists(files[i], unreadable) ? files[i] : fs::path(name.substr(0, name.rfind('#')));
    hashes[i] = fs::is_regular_file(file, unreadable) ? sha256_of_file(file) : "missing";
  });
  Sha256 all;
  for (size_t i = 0; i < files.size(); ++i) {
    const std::string line = files[i].filename().string() + " " + hashes[i] + "\n";
    all.update(line.data(), line.size());
  }
  return all.hex();
}

// Everything that decides which tokens end up in the shards. Paths are not part of it, the files' contents are.
std::string fingerprint(const Recipe& recipe, const std::vector<DatasetSettings>& datasets, const Tokenizer& tokenizer, const Deidentifier* deidentifier,
                        const std::optional<MediaSpec>& media) {
  const DataSettings& data = recipe.data;
  Json parts = {{"layout", 2},
                {"tokenizer", tokenizer.sha256()},
                {"chat_template", tokenizer.chat_template()},
                {"sequence_length", data.sequence_length},
                {"too_long", data.too_long},
                {"bad_record", data.bad_record},
                {"shard_mib", data.shard_mib},
                {"loss_on", data.loss_on},
                {"datasets", Json::array()}};
  if (deidentifier != nullptr) parts["deidentify"] = deidentify_fingerprint(*deidentifier);
  for (const DatasetSettings& dataset : datasets) {
    const fs::path path = resolve_path(recipe, dataset.path);
    parts["datasets"].push_back({{"name", dataset.path},
                                 {"sha256", sha256_of_file(path)},
                                 {"format", dataset.format},
                                 {"fields", dataset.fields},
                                 {"instruction", dataset.instruction},
                                 {"system", dataset.system},
                                 {"weight", dataset.weight},
                                 {"limit", dataset.limit}});
    // Said only where used, so that shards of older recipes stay valid.
    if (dataset.leave_out_one_in > 0) parts["datasets"].back()["leave_out_one_in"] = dataset.leave_out_one_in;
    if (dataset.only_one_in > 0) parts["datasets"].back()["only_one_in"] = dataset.only_one_in;
    if (!has_media(dataset)) continue;
    if (!media) {
      throw Error("data.fields maps images or audio, but the model has no encoders for them", recipe.file.string() + ": " + dataset.path,
                  "take a model of the family muse_spark, or leave these fields out");
    }
    parts["media"] = to_json(*media);
    parts["datasets"].back()["media"] = hash_of_media(dataset, path);
  }
  return sha256_hex(parts.dump());
}

Json dropped_to_json(const std::vector<DroppedRecord>& dropped) {
  Json list = Json::array();
  for (const DroppedRecord& record : dropped) list.push_back({{"id", record.id}, {"where", record.where}, {"reason", record.reason}});
  return list;
}

// The part as it stands, if it was made from the same inputs and is whole.
std::optional<PrepareReport::Part> existing_part(const fs::path& directory, const std::string& recipe_sha256) {
  std::error_code ignored;
  if (!fs::exists(directory / "index.json", ignored)) return std::nullopt;
  try {
    const ShardReader reader(directory);
    if (reader.info().recipe_sha256 != recipe_sha256) return std::nullopt;
    reader.verify_all();
    const Json dropped = read_json(directory / kDropped, uint64_t{1} << 30);
    if (dropped.at("index_sha256").get<std::string>() != reader.index_sha256()) return std::nullopt;
    PrepareReport::Part part;
    part.shards = directory;
    part.samples = reader.num_samples();
    part.tokens = reader.num_tokens();
    part.loss_tokens = dropped.at("loss_tokens").get<uint64_t>();
    part.text_bytes = dropped.value("text_bytes", uint64_t{0});
    part.images = dropped.value("images", uint64_t{0});
    part.sounds = dropped.value("sounds", uint64_t{0});
    part.may_show_text = dropped.value("may_show_text", uint64_t{0});
    for (const Json& entry : dropped.at("dropped")) {
      part.dropped.push_back({entry.at("id").get<std::string>(), entry.at("where").get<std::string>(), entry.at("reason").get<std::string>()});
    }
    const Json deidentified = read_json(directory / kDeidentified, uint64_t{1} << 24);
    if (deidentified.at("index_sha256").get<std::string>() != reader.index_sha256()) return std::nullopt;
    part.deidentified = deidentify_report_from_json(deidentified);
    for (uint64_t sample = 0; sample < reader.num_samples(); ++sample) part.longest = std::max(part.longest, reader.sample_length(sample));
    part.reused = true;
    return part;
  } catch (const Error& error) {
    log_warning(directory.string() + " can't be reused and is prepared again: " + error.what_happened());
  } catch (const Json::exception&) {
    log_warning(directory.string() + " can't be reused and is prepared again: " + kDropped + " is damaged");
  }
  return std::nullopt;
}

// Pieces of at most `most` tokens, none of them a lone token that could learn nothing.
std::vector<TokenizedSample> split_sample(const TokenizedSample& whole, size_t most) {
  std::vector<TokenizedSample> pieces;
  size_t at = 0;
  while (at < whole.tokens.size()) {
    size_t size = std::min(most, whole.tokens.size() - at);
    if (whole.tokens.size() - at - size == 1 && size > 2) --size;
    TokenizedSample& piece = pieces.emplace_back();
    piece.id = whole.id + "#" + std::to_string(pieces.size());
    const auto from = static_cast<ptrdiff_t>(at);
    const auto to = static_cast<ptrdiff_t>(at + size);
    piece.tokens.assign(whole.tokens.begin() + from, whole.tokens.begin() + to);
    piece.loss_mask.assign(whole.loss_mask.begin() + from, whole.loss_mask.begin() + to);
    at += size;
  }
  return pieces;
}

// The most frequent reason and how often, or "".
std::string chief_reason(const std::vector<DroppedRecord>& dropped) {
  std::map<std::string, size_t> counts;
  for (const DroppedRecord& record : dropped) ++counts[record.reason];
  const auto chief = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return chief == counts.end() ? "" : std::to_string(chief->second) + " of them: " + chief->first;
}

// A record as tokens, or why it has none.
struct Rendered {
  TokenizedSample sample;
  std::optional<Error> refused;
};

// Renders records[begin, end) on all cores; tokenising (and decoding media) is what preparing data spends its time on.
std::vector<Rendered> render_many(const std::vector<Record>& records, size_t begin, size_t end, const Tokenizer& tokenizer, const std::string& loss_on,
                                  const std::optional<MediaSpec>& spec) {
  std::vector<Rendered> rendered(end - begin);
  std::vector<fs::path> files;
  std::vector<size_t> first_file;
  for (size_t i = begin; i < end; ++i) {
    first_file.push_back(files.size());
    files.insert(files.end(), records[i].media.begin(), records[i].media.end());
  }
  std::vector<MediumOrError> media;
  if (!files.empty()) media = read_media(files, spec.value());
  on_all_cores(begin, end, [&](size_t i) {
    try {
      RecordMedia own;
      if (!records[i].media.empty()) own.spec = &*spec;
      for (size_t m = 0; m < records[i].media.size(); ++m) {
        MediumOrError& medium = media[first_file[i - begin] + m];
        if (const auto* error = std::get_if<Error>(&medium)) throw *error;
        own.media.push_back(std::move(std::get<StoredMedium>(medium)));
      }
      rendered[i - begin].sample = render(records[i], tokenizer, loss_on, std::move(own));
    } catch (const Error& error) {
      rendered[i - begin].refused = error;
    }
  });
  return rendered;
}

// Decides about each record, in file order, and writes what stays.
class PartMaker {
 public:
  PartMaker(const DataSettings& data, PrepareReport::Part& part, ShardWriter& writer) : data_(data), part_(part), writer_(writer) {}

  void add(const Record& record, const Rendered& rendered, int source) {
    if (rendered.refused) {
      const Error& error = *rendered.refused;
      if (data_.bad_record != "drop") {
        throw Error(error.what_happened(), record.where,
                    error.hint() + (error.hint().empty() ? "" : "; or ") + "set data.bad_record: drop to leave such records out");
      }
      return drop(record, error.what_happened());
    }
    const TokenizedSample& sample = rendered.sample;
    const auto most = static_cast<size_t>(data_.sequence_length);
    if (sample.tokens.size() < 2) return drop(record, "too short: fewer than 2 tokens");
    if (sample.tokens.size() <= most) {
      part_.text_bytes += record.text.size();
      return write(sample, source);
    }
    if (data_.too_long == "fail") {
      throw Error("a sample of " + std::to_string(sample.tokens.size()) + " tokens, data.sequence_length is " + std::to_string(most), record.where,
                  "raise data.sequence_length, or set data.too_long: drop");
    }
    if (data_.too_long == "split" && record.messages.empty() && record.media.empty()) {
      part_.text_bytes += record.text.size();
      for (const TokenizedSample& piece : split_sample(sample, most)) write(piece, source);
      return;
    }
    // A chat can't be split: its second half would be an answer to nothing.
    drop(record, "longer than data.sequence_length (" + std::to_string(most) + " tokens)");
  }

 private:
  void drop(const Record& record, const std::string& reason) { part_.dropped.push_back({record.id, record.where, reason}); }
  void write(const TokenizedSample& sample, int source) {
    writer_.add(sample, source);
    part_.samples += 1;
    for (const PlacedMedium& placed : sample.media) {
      const auto* image = std::get_if<StoredImage>(&placed.medium);
      ++(image != nullptr ? part_.images : part_.sounds);
      if (image != nullptr && image->may_show_text) ++part_.may_show_text;
    }
    part_.tokens += sample.tokens.size();
    part_.loss_tokens += static_cast<uint64_t>(std::count(sample.loss_mask.begin(), sample.loss_mask.end(), uint8_t{1}));
    part_.longest = std::max(part_.longest, static_cast<uint32_t>(sample.tokens.size()));
  }

  const DataSettings& data_;
  PrepareReport::Part& part_;
  ShardWriter& writer_;
};

PrepareReport::Part prepare_part(const Recipe& recipe, const std::vector<DatasetSettings>& datasets, const std::string& name, const fs::path& directory,
                                 const Tokenizer& tokenizer, const Deidentifier* deidentifier, const std::optional<MediaSpec>& media) {
  const std::string recipe_sha256 = fingerprint(recipe, datasets, tokenizer, deidentifier, media);
  if (auto part = existing_part(directory, recipe_sha256)) return *part;

  PrepareReport::Part part;
  part.shards = directory;
  if (deidentifier != nullptr) part.deidentified = deidentifier->empty_report();
  ShardInfo info;
  info.tokenizer_sha256 = tokenizer.sha256();
  info.recipe_sha256 = recipe_sha256;
  info.vocab_size = tokenizer.vocab_size();
  info.sequence_length = recipe.data.sequence_length;
  for (const DatasetSettings& dataset : datasets) info.sources.push_back({dataset.path, dataset.weight});
  const bool with_media = std::any_of(datasets.begin(), datasets.end(), has_media);
  if (with_media) {
    info.media = media;
    info.vocab_size = std::max({info.vocab_size, media->image_token + 1, media->audio_token + 1});
  }
  make_directories(directory.parent_path());
  ShardWriter writer(directory, info, recipe.data.shard_mib << 20);
  PartMaker maker(recipe.data, part, writer);
  const size_t at_once = with_media ? 256 : 512;  // media are held decoded
  for (size_t source = 0; source < datasets.size(); ++source) {
    const std::vector<Record> records = read_deidentified_records(datasets[source], resolve_path(recipe, datasets[source].path), recipe.data.bad_record,
                                                                  deidentifier, &part.dropped, &part.deidentified);
    Progress progress("prepare " + name, records.size(), "records");
    for (size_t begin = 0; begin < records.size(); begin += at_once) {
      throw_if_stop_requested("preparing data");
      const size_t end = std::min(begin + at_once, records.size());
      const std::vector<Rendered> rendered = render_many(records, begin, end, tokenizer, recipe.data.loss_on, media);
      for (size_t i = begin; i < end; ++i) maker.add(records[i], rendered[i - begin], static_cast<int>(source));
      progress.update(end);
    }
  }
  if (part.samples == 0) {
    throw Error("no usable sample in data." + name + " (" + std::to_string(part.dropped.size()) + " records dropped; " + chief_reason(part.dropped) + ")",
                recipe.file.string(), "look at the records named in the report, or change data.sequence_length, data.too_long or `fields`");
  }
  const Json index = writer.finish();
  const Json dropped = {{"index_sha256", index.at("sha256")},
                        {"loss_tokens", part.loss_tokens},
                        {"text_bytes", part.text_bytes},
                        {"images", part.images},
                        {"sounds", part.sounds},
                        {"may_show_text", part.may_show_text},
                        {"dropped", dropped_to_json(part.dropped)}};
  write_file_durably(directory / kDropped, dropped.dump(1) + "\n");
  Json deidentified = to_json(part.deidentified);
  deidentified["index_sha256"] = index.at("sha256");
  write_file_durably(directory / kDeidentified, deidentified.dump(1) + "\n");
  write_file_durably(directory / kDeidentifiedText, to_text(part.deidentified));
  return part;
}

Json part_to_json(const PrepareReport::Part& part) {
  std::map<std::string, size_t> reasons;
  for (const DroppedRecord& record : part.dropped) ++reasons[record.reason];
  return {{"shards", part.shards.string()},
          {"samples", part.samples},
          {"tokens", part.tokens},
          {"loss_tokens", part.loss_tokens},
          {"longest", part.longest},
          {"reused", part.reused},
          {"images", part.images},
          {"sounds", part.sounds},
          {"may_show_text", part.may_show_text},
          {"text_bytes", part.text_bytes},
          {"deidentified", to_json(part.deidentified)},
          {"dropped_by_reason", reasons},
          {"dropped", dropped_to_json(part.dropped)}};
}

}  // namespace

PrepareReport prepare(const Recipe& recipe, const Tokenizer& tokenizer, const std::optional<MediaSpec>& media) {
  const DataSettings& data = recipe.data;
  if (data.train.empty()) throw Error("no data to prepare", recipe.file.string(), "list at least one dataset under data.train");
  if (data.sequence_length < 2) throw Error("data.sequence_length is below 2", recipe.file.string());
  if (data.too_long != "drop" && data.too_long != "fail" && data.too_long != "split")
    throw Error("data.too_long is none of drop, fail, split", recipe.file.string());
  if (data.shards.empty() && recipe.run.dir.empty()) throw Error("no place for the shards", recipe.file.string(), "set run.dir or data.shards");
  const fs::path shards = shards_directory(recipe);

  const std::optional<Deidentifier> deidentifier = make_deidentifier(data);
  const Deidentifier* chosen = deidentifier ? &*deidentifier : nullptr;
  PrepareReport report;
  report.train = prepare_part(recipe, data.train, "train", shards / "train", tokenizer, chosen, media);
  report.validation.shards = shards / "validation";
  if (!data.validation.empty()) report.validation = prepare_part(recipe, data.validation, "validation", shards / "validation", tokenizer, chosen, media);
  return report;
}

Json to_json(const PrepareReport& report) {
  Json json = {{"train", part_to_json(report.train)}};
  json["validation"] = report.validation.samples > 0 ? part_to_json(report.validation) : Json();
  return json;
}

}  // namespace galen
