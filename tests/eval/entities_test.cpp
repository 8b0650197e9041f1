#include "eval/entities.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "core/file.h"
#include "tests/support.h"

namespace galen {
namespace {

using Set = std::set<std::string>;

const EntityFinder& finder() {
  static const EntityFinder found(find_word_lists().parent_path());
  return found;
}

TEST(Entities, ABrandIsItsSubstanceAndTheLongestNameCounts) {
  EXPECT_EQ(finder().find("She takes Tylenol and LIPITOR 20 mg; Metformin too.").medications,
            finder().find("acetaminophen, atorvastatin, metformin").medications);
  EXPECT_EQ(finder().find("metformin 500").medications, Set{"metformin"});
  EXPECT_EQ(finder().find("Continue insulin glargine at night.").medications.size(), 1u);
  EXPECT_TRUE(finder().find("She bought generics in armour and takes a walk.").medications.empty());
  EXPECT_TRUE(finder().find("").medications.empty());
}

TEST(Entities, TermsAreStemmedMedicalWordsThatAreNoMedications) {
  const Entities found = finder().find("Headaches, nausea and a rash; takes metformin. The patient is here today.");
  EXPECT_EQ(found.terms, finder().find("nausea. A headache. Rashes.").terms);
  EXPECT_EQ(found.terms.count("metformin"), 0u);
  EXPECT_EQ(found.terms.count("today"), 0u);
  EXPECT_EQ(found.terms.size(), 3u);
}

TEST(Entities, ADenialGoesToTheEndOfItsClause) {
  const auto denied = [](const std::string& text) { return finder().find(text).negations; };
  const Set nausea = finder().find("nausea").terms;
  EXPECT_EQ(denied("Denies nausea. Headache since Monday."), nausea);
  EXPECT_EQ(denied("No fever, nausea or vomiting but has a headache."), finder().find("fever nausea vomiting").terms);
  EXPECT_TRUE(denied("Nausea and headache.").empty());
  EXPECT_EQ(denied("Headache without nausea\nRash"), nausea);
}

TEST(Entities, CountsSayWhatWasInventedAndWhatLeftOut) {
  const EntityCounts counts = count_entities({"a", "b", "x"}, {"a", "c", "d"}, {"a", "b", "c"});
  EXPECT_EQ(counts.written, 3);
  EXPECT_EQ(counts.expected, 3);
  EXPECT_EQ(counts.shared, 1);
  EXPECT_EQ(counts.invented, 1) << "x";
  EXPECT_EQ(counts.sayable, 2) << "a and c; nobody said d";
  EXPECT_EQ(counts.left_out, 1) << "c";
}

TEST(Entities, RatesAreOverAllNotes) {
  const EntityCounts one = count_entities({"a", "x"}, {"a"}, {"a"});
  const EntityCounts other = count_entities({"b", "c"}, {"b", "c", "d"}, {"b", "c", "d"});
  const EntityScores scores = score_entities({one, other}, 0);
  EXPECT_DOUBLE_EQ(scores.precision.mean, 3.0 / 4);
  EXPECT_DOUBLE_EQ(scores.recall.mean, 3.0 / 4);
  EXPECT_DOUBLE_EQ(scores.invented_rate.mean, 1.0 / 4);
  EXPECT_DOUBLE_EQ(scores.omission_rate.mean, 1.0 / 4);
  EXPECT_LE(scores.recall.low, scores.recall.mean);
  EXPECT_TRUE(std::isnan(score_entities({EntityCounts()}, 0).precision.mean)) << "nothing written: no precision";
}

TEST(Entities, AListThatIsNoneIsRefused) {
  testing::TemporaryDirectory folder;
  std::filesystem::copy(find_word_lists(), folder / "deidentify.tsv");
  EXPECT_THROW(EntityFinder(folder.path()), Error);
  testing::write_text(folder / "medications.tsv", "something else\n");
  EXPECT_THROW(EntityFinder(folder.path()), Error);
  testing::write_text(folder / "medications.tsv", "galen medications 1\naspirin\n");
  EXPECT_THROW(EntityFinder(folder.path()), Error);
}

}  // namespace
}  // namespace galen
