// Blinded review: a page with answers of several models in an order that only the key file knows, ratings that come back, and how far reviewers agree.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "eval/rubric.h"
#include "eval/statement.h"
#include "recipes/rubric.h"

namespace galen {

// One model's answers, JSON Lines: {"id", "prompt", "answer", "reference", "model", "checkpoint_sha256"} (`galen eval … --answers FILE`). Every line has the
// same model; `reference` may be missing.
struct Answers {
  struct Item {
    std::string id;
    std::string prompt;
    std::string answer;
    std::string reference;
  };
  std::string model;
  std::string checkpoint_sha256;
  std::vector<Item> items;
  std::filesystem::path file;
};
Answers read_answers(const std::filesystem::path& file);
const Answers::Item* find_answer(const Answers& answers, const std::string& id);  // nullptr: no such
void write_answers(const Answers& answers, const std::filesystem::path& file);

// What the reviewer sees. Answers are lettered A, B, … in the page's order.
struct ReviewPack {
  struct Item {
    std::string id;
    std::string prompt;
    std::string reference;             // empty: not shown
    std::vector<std::string> answers;  // in the order shown
  };
  std::string title;
  Rubric rubric;
  std::vector<Item> items;
};

// Who wrote which answer; kept by the organiser.
struct ReviewKey {
  std::string pack_sha256;
  std::vector<std::pair<std::string, std::string>> models;  // name, checkpoint_sha256
  std::map<std::string, std::vector<size_t>> order;         // item id -> model of each answer, in the order shown
  Rubric rubric;
};

struct PackSettings {
  std::string title = "Review of answers";
  size_t limit = 0;             // items, drawn at random; 0: all
  uint64_t seed = 0;            // of order and draw; 0: from the system's random numbers
  bool shows_reference = true;  // where there is one
};

// Answers to the same ids, at least two models. Throws Error for an id that one of them lacks, for prompts that differ, and for identical models.
struct PackedReview {
  ReviewPack pack;
  ReviewKey key;
};
PackedReview pack_review(const Rubric& rubric, const std::vector<Answers>& answers, const PackSettings& settings);

Json to_json(const ReviewPack& pack);             // its sha256 (of dump()) is the pack's identity
std::string render_pack(const ReviewPack& pack);  // one HTML file: no server, no network
void write_review_key(const ReviewKey& key, const std::filesystem::path& file);
ReviewKey read_review_key(const std::filesystem::path& file);

// A reviewer's file, as the page exports it.
struct ReviewFile {
  Signer reviewer;
  std::string started, finished;  // UTC
  struct Rating {
    std::string item;
    size_t answer = 0;                               // position shown
    std::map<std::string, std::optional<bool>> met;  // criterion id -> met; nothing: not rated
    std::string comment;
  };
  std::vector<Rating> ratings;
  std::map<std::string, std::string> preferred;  // item -> "A", "B", … or "tie"; missing: not said
  std::string sha256;                            // of the file
  std::string file;
  std::vector<std::string> missing;  // what isn't rated: "item 12, answer B: invented"
};
// Throws Error for what is no review, was changed after its export, belongs to another pack, or rates what the pack doesn't have.
ReviewFile read_review(const std::filesystem::path& file, const ReviewKey& key);

// review/ratings.json: all reviews of a pack, unblinded. Reviews of a reviewer that are there already are replaced when newer, and left when the same.
Json ratings_json(const ReviewKey& key, const std::vector<ReviewFile>& reviews);
struct Ratings {
  ReviewKey key;
  std::vector<ReviewFile> reviews;  // `met` complete unless the review was taken as partial
  std::string sha256;               // of the file
};
Ratings read_ratings(const std::filesystem::path& file);

// review/agreement.json: per criterion and overall kappa and alpha with intervals, the items most divided, each model's rubric scores, and a summary in words.
OrderedJson agreement_json(const Ratings& ratings, uint64_t seed);
std::vector<std::string> agreement_summary(const OrderedJson& agreement);

// Chosen and rejected answers where reviewers preferred one (a majority; ties say nothing), as JSON Lines that `data.train` reads, and every answer's rubric
// reward.
std::string preference_pairs(const Ratings& ratings, const std::vector<Answers>& answers);
std::string rubric_rewards(const Ratings& ratings, const std::vector<Answers>& answers);

}  // namespace galen
