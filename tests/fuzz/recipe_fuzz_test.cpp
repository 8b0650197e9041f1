// Recipes with random damage: whatever the file holds, it is read or refused with galen::Error, and in good time.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/random.h"
#include "recipes/recipe.h"
#include "tests/recipes/random_recipe.h"

namespace galen {
namespace {

// Random numbers in order, for one case.
struct Dice {
  uint64_t seed;
  uint64_t rolls = 0;

  size_t below(size_t bound) { return static_cast<size_t>(random_bits(seed, 99, rolls++) % bound); }
};

const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all = {":",          ": ",
                                               "\n",         "\n  ",
                                               "- ",         "[",
                                               "]",          "{",
                                               "}",          ",",
                                               "'",          "\"",
                                               "#",          " #",
                                               "|\n",        ">\n",
                                               "|2-\n",      "&a ",
                                               "*a",         "!!int ",
                                               "!",          "---\n",
                                               "...",        "%YAML 1.2\n",
                                               "? ",         "~",
                                               "null",       "\t",
                                               "\\",         "\\x00",
                                               "\\u12",      "\\UFFFFFFFF",
                                               "\xff",       "\xed\xa0\x80",
                                               "\x04",       "\r",
                                               "\r\n",       "\xEF\xBB\xBF",
                                               "<<: ",       "1e999",
                                               "-1",         "0x7f",
                                               ".inf",       "99999999999999999999",
                                               "true",       "train",
                                               "path",       "data",
                                               "sub_agents", "names",
                                               "fields",     "é",
                                               "😀"};
  return all;
}

// One to five edits: a byte changed, a stretch removed, doubled, moved or replaced by something that means something in YAML.
std::string mutate(std::string text, Dice& dice) {
  for (size_t edits = 1 + dice.below(3) * dice.below(3); edits > 0; --edits) {
    const size_t at = dice.below(text.size() + 1);
    const size_t length = std::min(dice.below(24), text.size() - at);
    switch (dice.below(7)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(dice.below(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      case 3:
        text.insert(dice.below(text.size() + 1), text.substr(at, length));
        break;
      case 4:
        text.replace(at, length, pieces()[dice.below(pieces().size())]);
        break;
      case 5:
        text.insert(at, pieces()[dice.below(pieces().size())]);
        break;
      default:
        text.resize(at);
        break;
    }
  }
  return text;
}

std::string random_override(Dice& dice) {
  static const std::vector<std::string> kNames = {"recipe", "data",   "train", "0",         "1", "path", "model",    "sub_agents",
                                                  "names",  "fields", "limit", "max_steps", "",  "x",    "optimizer"};
  std::string text = kNames[dice.below(kNames.size())];
  for (size_t parts = dice.below(4); parts > 0; --parts) text += "." + kNames[dice.below(kNames.size())];
  if (dice.below(10) > 0) text += "=";
  for (size_t parts = dice.below(4); parts > 0; --parts) text += pieces()[dice.below(pieces().size())];
  return text;
}

TEST(FuzzRecipe, TwentyThousandDamagedRecipesAreReadOrRefused) {
  constexpr uint64_t kCases = 20'000;
  std::vector<std::string> seeds;
  for (uint64_t seed = 0; seed < 50; ++seed) seeds.push_back(to_yaml(testing::random_recipe(seed)));
  uint64_t refused = 0;
  double slowest = 0;
  for (uint64_t i = 0; i < kCases; ++i) {
    Dice dice{i};
    const std::string text = mutate(seeds[dice.below(seeds.size())], dice);
    std::vector<std::string> overrides;
    while (dice.below(8) == 0) overrides.push_back(random_override(dice));
    const auto start = std::chrono::steady_clock::now();
    try {
      const Recipe recipe = parse_recipe(text, "fuzz.yaml", overrides);
      // What was accepted is a recipe in every respect: written out, it reads back equal.
      ASSERT_EQ(parse_recipe(to_yaml(recipe), "fuzz.yaml"), recipe) << "case " << i << "\n" << text;
    } catch (const Error& error) {
      ++refused;
      ASSERT_FALSE(error.what_happened().empty());
      ASSERT_FALSE(error.where().empty()) << "case " << i << ": " << error.what();
    } catch (const std::exception& error) {
      FAIL() << "case " << i << " ended in an exception of another type: " << error.what() << "\n" << text;
    }
    slowest = std::max(slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  EXPECT_GT(refused, kCases / 4) << "the damage is too mild";
  EXPECT_LT(refused, kCases * 99 / 100) << "the damage is too heavy: nothing gets past the parser";
  EXPECT_LT(slowest, 2.0);
  RecordProperty("refused", static_cast<int>(refused));
}

}  // namespace
}  // namespace galen
