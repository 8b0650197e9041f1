// Scores de-identification on labelled notes (tests/data/deidentification_corpus.py makes them).
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "data/deidentify.h"

namespace galen::testing {

struct LabelledNote {
  std::string id;
  std::string text;
  struct Mark {
    size_t begin = 0;
    size_t end = 0;
    std::string kind;
  };
  std::vector<Mark> marks;
};

inline std::vector<LabelledNote> read_labelled_notes(std::string_view text) {
  std::vector<LabelledNote> notes;
  for (const std::string& line : split(text, '\n')) {
    if (line.empty()) continue;
    const Json json = Json::parse(line);
    LabelledNote& note = notes.emplace_back();
    note.id = json.at("id").get<std::string>();
    note.text = json.at("text").get<std::string>();
    for (const Json& mark : json.at("identifiers")) note.marks.push_back({mark[0].get<size_t>(), mark[1].get<size_t>(), mark[2].get<std::string>()});
  }
  return notes;
}

struct DeidentificationScore {
  struct Kind {
    size_t labelled = 0;
    size_t covered = 0;    // every letter and digit of it is inside something found
    size_t same_kind = 0;  // and the longest overlap has its kind
    size_t found = 0;
    size_t found_right = 0;  // overlaps something labelled
  };
  std::map<std::string, Kind> kinds;
  Kind all;
  size_t labelled_characters = 0;
  size_t leaked_characters = 0;  // letters and digits of identifiers, outside of everything found
  size_t plain_characters = 0;
  size_t overredacted_characters = 0;
  size_t bytes = 0;
  double seconds = 0;
  std::vector<std::string> misses;  // "kind: identifier | around it": the corpus is synthetic, so these may be shown
  std::vector<std::string> false_alarms;

  double recall() const { return static_cast<double>(all.covered) / static_cast<double>(std::max<size_t>(1, all.labelled)); }
  double recall(const std::string& kind) const {
    const auto found = kinds.find(kind);
    return found == kinds.end() ? 0 : static_cast<double>(found->second.covered) / static_cast<double>(std::max<size_t>(1, found->second.labelled));
  }
  double precision() const { return static_cast<double>(all.found_right) / static_cast<double>(std::max<size_t>(1, all.found)); }
  double leak_rate() const { return static_cast<double>(leaked_characters) / static_cast<double>(std::max<size_t>(1, labelled_characters)); }
};

inline DeidentificationScore score_deidentification(const std::vector<LabelledNote>& notes, const WordLists& lists) {
  DeidentificationScore score;
  const auto counts = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; };
  for (const LabelledNote& note : notes) {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<Identifier> found = find_identifiers(note.text, lists);
    score.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    score.bytes += note.text.size();
    std::vector<uint8_t> hidden(note.text.size(), 0);
    std::vector<uint8_t> labelled(note.text.size(), 0);
    for (const Identifier& identifier : found)
      std::fill(hidden.begin() + static_cast<ptrdiff_t>(identifier.begin), hidden.begin() + static_cast<ptrdiff_t>(identifier.end), 1);
    const auto around = [&](size_t begin, size_t end) {
      std::string shown = note.text.substr(begin > 30 ? begin - 30 : 0, end - (begin > 30 ? begin - 30 : 0) + 30);
      std::replace(shown.begin(), shown.end(), '\n', ' ');
      return shown;
    };
    for (const LabelledNote::Mark& mark : note.marks) {
      std::fill(labelled.begin() + static_cast<ptrdiff_t>(mark.begin), labelled.begin() + static_cast<ptrdiff_t>(mark.end), 1);
      auto& kind = score.kinds[mark.kind];
      ++kind.labelled;
      ++score.all.labelled;
      size_t leaked = 0;
      for (size_t i = mark.begin; i < mark.end; ++i) {
        if (!counts(note.text[i])) continue;
        ++score.labelled_characters;
        if (hidden[i] == 0) ++leaked;
      }
      score.leaked_characters += leaked;
      if (leaked > 0) {
        score.misses.push_back(mark.kind + ": " + note.text.substr(mark.begin, mark.end - mark.begin) + " | " + around(mark.begin, mark.end));
        continue;
      }
      ++kind.covered;
      ++score.all.covered;
      for (const Identifier& identifier : found) {
        if (identifier.begin < mark.end && identifier.end > mark.begin && kind_name(identifier.kind) == mark.kind) {
          ++kind.same_kind;
          ++score.all.same_kind;
          break;
        }
      }
    }
    for (const Identifier& identifier : found) {
      auto& kind = score.kinds[std::string(kind_name(identifier.kind))];
      ++kind.found;
      ++score.all.found;
      const bool right =
          std::any_of(note.marks.begin(), note.marks.end(), [&](const auto& mark) { return identifier.begin < mark.end && identifier.end > mark.begin; });
      if (right) {
        ++kind.found_right;
        ++score.all.found_right;
      } else {
        score.false_alarms.push_back(std::string(kind_name(identifier.kind)) + " (" + identifier.rule + "): " +
                                     note.text.substr(identifier.begin, identifier.end - identifier.begin) + " | " + around(identifier.begin, identifier.end));
      }
    }
    for (size_t i = 0; i < note.text.size(); ++i) {
      if (labelled[i] != 0 || !counts(note.text[i])) continue;
      ++score.plain_characters;
      if (hidden[i] != 0) ++score.overredacted_characters;
    }
  }
  return score;
}

inline void print_score(const DeidentificationScore& score) {
  const auto percent = [](size_t part, size_t whole) { return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole); };
  std::printf("%-12s %9s %8s %9s %9s %10s\n", "kind", "labelled", "recall", "its kind", "found", "precision");
  const auto line = [&](const std::string& name, const DeidentificationScore::Kind& kind) {
    std::printf("%-12s %9zu %7.2f%% %8.2f%% %9zu %9.2f%%\n", name.c_str(), kind.labelled, percent(kind.covered, kind.labelled),
                percent(kind.same_kind, kind.labelled), kind.found, percent(kind.found_right, kind.found));
  };
  for (const auto& [name, kind] : score.kinds) line(name, kind);
  line("all", score.all);
  std::printf("letters and digits of identifiers left: %.3f %% of %zu; plain ones taken: %.2f %% of %zu; %.2f MB/s on one core\n", 100 * score.leak_rate(),
              score.labelled_characters, percent(score.overredacted_characters, score.plain_characters), score.plain_characters,
              static_cast<double>(score.bytes) / score.seconds / 1e6);
}

}  // namespace galen::testing
