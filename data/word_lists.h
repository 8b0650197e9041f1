// The dictionaries of de-identification: names, places, English and medical words, by what scripts/word_lists.py made of Debian's and PyPI's lists.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

enum WordFlag : uint16_t {
  kFemaleName = 1 << 0,
  kMaleName = 1 << 1,
  kSurname = 1 << 2,
  kFrequentGivenName = 1 << 3,
  kFrequentSurname = 1 << 4,
  kPlace = 1 << 5,
  kWidePlace = 1 << 6,      // a state or country, which may stay
  kVeryCommon = 1 << 7,     // the 5,000 commonest English words
  kCommon = 1 << 8,         // the next 35,000
  kUncommon = 1 << 9,       // in a dictionary all the same
  kMedical = 1 << 10,       // written small
  kMedicalName = 1 << 11,   // written with a capital: eponyms, brands
  kBeginsPlace = 1 << 12,   // the first word of a place of several
  kMostlyFemale = 1 << 13,  // among the frequent given names of women
  kMostlyMale = 1 << 14,
  kGivenName = kFemaleName | kMaleName,
  kAnyName = kGivenName | kSurname,
  kFrequentName = kFrequentGivenName | kFrequentSurname,
  kEnglish = kVeryCommon | kCommon | kUncommon,
};

class WordLists {
 public:
  // Reads what scripts/word_lists.py wrote. Throws Error for a file that isn't there, isn't such a list or is cut short.
  explicit WordLists(const std::filesystem::path& file);

  uint16_t flags(std::string_view lower_case) const;  // 0 for an unknown word; places of several words are joined by one blank
  const std::string& sha256() const { return sha256_; }
  size_t size() const { return used_; }

  // For surrogates: names of a kind (kFemaleName, kMaleName, kSurname, kPlace), frequent ones of pure letters, sorted, none an English word.
  const std::vector<std::string_view>& examples(WordFlag flag) const;

 private:
  struct Slot {
    uint32_t offset = 0;
    uint16_t length = 0;
    uint16_t flags = 0;
  };
  void add(std::string_view word, uint16_t flags);

  std::string text_;
  std::string sha256_;
  std::vector<Slot> slots_;  // open addressing, a power of two
  size_t used_ = 0;
  std::vector<std::string_view> female_, male_, surnames_, places_;
};

// Where setup.sh leaves the list, beside the running program: build/words in a checkout, share/galen/words in an installation.
// Throws Error saying what to run when it is in neither.
std::filesystem::path find_word_lists();

}  // namespace galen
