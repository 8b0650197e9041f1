#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/error.h"
#include "eval/agreement.h"
#include "eval/review.h"

namespace galen {
namespace {

// One unit a (item, answer): what each reviewer said of a criterion.
struct Units {
  std::vector<std::pair<std::string, size_t>> places;  // item, position
  std::map<std::string, std::vector<ItemRatings>> by_criterion;
  std::vector<ItemRatings> preference;  // one an item: the model preferred, or -1 for a tie
  std::vector<std::string> items;
};

Units collect_units(const Ratings& ratings) {
  Units units;
  const ReviewKey& key = ratings.key;
  std::vector<std::map<std::pair<std::string, size_t>, const ReviewFile::Rating*>> by_reviewer;
  for (const ReviewFile& review : ratings.reviews) {
    auto& places = by_reviewer.emplace_back();
    for (const ReviewFile::Rating& rating : review.ratings) places[{rating.item, rating.answer}] = &rating;
  }
  for (const auto& [item, order] : key.order) {
    units.items.push_back(item);
    ItemRatings preferred;
    for (const ReviewFile& review : ratings.reviews) {
      const auto found = review.preferred.find(item);
      if (found == review.preferred.end()) {
        preferred.push_back(std::nullopt);
      } else {
        preferred.push_back(found->second == "tie" ? -1.0 : static_cast<double>(order[static_cast<size_t>(found->second[0] - 'A')]));
      }
    }
    units.preference.push_back(preferred);
    for (size_t answer = 0; answer < order.size(); ++answer) {
      units.places.emplace_back(item, answer);
      for (const Criterion& criterion : key.rubric.criteria) {
        ItemRatings said;
        for (const auto& places : by_reviewer) {
          const auto found = places.find({item, answer});
          const auto met = found == places.end() ? std::map<std::string, std::optional<bool>>::const_iterator() : found->second->met.find(criterion.id);
          const bool is_rated = found != places.end() && met != found->second->met.end() && met->second.has_value();
          said.push_back(is_rated ? std::optional(*met->second ? 1.0 : 0.0) : std::nullopt);
        }
        units.by_criterion[criterion.id].push_back(said);
      }
    }
  }
  return units;
}

bool is_complete(const std::vector<ItemRatings>& units) {
  return std::all_of(units.begin(), units.end(),
                     [](const ItemRatings& unit) { return std::all_of(unit.begin(), unit.end(), [](const auto& r) { return r.has_value(); }); });
}

bool has_pairs(const std::vector<ItemRatings>& units) {
  return std::any_of(units.begin(), units.end(),
                     [](const ItemRatings& unit) { return std::count_if(unit.begin(), unit.end(), [](const auto& r) { return r.has_value(); }) > 1; });
}

// Cohen's kappa for two reviewers, Fleiss' for more; alpha always.
OrderedJson measures(const std::vector<ItemRatings>& units, size_t reviewers, uint64_t seed) {
  OrderedJson json;
  if (!has_pairs(units)) return json;
  if (is_complete(units)) {
    const bool are_two = reviewers == 2;
    const AgreementMeasure kappa = [are_two](const std::vector<ItemRatings>& items) { return are_two ? cohens_kappa(items) : fleiss_kappa(items); };
    json[are_two ? "cohens_kappa" : "fleiss_kappa"] = to_json(bootstrap_agreement(units, kappa, seed));
  }
  json["krippendorffs_alpha"] = to_json(bootstrap_agreement(
      units, [](const std::vector<ItemRatings>& items) { return krippendorffs_alpha(items); }, seed));
  return json;
}

// What reviewers said together: the share of them that found a criterion met. Nothing where nobody rated one of the criteria.
std::optional<MetCriteria> joint_verdict(const Units& units, const Rubric& rubric, size_t place) {
  MetCriteria met;
  for (const Criterion& criterion : rubric.criteria) {
    double sum = 0;
    int count = 0;
    for (const auto& said : units.by_criterion.at(criterion.id)[place]) {
      if (!said) continue;
      sum += *said;
      ++count;
    }
    if (count == 0) return std::nullopt;
    met.push_back(sum / count);
  }
  return met;
}

std::string rounded(const OrderedJson& interval) {
  if (!interval["mean"].is_number() || !std::isfinite(interval["mean"].get<double>())) return "not defined (everybody always said the same)";
  char text[96];
  std::snprintf(text, sizeof text, "%.2f [%.2f, %.2f]", interval["mean"].get<double>(), interval["low"].is_number() ? interval["low"].get<double>() : NAN,
                interval["high"].is_number() ? interval["high"].get<double>() : NAN);
  return text;
}

// How many reviewers preferred each model to each item: winner, or nothing for none.
std::optional<size_t> majority(const ItemRatings& preferred, size_t models) {
  std::vector<int> votes(models, 0);
  for (const auto& choice : preferred) {
    if (choice && *choice >= 0) ++votes[static_cast<size_t>(*choice)];
  }
  const auto most = std::max_element(votes.begin(), votes.end());
  if (*most == 0 || std::count(votes.begin(), votes.end(), *most) > 1) return std::nullopt;
  return static_cast<size_t>(most - votes.begin());
}

}  // namespace

OrderedJson agreement_json(const Ratings& ratings, uint64_t seed) {
  if (ratings.reviews.empty()) throw Error("there are no reviews yet");
  const Units units = collect_units(ratings);
  const Rubric& rubric = ratings.key.rubric;
  OrderedJson json = {{"format", "galen-agreement"}, {"ratings_sha256", ratings.sha256}, {"rubric_name", rubric.name}};
  OrderedJson reviewers = OrderedJson::array();
  for (const ReviewFile& review : ratings.reviews) {
    reviewers.push_back({{"id", review.reviewer.id},
                         {"credential", review.reviewer.credential},
                         {"specialty", review.reviewer.specialty},
                         {"complete", review.missing.empty()}});
  }
  json["reviewers"] = reviewers;
  json["items"] = units.items.size();

  std::vector<ItemRatings> all;
  std::vector<std::pair<std::string, size_t>> all_places;  // criterion, place
  OrderedJson criteria = OrderedJson::object();
  for (const Criterion& criterion : rubric.criteria) {
    const auto& of_criterion = units.by_criterion.at(criterion.id);
    criteria[criterion.id] = measures(of_criterion, ratings.reviews.size(), seed);
    for (size_t place = 0; place < of_criterion.size(); ++place) {
      all.push_back(of_criterion[place]);
      all_places.emplace_back(criterion.id, place);
    }
  }
  json["overall"] = measures(all, ratings.reviews.size(), seed);
  json["criteria"] = criteria;
  if (rubric.asks_preference) json["preference"] = measures(units.preference, ratings.reviews.size(), seed);

  OrderedJson divided = OrderedJson::array();
  for (const size_t i : disputed_items(all)) {
    const auto& [item, answer] = units.places[all_places[i].second];
    OrderedJson said = OrderedJson::object();
    for (size_t r = 0; r < ratings.reviews.size(); ++r) {
      if (all[i][r]) said[ratings.reviews[r].reviewer.id] = *all[i][r] > 0.5;
    }
    divided.push_back({{"item", item}, {"answer", std::string(1, static_cast<char>('A' + answer))}, {"criterion", all_places[i].first}, {"said", said}});
  }
  json["divided"] = divided;

  OrderedJson models = OrderedJson::array();
  for (size_t model = 0; model < ratings.key.models.size(); ++model) {
    std::vector<MetCriteria> examples;
    for (size_t place = 0; place < units.places.size(); ++place) {
      const auto& [item, answer] = units.places[place];
      if (ratings.key.order.at(item)[answer] != model) continue;
      if (const auto met = joint_verdict(units, rubric, place)) examples.push_back(*met);
    }
    OrderedJson entry = {{"name", ratings.key.models[model].first}, {"checkpoint_sha256", ratings.key.models[model].second}};
    if (!examples.empty()) entry["rubric"] = to_json(score_by_rubric(rubric, examples, seed));
    if (rubric.asks_preference) {
      std::vector<double> wins;
      for (const ItemRatings& preferred : units.preference) {
        for (const auto& choice : preferred) {
          if (choice) wins.push_back(*choice < 0 ? 1.0 / static_cast<double>(ratings.key.models.size()) : *choice == static_cast<double>(model) ? 1 : 0);
        }
      }
      if (!wins.empty()) entry["preferred"] = to_json(bootstrap_mean(wins, seed));
    }
    models.push_back(entry);
  }
  json["models"] = models;
  json["summary"] = agreement_summary(json);
  return json;
}

std::vector<std::string> agreement_summary(const OrderedJson& agreement) {
  std::vector<std::string> lines = {std::to_string(agreement["reviewers"].size()) + " reviewers, " + std::to_string(agreement["items"].get<size_t>()) +
                                    " cases"};
  const auto say = [&](const std::string& what, const OrderedJson& measured) {
    if (measured.is_null()) return;
    std::string line = what + ":";
    for (const auto& [name, title] :
         {std::pair{"cohens_kappa", " Cohen's kappa "}, {"fleiss_kappa", " Fleiss' kappa "}, {"krippendorffs_alpha", " Krippendorff's alpha "}}) {
      if (measured.contains(name)) line += title + rounded(measured[name]) + ",";
    }
    line.pop_back();
    lines.push_back(line);
  };
  say("all criteria", agreement["overall"]);
  for (const auto& [criterion, measured] : agreement["criteria"].items()) say(criterion, measured);
  if (agreement.contains("preference")) say("preference", agreement["preference"]);
  for (const OrderedJson& model : agreement["models"]) {
    if (!model.contains("rubric")) continue;
    std::string line = model["name"].get<std::string>() + ": rubric score " + rounded(model["rubric"]["score"]);
    if (model.contains("preferred")) line += ", preferred " + rounded(model["preferred"]);
    lines.push_back(line);
  }
  return lines;
}

std::string preference_pairs(const Ratings& ratings, const std::vector<Answers>& answers) {
  const Units units = collect_units(ratings);
  std::vector<const Answers*> of_model;
  for (const auto& [name, sha256] : ratings.key.models) {
    const auto found =
        std::find_if(answers.begin(), answers.end(), [&, n = name, s = sha256](const Answers& a) { return a.model == n && a.checkpoint_sha256 == s; });
    if (found == answers.end()) throw Error("no file holds the answers of " + name, "", "name the answer files that the page was packed from");
    of_model.push_back(&*found);
  }
  const auto answer_of = [](const Answers& of, const std::string& id) -> const Answers::Item& {
    const Answers::Item* found = find_answer(of, id);
    if (found == nullptr) throw Error("has no answer to " + id, of.file.string());
    return *found;
  };
  std::string lines;
  for (size_t i = 0; i < units.items.size(); ++i) {
    const auto chosen = majority(units.preference[i], of_model.size());
    if (!chosen) continue;
    for (size_t other = 0; other < of_model.size(); ++other) {
      if (other == *chosen) continue;
      const Answers::Item& better = answer_of(*of_model[*chosen], units.items[i]);
      const Answers::Item& worse = answer_of(*of_model[other], units.items[i]);
      if (better.answer == worse.answer) continue;
      lines += OrderedJson{{"id", better.id}, {"prompt", better.prompt}, {"chosen", better.answer}, {"rejected", worse.answer}}.dump() + "\n";
    }
  }
  return lines;
}

std::string rubric_rewards(const Ratings& ratings, const std::vector<Answers>& answers) {
  const Units units = collect_units(ratings);
  std::string lines;
  for (size_t place = 0; place < units.places.size(); ++place) {
    const auto& [item, position] = units.places[place];
    const auto met = joint_verdict(units, ratings.key.rubric, place);
    if (!met) continue;
    const auto& [name, sha256] = ratings.key.models[ratings.key.order.at(item)[position]];
    for (const Answers& of : answers) {
      if (of.model != name || of.checkpoint_sha256 != sha256) continue;
      const Answers::Item* answer = find_answer(of, item);
      if (answer == nullptr) continue;
      lines += OrderedJson{{"id", item}, {"prompt", answer->prompt}, {"response", answer->answer}, {"reward", example_score(ratings.key.rubric, *met)}}.dump() +
               "\n";
    }
  }
  return lines;
}

}  // namespace galen
