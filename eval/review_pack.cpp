#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/random.h"
#include "core/text.h"
#include "eval/review.h"
#include "eval/review_json.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// The numbers 0 … n - 1 in a random order (Fisher and Yates).
std::vector<size_t> random_order(size_t n, uint64_t seed, uint64_t stream) {
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), size_t{0});
  for (size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random_bits(seed, stream, i) % i]);
  return order;
}

Json rubric_json(const Rubric& rubric) {
  Json criteria = Json::array();
  for (const Criterion& criterion : rubric.criteria) {
    criteria.push_back({{"id", criterion.id}, {"text", criterion.text}, {"points", criterion.points}, {"tags", criterion.tags}});
  }
  return {{"name", rubric.name}, {"instructions", rubric.instructions}, {"asks_preference", rubric.asks_preference}, {"criteria", criteria}};
}

Rubric rubric_from_json(const Json& json) {
  Rubric rubric;
  rubric.name = json.at("name").get<std::string>();
  rubric.instructions = json.at("instructions").get<std::string>();
  rubric.asks_preference = json.at("asks_preference").get<bool>();
  for (const Json& item : json.at("criteria")) {
    Criterion criterion;
    criterion.id = item.at("id").get<std::string>();
    criterion.text = item.at("text").get<std::string>();
    criterion.points = item.at("points").get<int64_t>();
    criterion.tags = item.at("tags").get<std::vector<std::string>>();
    rubric.criteria.push_back(criterion);
  }
  return rubric;
}

std::string text_of(const Json& line, const char* member, const std::string& where) {
  if (!line.is_object() || !line.contains(member) || !line[member].is_string()) {
    throw Error(std::string("has no text `") + member + "`", where,
                "answers have id, prompt, answer, model and checkpoint_sha256; galen eval … --answers writes them");
  }
  return line[member].get<std::string>();
}

void require_same_questions(const std::vector<Answers>& answers) {
  for (size_t i = 1; i < answers.size(); ++i) {
    std::map<std::string, const Answers::Item*> of_other;
    for (const Answers::Item& item : answers[i].items) of_other[item.id] = &item;
    for (const Answers::Item& item : answers[0].items) {
      const auto found = of_other.find(item.id);
      if (found == of_other.end()) throw Error("has no answer to " + item.id, answers[i].file.string(), "answers of all models must be to the same records");
      if (found->second->prompt != item.prompt)
        throw Error("the prompt of " + item.id + " differs from that in " + answers[0].file.string(), answers[i].file.string());
    }
    if (answers[i].items.size() != answers[0].items.size()) {
      throw Error("has " + std::to_string(answers[i].items.size()) + " answers, not " + std::to_string(answers[0].items.size()), answers[i].file.string());
    }
    for (size_t j = 0; j < i; ++j) {
      if (answers[i].model == answers[j].model && answers[i].checkpoint_sha256 == answers[j].checkpoint_sha256) {
        throw Error("is of the same model as " + answers[j].file.string(), answers[i].file.string(), "compare different models");
      }
    }
  }
}

}  // namespace

const Answers::Item* find_answer(const Answers& answers, const std::string& id) {
  const auto found = std::find_if(answers.items.begin(), answers.items.end(), [&](const Answers::Item& item) { return item.id == id; });
  return found == answers.items.end() ? nullptr : &*found;
}

Answers read_answers(const fs::path& file) {
  Answers answers;
  answers.file = file;
  std::set<std::string> ids;
  const std::vector<std::string> lines = split(read_file(file), '\n');
  for (size_t i = 0; i < lines.size(); ++i) {
    if (trim(lines[i]).empty()) continue;
    const std::string where = file.string() + ":" + std::to_string(i + 1);
    const Json line = parse_json(lines[i], where);
    const std::string model = text_of(line, "model", where);
    const std::string sha256 = text_of(line, "checkpoint_sha256", where);
    if (answers.items.empty()) {
      answers.model = model;
      answers.checkpoint_sha256 = sha256;
    } else if (model != answers.model || sha256 != answers.checkpoint_sha256) {
      throw Error("is of another model than the lines before", where, "one file for each model");
    }
    answers.items.push_back({text_of(line, "id", where), text_of(line, "prompt", where), text_of(line, "answer", where), line.value("reference", "")});
    if (!ids.insert(answers.items.back().id).second) throw Error("answers " + answers.items.back().id + " again", where, "keep one");
  }
  if (answers.items.empty()) throw Error("holds no answers", file.string());
  return answers;
}

