// Regular expressions over a text, by RE2: time linear in the text whatever it holds.
#pragma once

#include <re2/re2.h>

#include <functional>
#include <string_view>
#include <vector>

#include "data/identifiers.h"

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
};

// Patterns compiled once; matching is thread-safe.
class PatternSet {
 public:
  explicit PatternSet(const std::vector<Pattern>& patterns);
  ~PatternSet();
  PatternSet(const PatternSet&) = delete;
  PatternSet& operator=(const PatternSet&) = delete;

  // Appends what each pattern finds, left to right. A match that is not accepted is skipped whole.
  void find(std::string_view text, std::vector<Identifier>* found) const;

 private:
  struct Compiled;
  std::vector<Compiled> compiled_;
};

// Neither a letter nor a digit (ASCII, or a byte of a longer code point) touches text[begin, end).
bool stands_alone(std::string_view text, size_t begin, size_t end);
size_t count_digits(std::string_view text);

}  // namespace galen
