#include "data/deidentify.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <unordered_set>
#include <utility>

#include "core/error.h"
#include "data/finders.h"
#include "data/learnt_finder.h"
#include "data/parallel.h"
#include "data/surrogates.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr int kRules = 4;  // counted up when the rules change, so that shards are made again

constexpr std::array<std::string_view, kIdentifierKinds> kNames = {"name",   "location", "zip", "date",        "age",     "phone",   "fax",
                                                                   "email",  "ssn",      "mrn", "health_plan", "account", "license", "vehicle",
                                                                   "device", "url",      "ip",  "biometric",   "photo",   "id"};

// Which kind an overlap of two of the same length is: what has a strict form before what has a label, a label before a guess.
int precedence(const Identifier& identifier) {
  switch (identifier.kind) {
    case IdentifierKind::email:
      return 0;
    case IdentifierKind::url:
      return 1;
    case IdentifierKind::ip:
      return 2;
    case IdentifierKind::date:
      return 3;
    case IdentifierKind::zip:
      return 4;
    case IdentifierKind::other:
      return 9;
    case IdentifierKind::mrn:
      return 7;
    case IdentifierKind::location:
      return identifier.rule == std::string_view("city before a state") ? 5 : 8;
    case IdentifierKind::health_plan:
      return identifier.rule == std::string_view("NHS number") ? 8 : 6;  // one telephone number in eleven passes its check
    default:
      return 6;
  }
}

bool is_joint(std::string_view gap) {
  return gap == " " || gap == "-" || gap == ". " || gap == ", ";
}

// Cuts the tags out of what was found; both are sorted by their begin.
std::vector<Identifier> without_tags(const std::vector<Identifier>& found, const std::vector<Identifier>& tags) {
  if (tags.empty()) return found;
  std::vector<Identifier> kept;
  size_t tag = 0;
  for (const Identifier& identifier : found) {
    while (tag < tags.size() && tags[tag].end <= identifier.begin) ++tag;
    size_t begin = identifier.begin;
    for (size_t t = tag; t < tags.size() && tags[t].begin < identifier.end; ++t) {
      if (tags[t].begin > begin) kept.push_back({begin, tags[t].begin, identifier.kind, identifier.rule});
      begin = std::max(begin, tags[t].end);
    }
    if (begin < identifier.end) kept.push_back({begin, identifier.end, identifier.kind, identifier.rule});
  }
  return kept;
}

bool has_letter_or_digit(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (is_letter(c.value) || (c.value >= '0' && c.value <= '9') || c.value == '*') return true;
    at += c.length;
  }
  return false;
}

std::string with_replacements(std::string_view text, const std::vector<Identifier>& found, const std::function<std::string(const Identifier&)>& replacement) {
  std::string made;
  made.reserve(text.size());
  size_t copied = 0;
  for (const Identifier& identifier : found) {
    made.append(text.substr(copied, identifier.begin - copied));
    made += replacement(identifier);
    copied = identifier.end;
  }
  return made.append(text.substr(copied));
}

std::string redacted(std::string_view text, std::vector<Identifier> found, const WordLists& lists) {
  std::string made(text);
  // A tag can bring what stood apart into a context that gives it away. Each round leaves less outside of tags, so this ends.
  while (!found.empty()) {
    made = with_replacements(made, found, [&](const Identifier& identifier) {
      return tag_for(identifier.kind, std::string_view(made).substr(identifier.begin, identifier.end - identifier.begin));
    });
    found = find_identifiers(made, lists);
  }
  return made;
}

