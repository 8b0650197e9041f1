// Regular expressions over a text, by RE2: time linear in the text whatever it holds.
#pragma once

#include <re2/re2.h>

#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "data/identifiers.h"
#include "data/words.h"

namespace galen {

struct Pattern {
  const char* expression;  // RE2 syntax; the identifier is group 1, or the whole match if there is none
  IdentifierKind kind;
  const char* rule;
  bool (*accepts)(std::string_view identifier) = nullptr;  // nullptr: all
  bool alone = true;                                       // neither a letter nor a digit may touch it
  // The first place from `from` on that a match must hold, or npos. Where it is given, only its neighbourhood is searched: matches begin at most 340 bytes
  // before it and end at most 640 behind it.
  size_t (*anchor)(std::string_view text, size_t from) = nullptr;
  // What bytes stand between a match's begin and its anchor. Where it is given, matches begin only where no letter or digit is in front, and are tried from
  // there; without, an automaton has to follow all the beginnings of a neighbourhood at once, which takes it many states.
  bool (*front)(char byte) = nullptr;
};

// Patterns compiled once; matching is thread-safe.
class PatternSet {
 public:
  explicit PatternSet(const std::vector<std::vector<Pattern>>& lists);
  ~PatternSet();
  PatternSet(const PatternSet&) = delete;
  PatternSet& operator=(const PatternSet&) = delete;

  // What each pattern finds, left to right, by list. A match that is not accepted is skipped whole. `words` are the text's (data/words.h): matches begin at a
  // word, or between words.
  std::vector<std::vector<Identifier>> find(std::string_view text, const std::vector<Word>& words) const;

 private:
  struct Compiled;
  struct Group;
  // Appends what was matched, if it is accepted; returns where to go on.
  static size_t take(const Compiled& compiled, std::string_view text, const re2::StringPiece* groups, std::vector<Identifier>* found);
  static void find_by_anchor(const Compiled& compiled, std::string_view text, std::vector<Identifier>* found);

  size_t lists_ = 0;
  std::vector<Compiled> compiled_;
  std::array<std::unique_ptr<Group>, 8> groups_;
};

// Neither a letter nor a digit (ASCII, or a byte of a longer code point) touches text[begin, end).
bool stands_alone(std::string_view text, size_t begin, size_t end);
size_t count_digits(std::string_view text);

}  // namespace galen
