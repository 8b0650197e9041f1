// CSV as RFC 4180 has it: quoted fields with commas, line breaks and doubled quotes; CRLF or LF; a header line is the caller's matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

struct CsvRow {
  std::vector<std::string> fields;
  uint64_t line = 0;        // 1-based line of the file on which the row starts
  std::string_view source;  // the row's bytes as they stand in the text
};

// Rows of a text in order. Stricter than most: a quote inside an unquoted field, anything after a closing quote and a quote that never
// closes are Errors at file:line, because after them nobody can know where the row ends. Blank lines are skipped.
class CsvReader {
 public:
  // `text` must outlive the reader; a UTF-8 byte order mark in front is skipped. `file` is for errors.
  CsvReader(std::string_view text, std::string file);

  bool next(CsvRow* row);  // false at the end
  double fraction_read() const;

 private:
  void read_quoted(std::string* field, uint64_t row_line);
  void read_plain(std::string* field);
  std::string at_line(uint64_t line) const;

  std::string_view text_;
  std::string file_;
  size_t position_ = 0;
  uint64_t line_ = 1;
};

}  // namespace galen
