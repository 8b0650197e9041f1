// ROUGE and the stemmer against the package that everybody reports with.
#include "eval/rouge.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

#include "core/file.h"
#include "core/json.h"
#include "core/random.h"
#include "eval/porter_stemmer.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

struct Case {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::string> words;
};

// Runs the judge; nothing where its interpreter is missing.
std::optional<Json> judge(const Case& given, const fs::path& folder) {
  const fs::path python = fs::path(GALEN_SOURCE_DIR) / ".venv-judges/bin/python";
  if (!fs::exists(python)) return std::nullopt;
  Json request = {{"pairs", Json::array()}, {"words", given.words}};
  for (const auto& [reference, candidate] : given.pairs) request["pairs"].push_back({reference, candidate});
  testing::write_text(folder / "in.json", request.dump());
  const std::string command = "'" + python.string() + "' '" + GALEN_SOURCE_DIR + "/tests/parity/rouge.py' '" + (folder / "in.json").string() + "' '" +
                              (folder / "out.json").string() + "' 2>'" + (folder / "log").string() + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error(read_file(folder / "log"));
  return read_json(folder / "out.json", uint64_t{1} << 30);
}

constexpr const char* kNoJudge = "no .venv-judges: run scripts/test.sh without --no-judges";

size_t pick(uint64_t seed, uint64_t counter, size_t n) {
  return static_cast<size_t>(random_uniform(seed, 0, counter) * static_cast<double>(n));
}

// Words that look like English: a root and up to two of the suffixes that the stemmer knows.
std::vector<std::string> made_up_words(size_t count) {
  static constexpr std::array<const char*, 30> kRoots = {"hop",  "fail",  "fil",  "agre", "plaster", "y",   "sky",  "conflat",  "troubl", "siz",
                                                         "fall", "hiss",  "fizz", "enjo", "happ",    "rat", "oper", "sens",     "geo",    "archaeo",
                                                         "yyy",  "bl4st", "99",   "diab", "hypert",  "ax",  "ow",   "controll", "ceas",   "ee"};
  static constexpr std::array<const char*, 64> kSuffixes = {
      "",      "s",     "ss",    "sses",  "ies",     "ied",   "eed",  "ed",    "ing",     "y",       "ational", "tional", "enci",  "anci",   "izer",  "abli",
      "alli",  "entli", "eli",   "ousli", "ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti",  "iviti", "biliti", "fulli", "logi",
      "icate", "ative", "alize", "iciti", "ical",    "ful",   "ness", "al",    "ance",    "ence",    "er",      "ic",     "able",  "ible",   "ant",   "ement",
      "ment",  "ent",   "sion",  "tion",  "ou",      "ism",   "ate",  "iti",   "ous",     "ive",     "ize",     "e",      "ll",    "lle",    "ism",   "ion"};
  std::vector<std::string> words;
  for (size_t i = 0; words.size() < count; ++i) {
    std::string word = kRoots[pick(1, i, kRoots.size())];
    word += kSuffixes[pick(2, i, kSuffixes.size())];
    if (i % 2) word += kSuffixes[pick(3, i, kSuffixes.size())];
    words.push_back(word);
  }
  for (const char* word : {"sky", "skies", "dying", "lying", "tying", "news", "innings", "outing", "cannings", "howe", "proceed", "exceed", "succeed"})
    words.push_back(word);
  return words;
}

TEST(ParityRouge, StemsAsTheReferenceStemmer) {
  testing::TemporaryDirectory folder;
  Case given;
  given.words = made_up_words(20000);
  GALEN_REQUIRE_OR_SKIP(answer, judge(given, folder.path()), kNoJudge);
  ASSERT_EQ(answer["stems"].size(), given.words.size());
  for (size_t i = 0; i < given.words.size(); ++i) EXPECT_EQ(porter_stem(given.words[i]), answer["stems"][i].get<std::string>()) << given.words[i];
}