// "John Q. Public" -> "Xx X. Xx", "03/04/2019" -> "9/9/9".
std::string form_of(std::string_view text) {
  std::string form;
  char last = 0;
  for (size_t at = 0; at < text.size() && form.size() < 32;) {
    const CodePoint c = code_point_at(text, at);
    at += c.length;
    char sign = '?';
    if (c.value >= '0' && c.value <= '9') {
      sign = '9';
    } else if (is_letter(c.value)) {
      sign = 'x';
    } else if (c.value < 0x80) {
      sign = c.value == '\n' || c.value == '\t' ? ' ' : static_cast<char>(c.value);
    }
    if (sign == last) continue;
    if (sign == 'x') {
      form += c.value < 0x80 && c.value >= 'a' ? "x" : "Xx";
    } else {
      form += sign;
    }
    last = sign;
  }
  return form;
}

// Three words to either side, everyday English ones as they are, the rest as a box.
std::string context_of(std::string_view text, const Identifier& identifier, const WordLists& lists) {
  const auto shown = [&](std::string_view part, bool from_end) {
    const std::vector<Word> words = split_words(part, lists);
    const size_t count = std::min<size_t>(3, words.size());
    std::string made;
    for (size_t i = 0; i < count; ++i) {
      const Word& word = words[from_end ? words.size() - count + i : i];
      const bool is_everyday = word.letters == Letters::small && (word.flags & (kVeryCommon | kCommon)) != 0 && (word.flags & kFrequentName) == 0;
      made += (made.empty() ? "" : " ") + (is_everyday ? std::string(part.substr(word.begin, word.end - word.begin)) : std::string("…"));
    }
    return made;
  };
  const auto boundary = [&](size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return at;
  };
  const size_t from = boundary(identifier.begin > 48 ? identifier.begin - 48 : 0);
  std::string_view before = text.substr(from, identifier.begin - from);
  if (from > 0) before.remove_prefix(std::min(before.size(), before.find_first_of(" \n")));  // not the end of a longer word
  std::string_view behind = text.substr(identifier.end, 48);
  if (behind.size() == 48) behind = behind.substr(0, behind.find_last_of(" \n") == std::string_view::npos ? 0 : behind.find_last_of(" \n"));
  const std::string left = shown(before, true);
  const std::string right = shown(behind, false);
  return left + (left.empty() ? "" : " ") + "▢" + (right.empty() ? "" : " ") + right;
}

void count_into(const std::vector<Identifier>& found, std::string_view text, const std::string& where, const WordLists& lists, DeidentifyReport* report) {
  report->records += 1;
  report->bytes += text.size();
  if (!found.empty()) report->records_with_identifiers += 1;
  for (const Identifier& identifier : found) {
    const auto kind = static_cast<size_t>(identifier.kind);
    report->counts[kind] += 1;
    if (report->samples[kind].size() >= 3) continue;
    report->samples[kind].push_back(
        {where, identifier.rule, form_of(text.substr(identifier.begin, identifier.end - identifier.begin)), context_of(text, identifier, lists)});
  }
}

std::string kinds_of(const std::vector<Identifier>& found) {
  std::array<size_t, kIdentifierKinds> counts = {};
  for (const Identifier& identifier : found) ++counts[static_cast<size_t>(identifier.kind)];
  std::string list;
  for (size_t kind = 0; kind < kIdentifierKinds; ++kind) {
    if (counts[kind] > 0) list += (list.empty() ? "" : ", ") + std::to_string(counts[kind]) + " " + std::string(kNames[kind]);
  }
  return list;
}

