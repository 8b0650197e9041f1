#include "data/csv.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace galen {

namespace {
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
}

CsvReader::CsvReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
}

std::string CsvReader::at_line(uint64_t line) const {
  return file_ + ":" + std::to_string(line);
}

double CsvReader::fraction_read() const {
  return text_.empty() ? 1.0 : static_cast<double>(position_) / static_cast<double>(text_.size());
}

// After the opening quote; leaves position_ behind the closing one.
void CsvReader::read_quoted(std::string* field, uint64_t row_line) {
  while (true) {
    const size_t quote = text_.find('"', position_);
    if (quote == std::string_view::npos) {
      throw Error("a quoted field of the row that starts here never ends", at_line(row_line), "close the quote, or double it (\"\") where it is text");
    }
    const std::string_view part = text_.substr(position_, quote - position_);
    line_ += static_cast<uint64_t>(std::count(part.begin(), part.end(), '\n'));
    field->append(part);
    position_ = quote + 1;
    if (position_ >= text_.size() || text_[position_] != '"') return;
    field->push_back('"');
    ++position_;
  }
}

void CsvReader::read_plain(std::string* field) {
  const size_t end = std::min(text_.find_first_of(",\r\n\"", position_), text_.size());
  field->append(text_.substr(position_, end - position_));
  position_ = end;
  if (position_ < text_.size() && text_[position_] == '"') {
    throw Error("a quote inside a field that doesn't start with one", at_line(line_), "quote the whole field and double the quotes inside it");
  }
}

bool CsvReader::next(CsvRow* row) {
  row->fields.clear();
  while (position_ < text_.size() && (text_[position_] == '\n' || text_[position_] == '\r')) {
    if (text_[position_] == '\n') ++line_;
    ++position_;
  }
  if (position_ >= text_.size()) return false;

  row->line = line_;
  const size_t start = position_;
  while (true) {
    std::string& field = row->fields.emplace_back();
    if (position_ < text_.size() && text_[position_] == '"') {
      ++position_;
      read_quoted(&field, row->line);
    } else {
      read_plain(&field);
    }
    if (position_ >= text_.size()) break;
    if (text_[position_] == ',') {
      ++position_;
      continue;
    }
    if (text_[position_] == '\r' && (position_ + 1 == text_.size() || text_[position_ + 1] == '\n')) break;
    if (text_[position_] == '\n') break;
    if (text_[position_] == '\r')
      throw Error("a carriage return in the middle of a row", at_line(line_), "quote the field, or save the file with LF or CRLF line ends");
    throw Error("text after a closing quote", at_line(line_), "double the quotes (\"\") that are part of the text");
  }
  row->source = text_.substr(start, position_ - start);
  if (position_ < text_.size() && text_[position_] == '\r') ++position_;
  if (position_ < text_.size()) {
    ++position_;
    ++line_;
  }
  return true;
}

}  // namespace galen
