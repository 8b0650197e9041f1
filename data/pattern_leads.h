// What matches of an expression begin with, read from its front, so that it is tried there and nowhere else.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace galen {

// A byte of a text as the tables here count it: ASCII as it is, all bytes beyond as one.
inline constexpr size_t kLeadSymbols = 129;
using LeadSymbols = std::bitset<kLeadSymbols>;
inline size_t lead_symbol(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x80 ? value : 0x80;
}

// The first few bytes that matches of an RE2 expression can have: those bytes as positions in the expression, which follow one another. Where the expression
// looks at what is in front or behind (\b, $) it is taken to match.
struct PatternLeads {
  struct Position {
    LeadSymbols symbols;
    std::vector<uint32_t> next;  // positions that may follow
    bool may_end = false;        // the match; or the rest doesn't matter, since enough bytes have been read
  };
  std::vector<Position> positions;
  std::vector<uint32_t> first;
  bool at_text_start = false;  // it has an alternative that holds at the text's start alone (^); the rest says nothing of it

  LeadSymbols first_symbols() const;
  size_t letter_pairs() const;  // how many pairs of ASCII letters it can begin with, of 52 x 52
};

// How many bytes of a match are looked at.
inline constexpr size_t kLeadDepth = 3;

// Throws Error, naming what it can't read, for what no pattern needs so far.
PatternLeads leads_of(std::string_view expression);

// Where any of several patterns can begin.
class LeadTable {
 public:
  LeadTable() = default;
  explicit LeadTable(const std::vector<const PatternLeads*>& patterns);

  // Whether a match of one of them can begin at the text's first byte, if that isn't the text's start in the sense of ^.
  bool may_begin(std::string_view text) const {
    if (text.size() < kLeadDepth) return true;
    uint16_t row = 0;
    for (size_t i = 0; i < kLeadDepth && row < rows_.size(); ++i) row = rows_[row][lead_symbol(text[i])];
    return row != kNever;
  }

 private:
  static constexpr uint16_t kAlways = 0xFFFE;
  static constexpr uint16_t kNever = 0xFFFF;
  using Row = std::array<uint16_t, kLeadSymbols>;  // the next byte's row, kAlways or kNever
  class Maker;
  std::vector<Row> rows_;
};

}  // namespace galen
