#include "eval/review.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/text.h"
#include "tests/support.h"

namespace galen {
namespace {

class Reviews : public ::testing::Test {
 protected:
  Reviews() {
    rubric_ = parse_rubric("name: r\ncriteria:\n  - {id: good, text: Is good, points: 2}\n  - {id: bad, text: Is bad, points: -1}\n", "r.yaml");
    for (const std::string model : {"old", "new"}) {
      Answers answers;
      answers.model = model;
      answers.checkpoint_sha256 = sha256_hex(model);
      answers.file = folder_ / (model + ".jsonl");
      for (int i = 0; i < 40; ++i) {
        answers.items.push_back(
            {"case " + std::to_string(i), "prompt </script><script>alert(1)</script> " + std::to_string(i), "by " + model + " " + std::to_string(i), "ref"});
      }
      write_answers(answers, answers.file);
      answers_.push_back(read_answers(answers.file));
    }
    packed_ = pack_review(rubric_, answers_, {"t", 0, 7, true});
  }

  // What the page would save: `good` for every answer of the model `liked`.
  Json saved(const std::string& reviewer, size_t liked) const {
    Json ratings = Json::array();
    Json preferred = Json::object();
    for (const auto& [item, order] : packed_.key.order) {
      for (size_t answer = 0; answer < order.size(); ++answer) {
        ratings.push_back({{"item", item}, {"answer", answer}, {"met", {{"good", order[answer] == liked}, {"bad", false}}}, {"comment", ""}});
        if (order[answer] == liked) preferred[item] = std::string(1, static_cast<char>('A' + answer));
      }
    }
    return {{"format", "galen-review"},
            {"version", 1},
            {"pack_sha256", packed_.key.pack_sha256},
            {"reviewer", {{"id", reviewer}, {"role", "reviewer"}, {"credential", "MD"}, {"specialty", ""}}},
            {"started", "2026-11-25T10:00:00Z"},
            {"finished", "2026-11-25T11:00:00Z"},
            {"ratings", ratings},
            {"preferred", preferred}};
  }

  std::filesystem::path write(Json json, const std::string& name) {
    json["sha256"] = sha256_hex(json.dump());
    testing::write_text(folder_ / name, json.dump(1));
    return folder_ / name;
  }

  std::string refusal(const Json& json) {
    try {
      read_review(write(json, "x.json"), packed_.key);
    } catch (const Error& error) {
      return error.what();
    }
    return "taken";
  }

