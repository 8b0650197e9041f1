#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/text.h"
#include "eval/review.h"
#include "eval/review_json.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

std::string answer_letter(size_t position) {
  return std::string(1, static_cast<char>('A' + position));
}

size_t answers_to(const ReviewKey& key, const std::string& item, const std::string& where) {
  const auto found = key.order.find(item);
  if (found == key.order.end()) throw Error("rates " + item + ", which the pack doesn't have", where, "this file belongs to another review");
  return found->second.size();
}

ReviewFile::Rating read_rating(const Json& json, const ReviewKey& key, const std::string& where) {
  ReviewFile::Rating rating;
  rating.item = json.at("item").get<std::string>();
  rating.answer = json.at("answer").get<size_t>();
  if (rating.answer >= answers_to(key, rating.item, where))
    throw Error("rates an answer " + answer_letter(rating.answer) + " to " + rating.item + " that isn't there", where);
  rating.comment = json.at("comment").get<std::string>();
  for (const auto& [criterion, met] : json.at("met").items()) {
    const auto& criteria = key.rubric.criteria;
    if (std::none_of(criteria.begin(), criteria.end(), [&](const Criterion& c) { return c.id == criterion; })) {
      throw Error("rates by a criterion that the rubric doesn't have: " + criterion, where);
    }
    rating.met[criterion] = met.is_null() ? std::nullopt : std::optional(met.get<bool>());
  }
  return rating;
}

void note_missing(ReviewFile* review, const ReviewKey& key) {
  std::map<std::pair<std::string, size_t>, const ReviewFile::Rating*> by_place;
  for (const ReviewFile::Rating& rating : review->ratings) by_place[{rating.item, rating.answer}] = &rating;
  for (const auto& [item, order] : key.order) {
    for (size_t answer = 0; answer < order.size(); ++answer) {
      const auto found = by_place.find({item, answer});
      for (const Criterion& criterion : key.rubric.criteria) {
        const bool is_rated = found != by_place.end() && found->second->met.count(criterion.id) > 0 && found->second->met.at(criterion.id).has_value();
        if (!is_rated) review->missing.push_back(item + ", answer " + answer_letter(answer) + ": " + criterion.id);
      }
    }
    if (key.rubric.asks_preference && review->preferred.count(item) == 0) review->missing.push_back(item + ": which answer is best");
  }
}

Json review_json(const ReviewFile& review, const ReviewKey& key) {
  Json ratings = Json::array();
  for (const ReviewFile::Rating& rating : review.ratings) {
    Json met = Json::object();
    for (const auto& [criterion, is_met] : rating.met) met[criterion] = is_met ? Json(*is_met) : Json();
    ratings.push_back(
        {{"item", rating.item}, {"answer", rating.answer}, {"model", key.order.at(rating.item)[rating.answer]}, {"met", met}, {"comment", rating.comment}});
  }
  return {{"reviewer", to_json(review.reviewer)}, {"started", review.started}, {"finished", review.finished},  {"sha256", review.sha256},
          {"complete", review.missing.empty()},   {"ratings", ratings},        {"preferred", review.preferred}};
}

ReviewFile review_from_json(const Json& json, const ReviewKey& key, const std::string& where) {
  ReviewFile review;
  review.reviewer = signer_from_json(json.at("reviewer"));
  if (review.reviewer.id.empty()) throw Error("doesn't say who reviewed", where);
  review.started = json.at("started").get<std::string>();
  review.finished = json.at("finished").get<std::string>();
  std::set<std::pair<std::string, size_t>> rated;
  for (const Json& item : json.at("ratings")) {
    review.ratings.push_back(read_rating(item, key, where));
    const ReviewFile::Rating& rating = review.ratings.back();
    if (!rated.insert({rating.item, rating.answer}).second)
      throw Error("rates answer " + answer_letter(rating.answer) + " to " + rating.item + " twice", where);
  }
  for (const auto& [item, choice] : json.at("preferred").items()) {
    const auto letter = choice.get<std::string>();
    const size_t count = answers_to(key, item, where);
    const bool is_answer = letter.size() == 1 && letter[0] >= 'A' && static_cast<size_t>(letter[0] - 'A') < count;
    if (letter != "tie" && !is_answer) throw Error("prefers an answer to " + item + " that isn't there: " + letter, where);
    review.preferred[item] = letter;
  }
  review.file = where;
  note_missing(&review, key);
  return review;
}

}  // namespace

ReviewFile read_review(const fs::path& file, const ReviewKey& key) {
  const std::string text = read_file(file, 256 << 20);
  const std::string where = file.string();
  Json json = parse_json(text, where);
  try {
    if (json.at("format") != "galen-review" || json.at("version") != 1) throw Error("is no review", where, "the page's “Save file” makes it");
    const auto said = json.at("sha256").get<std::string>();
    json.erase("sha256");
    if (sha256_hex(json.dump()) != said) throw Error("was changed after it was saved from the page", where, "ask the reviewer for the file as it was saved");
    if (json.at("pack_sha256") != key.pack_sha256) throw Error("belongs to another review page", where, "import it with that page's key");
    ReviewFile review = review_from_json(json, key, where);
    review.sha256 = sha256_hex(text);
    return review;
  } catch (const Json::exception& error) {
    throw Error(std::string("is no review: ") + error.what(), where, "the page's “Save file” makes it");
  }
}

Json ratings_json(const ReviewKey& key, const std::vector<ReviewFile>& reviews) {
  Json json = review_key_json(key);
  json["format"] = "galen-ratings";
  Json all = Json::array();
  for (const ReviewFile& review : reviews) all.push_back(review_json(review, key));
  json["reviews"] = all;
  return json;
}

Ratings read_ratings(const fs::path& file) {
  const std::string text = read_file(file);
  const Json json = parse_json(text, file.string());
  Ratings ratings;
  ratings.sha256 = sha256_hex(text);
  try {
    if (json.at("format") != "galen-ratings") throw Error("holds no ratings", file.string(), "galen review import writes them");
    ratings.key = review_key_from_json(json);
    for (const Json& review : json.at("reviews")) {
      ratings.reviews.push_back(review_from_json(review, ratings.key, file.string()));
      ratings.reviews.back().sha256 = review.at("sha256").get<std::string>();
    }
  } catch (const Json::exception& error) {
    throw Error(std::string("holds no ratings: ") + error.what(), file.string(), "galen review import writes them");
  }
  return ratings;
}

}  // namespace galen
