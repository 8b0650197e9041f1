// What the learnt finder is trained on (bench/deidentification/train.py calls this):
// bench_deidentify_features words NOTES.jsonl OUT          hashes of the words outside of identifiers
// bench_deidentify_features features NOTES.jsonl KNOWN OUT OUT.words: six int32 a word (note, identifier or -1, begin, end, class + 256 * what the rules
//                                                          took + 65536 * whether the finder decides about it, number of features); OUT.features: uint16
#include <cstdio>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "data/word_features.h"
#include "tests/data/deidentify_measure.h"

namespace {

using galen::Word;

constexpr size_t kEverydayKept = 4;  // one in so many of the words that the finder doesn't decide about

class Marks {
 public:
  explicit Marks(const galen::testing::LabelledNote& note) : note_(note) {}
  // The identifier that the word is part of, or -1; to be asked in the order of the text.
  int of(const Word& word) {
    while (next_ < note_.marks.size() && note_.marks[next_].end <= word.begin) ++next_;
    return next_ < note_.marks.size() && note_.marks[next_].begin < word.end ? static_cast<int>(next_) : -1;
  }

 private:
  const galen::testing::LabelledNote& note_;
  size_t next_ = 0;
};

template <typename T>
void write(std::ofstream& file, const T* values, size_t count) {
  file.write(reinterpret_cast<const char*>(values), static_cast<std::streamsize>(count * sizeof(T)));
}

void write_words(const std::vector<galen::testing::LabelledNote>& notes, const galen::WordLists& lists, const std::string& out) {
  std::ofstream file(out, std::ios::binary);
  for (const auto& note : notes) {
    Marks marks(note);
    for (const Word& word : galen::split_words(note.text, lists)) {
      if (marks.of(word) >= 0 || word.letters == galen::Letters::digits) continue;
      const uint32_t hash = galen::known_word_hash(std::string_view(note.text).substr(word.begin, word.end - word.begin), word.letters);
      write(file, &hash, 1);
    }
  }
}

void write_features(const std::vector<galen::testing::LabelledNote>& notes, const galen::WordLists& lists, const std::string& known_file,
                    const std::string& out) {
  const std::string bytes = galen::read_file(known_file);
  std::vector<uint32_t> known(bytes.size() / sizeof(uint32_t));
  std::memcpy(known.data(), bytes.data(), known.size() * sizeof(uint32_t));
  std::ofstream words(out + ".words", std::ios::binary);
  std::ofstream numbers(out + ".features", std::ios::binary);
  std::vector<uint16_t> of_word;
  for (size_t n = 0; n < notes.size(); ++n) {
    const auto& note = notes[n];
    const std::string unwrapped = galen::with_lines_joined(note.text);
    galen::SearchedText searched{unwrapped, galen::split_words(unwrapped, lists), lists, {}};
    const std::vector<galen::Identifier> rules = galen::find_by_rules(note.text, &searched);
    const galen::WordFeatures features(searched, rules, known);
    Marks marks(note);
    for (size_t i = 0; i < searched.words.size(); ++i) {
      const Word& word = searched.words[i];
      const int mark = marks.of(word);
      const std::string kind = mark < 0 ? "" : note.marks[static_cast<size_t>(mark)].kind;
      const int label = mark < 0 ? 0 : kind == "name" ? 1 : kind == "location" || kind == "place" ? 2 : kind == "date" ? 3 : 4;
      const bool is_candidate = features.is_candidate(i);
      of_word.clear();
      if (is_candidate || i % kEverydayKept == 0) features.of(i, &of_word);
      const std::array<int32_t, 6> row = {static_cast<int32_t>(n),
                                          mark,
                                          static_cast<int32_t>(word.begin),
                                          static_cast<int32_t>(word.end),
                                          label + 256 * features.taken(i) + 65536 * (is_candidate ? 1 : 0),
                                          static_cast<int32_t>(of_word.size())};
      write(words, row.data(), row.size());
      write(numbers, of_word.data(), of_word.size());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string task = argc > 1 ? argv[1] : "";
  if ((task != "words" || argc != 4) && (task != "features" || argc != 5)) {
    std::fprintf(stderr, "bench_deidentify_features words NOTES.jsonl OUT | features NOTES.jsonl KNOWN OUT\n");
    return 2;
  }
  try {
    const galen::WordLists lists(galen::find_word_lists());
    const auto notes = galen::testing::read_labelled_notes(galen::read_file(argv[2]));
    if (task == "words") {
      write_words(notes, lists, argv[3]);
    } else {
      write_features(notes, lists, argv[3], argv[4]);
    }
  } catch (const galen::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
