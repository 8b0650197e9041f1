#include "eval/answers.h"

#include <gtest/gtest.h>

namespace galen {
namespace {

int64_t errors(const std::string& reference, const std::string& answer) {
  return word_errors(answer_words(reference), answer_words(answer));
}

TEST(Answers, AreComparedByTheirWords) {
  EXPECT_EQ(answer_words("The digit is SEVEN."), (std::vector<std::string>{"the", "digit", "is", "seven"}));
  EXPECT_EQ(answer_words("  X-ray,  120/80 "), (std::vector<std::string>{"x", "ray", "120", "80"}));
  EXPECT_TRUE(answer_words(" … ").size() <= 1);
}

TEST(Answers, WordErrorsAreTheFewestChanges) {
  EXPECT_EQ(errors("start metformin twice daily", "Start metformin twice daily."), 0);
  EXPECT_EQ(errors("start metformin twice daily", "start warfarin twice daily"), 1);       // replaced
  EXPECT_EQ(errors("start metformin twice daily", "start metformin daily"), 1);            // left out
  EXPECT_EQ(errors("start metformin twice daily", "start the metformin twice daily"), 1);  // put in
  EXPECT_EQ(errors("no cough and no fever", "cough and no fever no"), 2);
  EXPECT_EQ(errors("heart rate ninety", ""), 3);
  EXPECT_EQ(errors("stop aspirin", "no no no no"), 4);
}

}  // namespace
}  // namespace galen