// A medicine's code behind "NDC", sodium behind "Na", a car behind its year.
bool is_known_harmless(std::string_view text, const Identifier& identifier) {
  const std::string_view found = text.substr(identifier.begin, identifier.end - identifier.begin);
  const std::string_view before = text.substr(identifier.begin < 5 ? 0 : identifier.begin - 5, std::min<size_t>(identifier.begin, 5));
  if (before.ends_with("NDC ") || before.ends_with("NDC: ") || before.ends_with("NDC# ")) return true;
  if (found == "Na") return true;
  static const WordSet kCars = {"Toyota",    "Honda", "Ford",  "Subaru",     "Nissan", "Hyundai", "Kia",
                                "Chevrolet", "Chevy", "Mazda", "Volkswagen", "Tesla",  "Jeep",    "Dodge"};
  // "a 2015 Ford", "his Honda"; but "Mr. Ford".
  static constexpr std::array<std::string_view, 6> kBeforeCars = {" a ", "his ", "her ", "new ", "old ", "the "};
  const bool is_car =
      kCars.count(found) > 0 && (before.size() < 2 || std::isdigit(static_cast<unsigned char>(before[before.size() - 2])) != 0 ||
                                 std::any_of(kBeforeCars.begin(), kBeforeCars.end(), [&](std::string_view word) { return before.ends_with(word); }));
  if (is_car) return identifier.kind == IdentifierKind::name || identifier.kind == IdentifierKind::location;
  return identifier.kind == IdentifierKind::zip && found.size() == 4 &&
         kCars.count(text.substr(identifier.end + 1).substr(0, text.substr(identifier.end + 1).find_first_of(" ,.\n"))) > 0;
}

// Sorted, without the tags of an earlier redaction; what overlaps becomes one, of the kind of its longest part.
std::vector<Identifier> merged(std::vector<Identifier> found, const std::vector<Identifier>& tags, std::string_view text) {
  const auto by_place = [](const Identifier& a, const Identifier& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; };
  std::stable_sort(found.begin(), found.end(), by_place);
  found = without_tags(found, tags);
  std::stable_sort(found.begin(), found.end(), by_place);
  std::vector<Identifier> made;
  Identifier chief;
  for (const Identifier& identifier : found) {
    if (identifier.begin == identifier.end || !has_letter_or_digit(text.substr(identifier.begin, identifier.end - identifier.begin))) continue;
    if (made.empty() || identifier.begin >= made.back().end) {
      Identifier* last = made.empty() ? nullptr : &made.back();
      const bool continues = last != nullptr && last->kind == identifier.kind &&
                             (identifier.kind == IdentifierKind::name || identifier.kind == IdentifierKind::location) &&
                             is_joint(text.substr(last->end, identifier.begin - last->end)) && text.substr(last->end, identifier.begin - last->end) != ", ";
      if (continues) {
        last->end = identifier.end;
      } else {
        made.push_back(identifier);
        chief = identifier;
      }
      continue;
    }
    Identifier& last = made.back();
    const size_t length = identifier.end - identifier.begin;
    const size_t chief_length = chief.end - chief.begin;
    if (length > chief_length || (length == chief_length && precedence(identifier) < precedence(chief))) {
      chief = identifier;
      last.kind = identifier.kind;
      last.rule = identifier.rule;
    }
    last.end = std::max(last.end, identifier.end);
  }
  return made;
}

}  // namespace