  testing::TemporaryDirectory folder_;
  Rubric rubric_;
  std::vector<Answers> answers_;
  PackedReview packed_;
};

TEST_F(Reviews, ThePageTellsNobodyWhoWroteWhat) {
  const std::string page = render_pack(packed_.pack);
  EXPECT_EQ(page.find("\"old\""), std::string::npos);
  EXPECT_EQ(page.find(answers_[0].checkpoint_sha256), std::string::npos);
  EXPECT_EQ(page.find("<script>alert"), std::string::npos) << "a prompt can't run as a script";
  EXPECT_EQ(page.find("http://"), std::string::npos);
  EXPECT_EQ(page.find("https://"), std::string::npos);
  size_t first_is_old = 0;
  for (const ReviewPack::Item& item : packed_.pack.items) first_is_old += item.answers[0].find("by old") == 0;
  EXPECT_GT(first_is_old, 8u);
  EXPECT_LT(first_is_old, 32u);
  for (const ReviewPack::Item& item : packed_.pack.items) {
    for (size_t i = 0; i < 2; ++i) EXPECT_EQ(item.answers[i].find("by " + packed_.key.models[packed_.key.order.at(item.id)[i]].first), 0u);
  }
  EXPECT_NE(pack_review(rubric_, answers_, {"t", 0, 8, true}).key.order, packed_.key.order) << "another seed, another order";
  EXPECT_EQ(pack_review(rubric_, answers_, {"t", 5, 8, true}).pack.items.size(), 5u);
}

TEST_F(Reviews, ComeBackUnblindedAndScoreTheModels) {
  const std::vector<ReviewFile> reviews = {read_review(write(saved("a", 1), "a.json"), packed_.key), read_review(write(saved("b", 1), "b.json"), packed_.key)};
  EXPECT_TRUE(reviews[0].missing.empty());
  testing::write_text(folder_ / "ratings.json", ratings_json(packed_.key, reviews).dump(1) + "\n");
  const Ratings ratings = read_ratings(folder_ / "ratings.json");
  ASSERT_EQ(ratings.reviews.size(), 2u);
  const OrderedJson agreement = agreement_json(ratings, 0);
  EXPECT_EQ(agreement["criteria"]["good"]["cohens_kappa"]["mean"], 1.0);
  EXPECT_EQ(agreement["models"][0]["rubric"]["score"]["mean"], 0.0);
  EXPECT_EQ(agreement["models"][1]["rubric"]["score"]["mean"], 1.0);
  EXPECT_NEAR(agreement["models"][1]["preferred"]["mean"].get<double>(), 1.0, 1e-9);
  const std::vector<std::string> pairs = split(preference_pairs(ratings, answers_), '\n');
  ASSERT_EQ(pairs.size(), 41u);
  const Json pair = Json::parse(pairs[0]);
  EXPECT_EQ(pair["chosen"].get<std::string>().find("by new"), 0u);
  EXPECT_EQ(pair["rejected"].get<std::string>().find("by old"), 0u);
  EXPECT_EQ(Json::parse(split(rubric_rewards(ratings, answers_), '\n')[0])["reward"].get<double>() > 0.5, packed_.key.order.at("case 0")[0] == 1);
}

TEST_F(Reviews, WhatIsTamperedWithPartialOrOfAnotherPageIsNamed) {
  EXPECT_EQ(refusal(saved("a", 1)), "taken");
  const std::filesystem::path file = write(saved("a", 1), "a.json");
  const std::string whole = read_file(file);
  for (size_t byte = 1; byte < whole.size(); byte += 101) {
    std::string changed = whole;
    if (changed[byte] == ' ' || changed[byte] == '\n') continue;  // the same JSON, most likely
    changed[byte] = static_cast<char>(changed[byte] ^ 1);
    testing::write_text(file, changed);
    EXPECT_THROW(read_review(file, packed_.key), Error) << byte;
  }
  Json other = saved("a", 1);
  other["pack_sha256"] = sha256_hex("another");
  EXPECT_NE(refusal(other).find("another review page"), std::string::npos);
  Json stranger = saved("a", 1);
  stranger["ratings"][0]["item"] = "case 99";
  EXPECT_NE(refusal(stranger).find("case 99"), std::string::npos);
  Json criterion = saved("a", 1);
  criterion["ratings"][0]["met"]["pretty"] = true;
  EXPECT_NE(refusal(criterion).find("pretty"), std::string::npos);
  Json twice = saved("a", 1);
  twice["ratings"].push_back(twice["ratings"][0]);
  EXPECT_NE(refusal(twice).find("twice"), std::string::npos);
  Json partial = saved("a", 1);
  partial["ratings"][3]["met"]["good"] = nullptr;
  partial["preferred"].erase("case 5");
  const ReviewFile review = read_review(write(partial, "p.json"), packed_.key);
  ASSERT_EQ(review.missing.size(), 2u);
  EXPECT_NE(join(review.missing, ";").find("case 5: which answer is best"), std::string::npos);
}

TEST_F(Reviews, AnswersThatCantBeComparedAreNamed) {
  std::vector<Answers> answers = answers_;
  answers[1].items.pop_back();
  EXPECT_THROW(pack_review(rubric_, answers, {}), Error);
  answers = answers_;
  answers[1].items[2].prompt += "?";
  EXPECT_THROW(pack_review(rubric_, answers, {}), Error);
  EXPECT_THROW(pack_review(rubric_, {answers_[0], answers_[0]}, {}), Error);
  EXPECT_THROW(pack_review(rubric_, {answers_[0]}, {}), Error);
  testing::write_text(folder_ / "mixed.jsonl", read_file(answers_[0].file) + read_file(answers_[1].file));
  EXPECT_THROW(read_answers(folder_ / "mixed.jsonl"), Error);
}

}  // namespace
}  // namespace galen
