#include "data/word_lists.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHeading = "galen word lists 1\n";

uint16_t flag_of(char letter) {
  switch (letter) {
    case 'F':
      return kFemaleName | kFrequentGivenName | kMostlyFemale;
    case 'M':
      return kMaleName | kFrequentGivenName | kMostlyMale;
    case 'S':
      return kSurname | kFrequentSurname;
    case 'f':
      return kFemaleName;
    case 'm':
      return kMaleName;
    case 's':
      return kSurname;
    case 'p':
      return kPlace;
    case 'c':
      return kWidePlace;
    case '1':
      return kVeryCommon;
    case '2':
      return kCommon;
    case '3':
      return kUncommon;
    case 'x':
      return kMedical;
    case 'X':
      return kMedicalName;
    default:
      return 0;
  }
}

bool is_plain(std::string_view word) {
  return word.size() >= 4 && word.size() <= 10 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

WordLists::WordLists(const fs::path& file) : text_(read_file(file, uint64_t{1} << 28)), sha256_(sha256_hex(text_)) {
  const std::string hint = "run scripts/setup.sh: it makes the lists";
  if (!std::string_view(text_).starts_with(kHeading) || text_.back() != '\n') throw Error("is not a whole list of words", file.string(), hint);
  const auto lines = static_cast<size_t>(std::count(text_.begin(), text_.end(), '\n'));
  size_t capacity = 1024;
  while (capacity < 2 * lines + 200000) capacity *= 2;
  slots_.resize(capacity);

  std::string_view rest = std::string_view(text_).substr(kHeading.size());
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab == 0 || tab > 255) throw Error("a line without a word or flags", file.string(), hint);
    const std::string_view word = line.substr(0, tab);
    uint16_t flags = 0;
    for (const char letter : line.substr(tab + 1)) flags = static_cast<uint16_t>(flags | flag_of(letter));
    add(word, flags);
    const size_t blank = word.find(' ');
    if (blank != std::string_view::npos) add(word.substr(0, blank), kBeginsPlace);
    if (!is_plain(word) || (flags & (kEnglish | kMedical | kMedicalName)) != 0) continue;
    // For surrogates: of one kind only, so that what is written reads as that kind.
    const uint16_t kinds = flags & (kAnyName | kPlace);
    const bool is_frequent = (flags & kFrequentName) != 0;
    if (kinds == kFemaleName && is_frequent) female_.push_back(word);
    if (kinds == kMaleName && is_frequent) male_.push_back(word);
    if (kinds == kSurname && is_frequent) surnames_.push_back(word);
    if (kinds == kPlace) places_.push_back(word);
  }
  if (female_.empty() || male_.empty() || surnames_.empty() || places_.empty()) throw Error("holds no names or no places", file.string(), hint);
}

void WordLists::add(std::string_view word, uint16_t flags) {
  const size_t mask = slots_.size() - 1;
  for (size_t at = xxh3(word.data(), word.size()) & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.length == 0) {
      slot = {static_cast<uint32_t>(word.data() - text_.data()), static_cast<uint16_t>(word.size()), flags};
      ++used_;
      return;
    }
    if (std::string_view(text_).substr(slot.offset, slot.length) == word) {
      slot.flags = static_cast<uint16_t>(slot.flags | flags);
      return;
    }
  }
}

uint16_t WordLists::flags(std::string_view lower_case) const {
  if (lower_case.empty()) return 0;
  const size_t mask = slots_.size() - 1;
  for (size_t at = xxh3(lower_case.data(), lower_case.size()) & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.length == 0) return 0;
    if (slot.length == lower_case.size() && std::string_view(text_).substr(slot.offset, slot.length) == lower_case) return slot.flags;
  }
}

const std::vector<std::string_view>& WordLists::examples(WordFlag flag) const {
  if (flag == kFemaleName) return female_;
  if (flag == kMaleName) return male_;
  return flag == kPlace ? places_ : surnames_;
}

fs::path find_word_lists() {
  std::error_code ignored;
  const fs::path bin = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* place : {"../../words/deidentify.tsv", "../share/galen/words/deidentify.tsv"}) {
    if (fs::exists(bin / place, ignored)) return fs::weakly_canonical(bin / place, ignored);
  }
  throw Error("there are no word lists: names, places and medical words", (bin / "../../words/deidentify.tsv").lexically_normal().string(),
              "run scripts/setup.sh, which makes them, or set data.deidentify: none for data without patients");
}

}  // namespace galen