void write_answers(const Answers& answers, const fs::path& file) {
  std::string text;
  for (const Answers::Item& item : answers.items) {
    const OrderedJson line = {{"id", item.id},          {"prompt", item.prompt},
                              {"answer", item.answer},  {"reference", item.reference},
                              {"model", answers.model}, {"checkpoint_sha256", answers.checkpoint_sha256}};
    text += line.dump() + "\n";
  }
  write_file_durably(file, text);
}

Json to_json(const ReviewPack& pack) {
  Json items = Json::array();
  for (const ReviewPack::Item& item : pack.items) {
    items.push_back({{"id", item.id}, {"prompt", item.prompt}, {"reference", item.reference}, {"answers", item.answers}});
  }
  return {{"format", "galen-review-pack"}, {"title", pack.title}, {"rubric", rubric_json(pack.rubric)}, {"items", items}};
}

PackedReview pack_review(const Rubric& rubric, const std::vector<Answers>& answers, const PackSettings& settings) {
  if (answers.size() < 2 || answers.size() > 9) throw Error("a review compares two to nine models, not " + std::to_string(answers.size()));
  require_same_questions(answers);
  uint64_t seed = settings.seed;
  while (seed == 0) seed = std::random_device{}() | uint64_t{std::random_device{}()} << 32;
  PackedReview packed;
  packed.pack.title = settings.title;
  packed.pack.rubric = rubric;
  packed.key.rubric = rubric;
  for (const Answers& of_model : answers) packed.key.models.emplace_back(of_model.model, of_model.checkpoint_sha256);
  std::vector<size_t> drawn = random_order(answers[0].items.size(), seed, 0);
  if (settings.limit > 0 && drawn.size() > settings.limit) drawn.resize(settings.limit);
  for (size_t i = 0; i < drawn.size(); ++i) {
    const Answers::Item& first = answers[0].items[drawn[i]];
    ReviewPack::Item item{first.id, first.prompt, settings.shows_reference ? first.reference : "", {}};
    const std::vector<size_t> order = random_order(answers.size(), seed, i + 1);
    for (const size_t model : order) {
      item.answers.push_back(find_answer(answers[model], first.id)->answer);
    }
    packed.key.order[item.id] = order;
    packed.pack.items.push_back(std::move(item));
  }
  packed.key.pack_sha256 = sha256_hex(to_json(packed.pack).dump());
  return packed;
}

ReviewKey review_key_from_json(const Json& json) {
  ReviewKey key;
  key.pack_sha256 = json.at("pack_sha256").get<std::string>();
  for (const Json& model : json.at("models")) key.models.emplace_back(model.at("name").get<std::string>(), model.at("checkpoint_sha256").get<std::string>());
  key.order = json.at("order").get<std::map<std::string, std::vector<size_t>>>();
  key.rubric = rubric_from_json(json.at("rubric"));
  return key;
}

Json review_key_json(const ReviewKey& key) {
  Json models = Json::array();
  for (const auto& [name, sha256] : key.models) models.push_back({{"name", name}, {"checkpoint_sha256", sha256}});
  return {{"pack_sha256", key.pack_sha256}, {"models", models}, {"order", key.order}, {"rubric", rubric_json(key.rubric)}};
}

void write_review_key(const ReviewKey& key, const fs::path& file) {
  Json json = review_key_json(key);
  json["format"] = "galen-review-key";
  write_file_durably(file, json.dump(1) + "\n");
}

ReviewKey read_review_key(const fs::path& file) {
  const Json json = read_json(file);
  try {
    if (json.at("format") != "galen-review-key") throw Error("is no key of a review", file.string(), "galen review pack writes it beside the page");
    ReviewKey key = review_key_from_json(json);
    for (const auto& [item, order] : key.order) {
      std::vector<size_t> sorted = order;
      std::sort(sorted.begin(), sorted.end());
      for (size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i] != i || order.size() != key.models.size()) throw Error("the order of the answers to " + item + " is damaged", file.string());
      }
    }
    return key;
  } catch (const Json::exception& error) {
    throw Error(std::string("is no key of a review: ") + error.what(), file.string(), "galen review pack writes it beside the page");
  }
}

}  // namespace galen
