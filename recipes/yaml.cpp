#include "recipes/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>
#include <utility>

#include "core/error.h"
#include "core/text.h"

namespace galen {
namespace {

constexpr size_t kMaxKeyBytes = 200;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

std::string place(const std::string& source, bool has_lines, int line) {
  return has_lines ? source + ":" + std::to_string(line) : source;
}

// Turns the parser's events into YamlNodes and refuses what a recipe has no use for.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::string source, bool has_lines) : text_(text), source_(std::move(source)), has_lines_(has_lines) {
    root_.where = at(YAML::Mark());
  }

  YamlNode take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) throw Error("a second YAML document begins here", at(mark), "a recipe is one document; remove the `---`");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (is_at_key()) throw Error("a key is empty", at(mark), "write `key: value`");
    add({.kind = YamlNode::Kind::kNull, .where = at(mark)});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { throw Error("YAML aliases are not allowed here", at(mark), "write the value out"); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (tag == "!" && !is_closed_quote(mark)) throw Error("a quote that opens here is never closed", at(mark), "close it");
    if (value.find('\0') != std::string::npos) throw Error("a value contains a NUL character", at(mark), "remove the `\\0`");
    if (is_at_key()) {
      take_key(mark, value);
    } else {
      add({.kind = YamlNode::Kind::kScalar, .scalar = value, .is_quoted = tag == "!", .where = at(mark)});
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::kList, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::kMapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct OpenNode {
    YamlNode node;
    std::unordered_set<std::string> seen_keys;
    std::string key_where;  // of the key that waits for its value
    bool has_key = false;
  };

  std::string at(const YAML::Mark& mark) const { return place(source_, has_lines_, mark.line + 1); }

  bool is_at_key() const { return !open_.empty() && open_.back().node.kind == YamlNode::Kind::kMapping && !open_.back().has_key; }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != 0) throw Error("YAML anchors are not allowed here", at(mark), "write the value out where it is used");
  }

  // yaml-cpp reports "?" for a plain scalar and "!" for a quoted one where the file names no tag.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw Error("YAML tags are not allowed here", at(mark), "remove the word that starts with `!`");
  }

  // yaml-cpp 0.7 takes the end of the file for the end of a quoted text, which would swallow every key after a stray quote.
  bool is_closed_quote(const YAML::Mark& mark) const {
    const auto start = static_cast<size_t>(mark.pos);
    if (start >= text_.size() || (text_[start] != '\'' && text_[start] != '"')) return true;  // a block text ends with its indentation
    const char quote = text_[start];
    for (size_t i = start + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        if (quote == '"' || i + 1 == text_.size() || text_[i + 1] != quote) return true;
        ++i;  // '' is a quote inside
      }
    }
    return false;
  }

  void take_key(const YAML::Mark& mark, const std::string& key) {
    if (key.empty()) throw Error("a key is empty", at(mark), "write `key: value`");
    if (key.size() > kMaxKeyBytes) throw Error("a key is longer than " + std::to_string(kMaxKeyBytes) + " bytes", at(mark));
    if (std::any_of(key.begin(), key.end(), is_control)) throw Error("a key contains a control character", at(mark));
    OpenNode& mapping = open_.back();
    if (!mapping.seen_keys.insert(key).second) throw Error("the key " + key + " appears twice", at(mark), "keep one of them");
    mapping.node.keys.push_back(key);
    mapping.key_where = at(mark);
    mapping.has_key = true;
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (is_at_key()) throw Error("a key is a list or a mapping", at(mark), "keys are plain words; is a bracket left open?");
    if (open_.size() >= kMaxYamlDepth) throw Error("is nested deeper than " + std::to_string(kMaxYamlDepth) + " levels", at(mark));
    open_.push_back({});
    open_.back().node.kind = kind;
    open_.back().node.where = at(mark);
  }

  void close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (++values_ > kMaxYamlValues) throw Error("has more than " + std::to_string(kMaxYamlValues) + " values", node.where);
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    OpenNode& parent = open_.back();
    if (parent.has_key) node.where = std::exchange(parent.key_where, {});
    parent.has_key = false;
    parent.node.items.push_back(std::move(node));
  }

  std::string_view text_;  // from where yaml-cpp counts positions: behind a byte order mark
  std::string source_;
  bool has_lines_;
  int documents_ = 0;
  size_t values_ = 0;
  std::vector<OpenNode> open_;  // the containers around the current event, outermost first
  YamlNode root_;
};

// yaml-cpp takes byte 4 and NUL for the end of the file and would silently ignore what follows, so control characters are refused first.
void refuse_bad_bytes(std::string_view text, const std::string& source, bool has_lines) {
  const auto line_of = [&](size_t offset) { return static_cast<int>(1 + std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(offset), '\n')); };
  if (text.size() > kMaxYamlBytes) {
    throw Error("is " + human_bytes(text.size()) + ", more than the " + human_bytes(kMaxYamlBytes) + " allowed here", source);
  }
  if (const auto offset = find_invalid_utf8(text)) {
    throw Error("is not valid UTF-8", place(source, has_lines, line_of(*offset)), "save the file as UTF-8");
  }
  const auto control = std::find_if(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n' && c != '\r' && c != '\t'; });
  if (control != text.end()) {
    const auto offset = static_cast<size_t>(control - text.begin());
    throw Error("contains a control character", place(source, has_lines, line_of(offset)), "remove it, or write it as an escape in double quotes");
  }
}

bool is_plain_safe(std::string_view text) {
  static constexpr std::string_view kOtherMeaning[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-'; };
  if (text.empty() || !(is_letter(text.front()) || text.front() == '/') || !std::all_of(text.begin(), text.end(), is_inner)) return false;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::find(std::begin(kOtherMeaning), std::end(kOtherMeaning), lower) == std::end(kOtherMeaning);
}

std::string in_double_quotes(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (is_control(c)) {
      quoted += "\\x";
      quoted += kDigits[static_cast<unsigned char>(c) >> 4];
      quoted += kDigits[static_cast<unsigned char>(c) & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  if (kind != Kind::kMapping) return nullptr;
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<size_t>(found - keys.begin())];
}

YamlNode* YamlNode::find(std::string_view key) {
  return const_cast<YamlNode*>(std::as_const(*this).find(key));
}

YamlNode parse_yaml(std::string_view text, const std::string& source, bool has_lines) {
  refuse_bad_bytes(text, source, has_lines);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  TreeBuilder builder(text, source, has_lines);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    throw Error("is not valid YAML: " + error.msg, place(source, has_lines, std::max(error.mark.line, 0) + 1));
  }
  return builder.take_root();
}

std::string yaml_scalar(std::string_view text) {
  return is_plain_safe(text) ? std::string(text) : in_double_quotes(text);
}

std::string quote_for_message(std::string_view text) {
  constexpr size_t kLongest = 60;
  if (text.size() <= kLongest) return in_double_quotes(text);
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a UTF-8 sequence
  return in_double_quotes(std::string(text.substr(0, end)) + "…");
}

}  // namespace galen
