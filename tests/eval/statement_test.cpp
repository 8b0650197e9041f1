#include "eval/statement.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "tests/support.h"

namespace galen {
namespace {

class Statements : public ::testing::Test {
 protected:
  Statements() {
    statement_.signer = {"dr-7", "reviewer", "MD", "cardiology"};
    statement_.recipe = "notes";
    statement_.subjects = {{"recipe", "aa"}, {"checkpoint", "bb"}};
    statement_.signed_on = "2026-11-01";
    statement_.expires = "2027-11-01";
    add_person(&keyring_, {statement_.signer, keys_.public_key, "", ""});
  }

  SignedStatement written(const Statement& statement, const KeyPair& keys) {
    write_file_durably(folder_ / "s.json", sign_statement(statement, keys));
    return read_statement(folder_ / "s.json");
  }

  std::string why_not(const SignedStatement& statement, const char* day = "2026-12-01") {
    return why_not_valid(statement, keyring_, statement_.subjects, *parse_day(day));
  }

  testing::TemporaryDirectory folder_;
  KeyPair keys_ = new_key_pair();
  Keyring keyring_;
  Statement statement_;
};

TEST_F(Statements, HoldsFromItsDayToItsEndForExactlyWhatWasSigned) {
  const SignedStatement s = written(statement_, keys_);
  EXPECT_EQ(why_not(s), "");
  EXPECT_EQ(why_not(s, "2026-11-01"), "");
  EXPECT_EQ(why_not(s, "2027-11-01"), "");
  EXPECT_NE(why_not(s, "2027-11-02").find("dr-7"), std::string::npos);
  EXPECT_NE(why_not(s, "2027-11-02").find("expired on 2027-11-01"), std::string::npos);
  EXPECT_NE(why_not(s, "2026-10-31").find("a day to come"), std::string::npos);
  const Day day = *parse_day("2026-12-01");
  EXPECT_NE(why_not_valid(s, keyring_, {{"recipe", "aa"}, {"checkpoint", "cc"}}, day).find("checkpoint isn't what was signed"), std::string::npos);
  EXPECT_NE(why_not_valid(s, keyring_, {{"recipe", "aa"}}, day).find("checkpoint was signed and is missing"), std::string::npos);
  EXPECT_NE(why_not_valid(s, keyring_, {{"recipe", "aa"}, {"checkpoint", "bb"}, {"scores", "dd"}}, day).find("scores wasn't among"), std::string::npos);
}

TEST_F(Statements, KeysOfStrangersAndRevokedOnesDontCount) {
  EXPECT_NE(why_not(written(statement_, new_key_pair())).find("doesn't hold"), std::string::npos);
  Statement promoted = statement_;
  promoted.signer.credential = "MD, PhD";
  EXPECT_NE(why_not(written(promoted, keys_)).find("another id, role, credential"), std::string::npos);
  const SignedStatement s = written(statement_, keys_);
  keyring_.revoked_statements.push_back(s.sha256);
  EXPECT_NE(why_not(s).find("was revoked"), std::string::npos);
  keyring_.revoked_statements.clear();
  keyring_.people[0].revoked = "2026-11-15";
  keyring_.people[0].reason = "key lost";
  EXPECT_EQ(why_not(s, "2026-11-14"), "");
  EXPECT_NE(why_not(s, "2026-11-15").find("key lost"), std::string::npos);
}

TEST_F(Statements, AnyChangedByteIsFound) {
  written(statement_, keys_);
  const std::string whole = read_file(folder_ / "s.json");
  for (size_t byte = 0; byte < whole.size(); ++byte) {
    std::string changed = whole;
    changed[byte] = static_cast<char>(changed[byte] ^ (byte % 2 ? 1 : 4));
    testing::write_text(folder_ / "s.json", changed);
    EXPECT_THROW(read_statement(folder_ / "s.json"), Error) << byte;
  }
}

TEST_F(Statements, AKeyringHasEachPersonAndEachKeyOnceAndShowsChangesByHand) {
  EXPECT_THROW(add_person(&keyring_, {{"dr-7", "", "MD", ""}, new_key_pair().public_key, "", ""}), Error);
  EXPECT_THROW(add_person(&keyring_, {{"dr-8", "", "MD", ""}, keys_.public_key, "", ""}), Error);
  write_keyring(keyring_, folder_ / "keyring.json");
  EXPECT_EQ(read_keyring(folder_ / "keyring.json").people[0].signer, statement_.signer);
  const std::string whole = read_file(folder_ / "keyring.json");
  for (size_t byte = 0; byte < whole.size(); ++byte) {
    std::string changed = whole;
    changed[byte] = static_cast<char>(changed[byte] ^ 2);
    testing::write_text(folder_ / "keyring.json", changed);
    EXPECT_THROW(read_keyring(folder_ / "keyring.json"), Error) << byte;
  }
}

}  // namespace
}  // namespace galen