std::string_view kind_name(IdentifierKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

// A program broke the paragraph where the next line's first word wouldn't have fitted, as wide as the text is.
std::string with_lines_joined(std::string_view text) {
  std::string joined(text);
  std::vector<size_t> ends;
  size_t width = 0;
  for (size_t begin = 0, at = text.find('\n'); at != std::string_view::npos; begin = at + 1, at = text.find('\n', begin)) {
    ends.push_back(at);
    width = std::max(width, at - begin);
  }
  if (width < 60 || width > 120) return joined;
  size_t begin = 0;
  for (const size_t at : ends) {
    const size_t next = std::min(text.find_first_of(" \n", at + 1), text.size());
    const bool fits = at - begin + 1 + (next - at - 1) <= width;
    if (!fits && at + 1 < text.size() && std::isalnum(static_cast<unsigned char>(text[at + 1])) != 0) joined[at] = ' ';
    begin = at + 1;
  }
  return joined;
}

std::vector<Identifier> find_tags(std::string_view text) {
  std::vector<Identifier> tags;
  for (size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    const size_t length = tag_length_at(text, at);
    if (length == 0) continue;
    size_t kind = 0;
    while (!text.substr(at).starts_with(tag_for(static_cast<IdentifierKind>(kind), "")) && kind + 1 < kIdentifierKinds) ++kind;
    tags.push_back({at, at + length, text.substr(at).starts_with("[ZIP") ? IdentifierKind::zip : static_cast<IdentifierKind>(kind), "tag"});
  }
  return tags;
}

std::vector<Identifier> find_by_rules(std::string_view text, SearchedText* searched) {
  searched->matched = all_patterns().find(searched->text, searched->words);
  std::vector<Identifier> found;
  find_network_addresses(*searched, &found);
  find_phones(*searched, &found);
  find_numbers(*searched, &found);
  find_dates(*searched, &found);
  find_ages(*searched, &found);
  find_places(*searched, &found);
  find_by_context(*searched, &found);
  find_shorthand(*searched, &found);
  find_names(*searched, &found);
  find_initials_of_names(*searched, &found);
  for (Identifier& identifier : found) {
    while (identifier.begin < identifier.end && (text[identifier.begin] == ' ' || text[identifier.begin] == '\n' || text[identifier.begin] == '\t'))
      ++identifier.begin;
    while (identifier.end > identifier.begin && (text[identifier.end - 1] == ' ' || text[identifier.end - 1] == '\n' || text[identifier.end - 1] == '\t'))
      --identifier.end;
  }
  std::erase_if(found, [&](const Identifier& identifier) { return is_known_harmless(text, identifier); });
  return merged(std::move(found), find_tags(text), text);
}

std::vector<Identifier> find_identifiers(std::string_view text, const WordLists& lists) {
  const std::string unwrapped = with_lines_joined(text);
  SearchedText searched{unwrapped, split_words(unwrapped, lists), lists, {}};
  std::vector<Identifier> found = find_by_rules(text, &searched);
  const std::vector<Identifier> tags = find_tags(text);
  std::vector<Identifier> hidden;  // already, or by a rule
  std::merge(found.begin(), found.end(), tags.begin(), tags.end(), std::back_inserter(hidden),
             [](const Identifier& a, const Identifier& b) { return a.begin < b.begin; });
  for (const Identifier& identifier : find_learnt(searched, hidden)) {
    if (!is_known_harmless(text, identifier)) found.push_back(identifier);
  }
  return merged(std::move(found), tags, text);
}

std::string redact(std::string_view text, const WordLists& lists) {
  return redacted(text, find_identifiers(text, lists), lists);
}

Deidentifier::Deidentifier(const std::string& mode, const fs::path& word_lists, const fs::path& key_file) : mode_(mode), lists_(word_lists) {
  if (mode != "refuse" && mode != "redact" && mode != "surrogate") throw Error("data.deidentify is none of refuse, redact, surrogate, none");
  if (mode == "surrogate") key_ = DeidentifyKey::read_or_make(key_file);
}

DeidentifyReport Deidentifier::empty_report() const {
  DeidentifyReport report;
  report.mode = mode_;
  report.word_lists_sha256 = lists_.sha256();
  if (key_) report.key_id = key_->id();
  return report;
}

std::optional<std::string> Deidentifier::apply(Record& record, DeidentifyReport* report) const {
  // The parts in one text, blank lines between them.
  std::vector<std::string*> parts;
  for (ChatMessage& message : record.messages) parts.push_back(&message.content);
  if (record.messages.empty()) parts.push_back(&record.text);
  std::string whole;
  std::vector<size_t> begins;
  for (const std::string* part : parts) {
    begins.push_back(whole.size());
    whole += *part;
    whole += "\n\n";
  }
  const std::vector<Identifier> found = find_identifiers(whole, lists_);
  count_into(found, whole, record.where, lists_, report);
  if (found.empty()) return std::nullopt;
  if (mode_ == "refuse") {
    report->records_refused += 1;
    return "holds " + std::to_string(found.size()) + (found.size() == 1 ? " identifier: " : " identifiers: ") + kinds_of(found);
  }
  const std::string patient = record.patient.empty() ? record.where : record.patient;
  size_t next = 0;
  for (size_t p = 0; p < parts.size(); ++p) {
    const size_t begin = begins[p];
    const size_t end = begin + parts[p]->size();
    std::vector<Identifier> here;
    for (; next < found.size() && found[next].begin < end; ++next) {
      Identifier identifier = found[next];
      identifier.begin = std::max(identifier.begin, begin) - begin;
      identifier.end = std::min(identifier.end, end) - begin;
      if (identifier.begin < identifier.end) here.push_back(identifier);
      if (found[next].end > end) break;  // its other half is in the next part
    }
    if (here.empty()) continue;
    if (mode_ == "redact") {
      *parts[p] = redacted(*parts[p], here, lists_);
    } else {
      const std::string before = *parts[p];
      *parts[p] = with_replacements(before, here, [&](const Identifier& identifier) {
        return surrogate_for(identifier, std::string_view(before).substr(identifier.begin, identifier.end - identifier.begin), patient, *key_, lists_);
      });
    }
  }
  return std::nullopt;
}

Json deidentify_fingerprint(const Deidentifier& deidentifier) {
  const DeidentifyReport report = deidentifier.empty_report();
  return {{"mode", report.mode}, {"rules", kRules}, {"word_lists", report.word_lists_sha256}, {"key_id", report.key_id}};
}

std::optional<Deidentifier> make_deidentifier(const DataSettings& data) {
  if (data.deidentify == "none") return std::nullopt;
  return std::optional<Deidentifier>(std::in_place, data.deidentify, find_word_lists(),
                                     data.deidentify == "surrogate" ? deidentify_key_file(data.deidentify_key) : fs::path());
}

std::vector<Record> read_deidentified_records(const DatasetSettings& dataset, const fs::path& path, const std::string& bad_record,
                                              const Deidentifier* deidentifier, std::vector<DroppedRecord>* dropped, DeidentifyReport* report) {
  const size_t dropped_before = dropped == nullptr ? 0 : dropped->size();
  std::vector<Record> records = read_records(dataset, path, bad_record, dropped);
  if (deidentifier == nullptr) return records;
  const auto place = [](const std::string& where) { return fs::path(where).filename().string(); };
  for (size_t i = dropped_before; dropped != nullptr && i < dropped->size(); ++i) (*dropped)[i].id = place((*dropped)[i].where);

  std::vector<DeidentifyReport> reports(records.size());
  std::vector<std::optional<std::string>> refusals(records.size());
  on_all_cores(0, records.size(), [&](size_t i) {
    records[i].id = place(records[i].where);
    refusals[i] = deidentifier->apply(records[i], &reports[i]);
  });
  std::vector<Record> kept;
  for (size_t i = 0; i < records.size(); ++i) {
    report->add(reports[i]);
    if (!refusals[i]) {
      kept.push_back(std::move(records[i]));
    } else if (bad_record == "drop") {
      if (dropped != nullptr) dropped->push_back({records[i].id, records[i].where, *refusals[i]});
    } else {
      throw Error(*refusals[i] + " (data.deidentify: refuse)", records[i].where,
                  "set data.deidentify: redact or surrogate, or data.bad_record: drop to leave such records out; none is for data that holds no patients");
    }
  }
  return kept;
}

std::vector<Record> read_deidentified_records(const Recipe& recipe, const DatasetSettings& dataset, const std::optional<Deidentifier>& deidentifier) {
  std::vector<DroppedRecord> dropped;
  DeidentifyReport report;
  return read_deidentified_records(dataset, resolve_path(recipe, dataset.path), recipe.data.bad_record, deidentifier ? &*deidentifier : nullptr, &dropped,
                                   &report);
}

}  // namespace galen