// The fields of a CSV file of real notes, split crudely: only words matter here.
std::vector<std::string> real_texts(size_t limit) {
  std::vector<std::string> texts;
  for (const char* name : {"mts_dialog/train.csv", "mts_dialog/validation.csv"}) {
    const auto file = testing::shared_data(name);
    if (!file) continue;
    const std::string contents = read_file(*file);
    for (size_t start = 0; start < contents.size() && texts.size() < limit; start += 900) texts.push_back(contents.substr(start, 600 + start % 251));
  }
  return texts;
}

TEST(ParityRouge, AgreesWithRougeScorePackage) {
  testing::TemporaryDirectory folder;
  Case given;
  std::vector<std::string> texts = real_texts(300);
  for (std::string& text : texts) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80)) text.pop_back();  // not in the middle of a character
    while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0) == 0x80) text.erase(0, 1);
  }
  for (size_t i = 0; i + 1 < texts.size(); ++i) given.pairs.emplace_back(texts[i], i % 7 ? texts[i + 1] : texts[i].substr(0, 120));
  std::erase_if(given.pairs, [](const auto& pair) { return pair.second.empty() || (static_cast<unsigned char>(pair.second.back()) & 0x80); });
  const std::vector<std::string> words = made_up_words(200);
  for (uint64_t i = 0; i < 200; ++i) {  // made-up texts with many words in common
    std::string texts_made[2];
    for (int side = 0; side < 2; ++side) {
      const size_t length = pick(10 + static_cast<uint64_t>(side), i, 60);
      for (size_t j = 0; j < length; ++j) texts_made[side] += words[pick(20 + i, 100 * static_cast<uint64_t>(side) + j, 25)] + (j % 5 ? " " : ". ");
    }
    given.pairs.emplace_back(texts_made[0], texts_made[1]);
  }
  const std::vector<std::string> odd = {"",
                                        " ",
                                        "...",
                                        "\n\n",
                                        "a",
                                        "the",
                                        "Ünïcode naïve café",
                                        "273 \u212A, 5 \u212Ag",
                                        "\u0130stanbul D\u0130ABET\u0130C",
                                        "\u00C5ngstr\u00F6m \u212B",
                                        "patient\u00A0denies\u2003pain",
                                        "emoji \U0001F3E5 hospital",
                                        "\u4F60\u597D",
                                        "UPPER lower MiXeD",
                                        "120/80 98.6F",
                                        "don't can't won't",
                                        "under_score hy-phen",
                                        "\u017Fharp \u1E9E \uFB01",
                                        "x\u0301 combining",
                                        "a\tb\vc\fd"};
  for (const std::string& a : odd) {
    for (const std::string& b : odd) given.pairs.emplace_back(a, b);
  }
  ASSERT_GE(given.pairs.size(), 600u);
  GALEN_REQUIRE_OR_SKIP(answer, judge(given, folder.path()), kNoJudge);
  const Json& scores = answer["scores"];
  ASSERT_EQ(scores.size(), 2 * given.pairs.size());
  double nonzero = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    const auto& [reference, candidate] = given.pairs[i % given.pairs.size()];
    const RougeScores ours = rouge(reference, candidate, i < given.pairs.size());
    const std::array<RougeScore, 3> by_type = {ours.rouge1, ours.rouge2, ours.rougeL};
    for (size_t type = 0; type < 3; ++type) {
      EXPECT_NEAR(by_type[type].precision, scores[i][type][0].get<double>(), 1e-9) << reference << "\n---\n" << candidate;
      EXPECT_NEAR(by_type[type].recall, scores[i][type][1].get<double>(), 1e-9) << reference << "\n---\n" << candidate;
      EXPECT_NEAR(by_type[type].f1, scores[i][type][2].get<double>(), 1e-9) << reference << "\n---\n" << candidate;
      nonzero += by_type[type].f1 > 0;
    }
  }
  EXPECT_GT(nonzero, 500);  // or it compared zeros
}

}  // namespace
}  // namespace galen
