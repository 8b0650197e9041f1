#include "data/text_template.h"

#include <cctype>
#include <exception>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/text.h"
#include "jinja/lexer.h"
#include "jinja/parser.h"
#include "jinja/runtime.h"
#include "jinja/value.h"
#include "json.h"

namespace galen {
namespace {

constexpr std::string_view kNothing = "{{ '' }}";

// The position behind the tag that opens at `begin`, or npos if it never closes. Quotes hide what closes it.
size_t end_of_tag(const std::string& source, size_t begin) {
  const char kind = source[begin + 1];
  const std::string_view close = kind == '{' ? "}}" : kind == '%' ? "%}" : "#}";
  char quote = 0;
  for (size_t i = begin + 2; i + 1 < source.size(); ++i) {
    const char c = source[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (source.compare(i, 2, close) == 0) {
      return i + 2;
    } else if (kind != '#' && (c == '\'' || c == '"')) {
      quote = c;
    }
  }
  return std::string::npos;
}

// The engine trims around blocks, as chat templates want it. An expression that writes nothing between text and block keeps it from doing so.
std::string with_white_space_kept(const std::string& source) {
  std::string kept;
  size_t at = 0, text_begin = 0;  // text_begin: behind the last tag, in `kept`
  while (at < source.size()) {
    const bool opens = source[at] == '{' && at + 1 < source.size() && std::string_view("{%#").find(source[at + 1]) != std::string_view::npos;
    const size_t end = opens ? end_of_tag(source, at) : std::string::npos;
    if (end == std::string::npos) {
      kept += source[at++];
      continue;
    }
    const bool is_block = source[at + 1] != '{';
    if (is_block && source[at + 2] == '-') {  // the engine would take a first letter with it
      while (kept.size() > text_begin && std::isspace(static_cast<unsigned char>(kept.back())) != 0) kept.pop_back();
    }
    if (is_block) kept += kNothing;
    kept.append(source, at, end - at);
    if (is_block && source[end - 3] != '-') kept += kNothing;
    at = end;
    text_begin = kept.size();
  }
  if (kept.ends_with('\n')) kept += '\n';  // it drops one
  return kept;
}

// The names that a record must have: those the template reads and doesn't bind itself. Empty for templates with macros.
std::set<std::string> names_read(const std::vector<jinja::token>& tokens) {
  using jinja::token;
  static const std::set<std::string> kWords = {"for",  "in",   "if",     "elif", "else",  "endif",    "endfor", "endset", "set",
                                               "is",   "not",  "and",    "or",   "true",  "false",    "none",   "True",   "False",
                                               "None", "loop", "filter", "do",   "break", "continue", "with",   "endwith"};
  static const std::set<std::string> kTooMuch = {"macro", "call", "import", "include", "namespace"};
  const auto word = [&](size_t i) { return i < tokens.size() && tokens[i].t == token::identifier ? tokens[i].value : std::string(); };
  std::set<std::string> read, bound;
  bool binds = false;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string name = word(i);
    if (kTooMuch.count(name) > 0) return {};
    if (tokens[i].t == token::open_statement || tokens[i].t == token::close_statement || tokens[i].t == token::equals) binds = false;
    if (name == "in") binds = false;
    if (name == "for" || name == "set") binds = true;
    if (name.empty() || kWords.count(name) > 0) continue;
    const auto before = i > 0 ? tokens[i - 1].t : token::text;
    const auto after = i + 1 < tokens.size() ? tokens[i + 1].t : token::text;
    const bool is_test = i > 0 && (word(i - 1) == "is" || (word(i - 1) == "not" && i > 1 && word(i - 2) == "is"));
    if (before == token::dot || before == token::pipe || is_test || after == token::open_paren) continue;
    const bool may_be_absent = word(i + 1) == "is" && (word(i + 2) == "defined" || (word(i + 2) == "not" && word(i + 3) == "defined"));
    if (binds || after == token::equals || may_be_absent) {
      bound.insert(name);
    } else {
      read.insert(name);
    }
  }
  for (const std::string& name : bound) read.erase(name);
  return read;
}

struct ParsedTemplate {
  jinja::program program;
  std::string source;
  std::set<std::string> names;
};

ParsedTemplate parse_template(const std::string& source, const std::string& where) {
  try {
    jinja::lexer lexer;
    const jinja::lexer_result tokens = lexer.tokenize(with_white_space_kept(source));
    return {jinja::parse_from_tokens(tokens), tokens.source, names_read(tokens.tokens)};
  } catch (const std::exception& error) {
    throw Error(std::string("the template can't be read: ") + error.what(), where);
  }
}

// The inside of a template that is one `{{ … }}`; empty otherwise.
std::string sole_expression(const std::string& source) {
  const std::string text(trim(source));
  if (!text.starts_with("{{") || end_of_tag(text, 0) != text.size()) return "";
  std::string inside = text.substr(2, text.size() - 4);
  if (inside.starts_with('-')) inside.erase(0, 1);
  if (inside.ends_with('-')) inside.pop_back();
  return inside;
}

std::string run_template(const ParsedTemplate& parsed, const Json& record, const std::string& where) {
  if (!record.is_object()) throw Error("a template needs a record with fields", where);
  for (const std::string& name : parsed.names) {
    if (record.contains(name)) continue;
    std::vector<std::string> fields;
    for (const auto& [field, value] : record.items()) fields.push_back(field);
    throw Error("the record has no field " + name, where, suggest_name(name, fields));
  }
  try {
    jinja::context context(parsed.source);
    jinja::global_from_json(context, common_json::parse(record.dump()), /*mark_input=*/false);
    jinja::runtime runtime(context);
    const jinja::value results = runtime.execute(parsed.program);
    return jinja::runtime::gather_string_parts(results)->as_string().str();
  } catch (const std::exception& error) {
    throw Error(std::string("the template fails: ") + error.what(), where);
  }
}

}  // namespace

struct TextTemplate::State {
  std::string source;
  std::string where;
  ParsedTemplate text;
  std::unique_ptr<ParsedTemplate> as_json;  // null unless the template is one expression
};

TextTemplate::TextTemplate(const std::string& source, std::string where) : state_(std::make_unique<State>()) {
  state_->source = source;
  state_->where = std::move(where);
  state_->text = parse_template(source, state_->where);
  const std::string expression = sole_expression(source);
  if (!expression.empty()) state_->as_json = std::make_unique<ParsedTemplate>(parse_template("{{ (" + expression + ") | tojson }}", state_->where));
}

TextTemplate::~TextTemplate() = default;
TextTemplate::TextTemplate(TextTemplate&&) noexcept = default;

std::string TextTemplate::render(const Json& record) const {
  return run_template(state_->text, record, state_->where);
}

Json TextTemplate::evaluate(const Json& record) const {
  if (!state_->as_json) throw Error("is no single {{ expression }}", state_->where, "write a list, a field's name, or one {{ expression }}");
  return parse_json(run_template(*state_->as_json, record, state_->where), state_->where);
}

}  // namespace galen
