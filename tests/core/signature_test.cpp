#include "core/signature.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/audit.h"
#include "core/date.h"
#include "core/error.h"
#include "core/file.h"
#include "tests/support.h"

namespace galen {
namespace {

// RFC 8032, 7.1, test 3: the secret's seed, public key, message and signature.
TEST(Signature, IsThatOfTheStandard) {
  const std::string public_key = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
  const std::string signature =
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";
  EXPECT_TRUE(is_signed_by("\xaf\x82", signature, public_key));
  EXPECT_FALSE(is_signed_by("\xaf\x83", signature, public_key));
}

TEST(Signature, HoldsForThisMessageAndThisKeyAlone) {
  const KeyPair keys = new_key_pair();
  const KeyPair others = new_key_pair();
  const std::string signature = sign("approve", keys);
  EXPECT_TRUE(is_signed_by("approve", signature, keys.public_key));
  EXPECT_FALSE(is_signed_by("approve ", signature, keys.public_key));
  EXPECT_FALSE(is_signed_by("approve", signature, others.public_key));
  EXPECT_FALSE(is_signed_by("approve", signature.substr(1), keys.public_key));
  EXPECT_FALSE(is_signed_by("approve", "xyz", keys.public_key));
  EXPECT_FALSE(is_signed_by("approve", "", ""));
  for (size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_FALSE(is_signed_by("approve", changed, keys.public_key)) << i;
  }
}

TEST(KeyFile, OpensWithItsPassphraseAndIsTheOwnersAlone) {
  const testing::TemporaryDirectory folder;
  const KeyPair keys = new_key_pair();
  write_key_file(keys, folder / "sealed", "correct horse");
  EXPECT_TRUE(needs_passphrase(folder / "sealed"));
  EXPECT_EQ(read_key_file(folder / "sealed", "correct horse").secret, keys.secret);
  EXPECT_THROW(read_key_file(folder / "sealed", "battery"), Error);
  EXPECT_EQ(read_file(folder / "sealed").find(keys.secret), std::string::npos);
  write_key_file(keys, folder / "open", "");
  EXPECT_EQ(read_key_file(folder / "open", "").public_key, keys.public_key);
  EXPECT_THROW(write_key_file(keys, folder / "open", ""), Error) << "a key is never written over";
  struct stat status {};
  ASSERT_EQ(stat((folder / "open").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  ASSERT_EQ(chmod((folder / "open").c_str(), 0644), 0);
  EXPECT_THROW(read_key_file(folder / "open", ""), Error);
  testing::write_text(folder / "other", "{\"format\": \"galen-key\"}");
  EXPECT_THROW(read_key_file(folder / "other", ""), Error);
}

TEST(Audit, ALineThatIsChangedTakenOutOrPutInShows) {
  const testing::TemporaryDirectory folder;
  const std::filesystem::path log = folder / "audit.jsonl";
  EXPECT_TRUE(read_audit(log).empty());
  for (int i = 0; i < 4; ++i) EXPECT_EQ(append_audit(log, "event", {{"i", i}}).number, i + 1);
  const std::string whole = read_file(log);
  ASSERT_EQ(read_audit(log).size(), 4u);
  EXPECT_EQ(read_audit(log)[2].details["i"], 2);
  for (size_t byte = 0; byte < whole.size(); byte += 3) {
    std::string changed = whole;
    changed[byte] = static_cast<char>(changed[byte] ^ 1);
    testing::write_text(log, changed);
    EXPECT_THROW(read_audit(log), Error) << byte;
    EXPECT_THROW(append_audit(log, "event", {}), Error) << byte;
  }
  const size_t second = whole.find('\n') + 1;
  const size_t third = whole.find('\n', second) + 1;
  testing::write_text(log, whole.substr(0, second) + whole.substr(third));
  EXPECT_THROW(read_audit(log), Error);
  testing::write_text(log, whole.substr(second));
  EXPECT_THROW(read_audit(log), Error);
  testing::write_text(log, whole.substr(0, third) + whole.substr(second));
  EXPECT_THROW(read_audit(log), Error);
}

TEST(Audit, ALineCutByAPowerCutIsTakenOutAndSaidSo) {
  const testing::TemporaryDirectory folder;
  const std::filesystem::path log = folder / "audit.jsonl";
  append_audit(log, "first", {});
  const std::string whole = read_file(log);
  testing::write_text(log, whole + whole.substr(0, 30));
  EXPECT_THROW(read_audit(log), Error);
  EXPECT_EQ(append_audit(log, "second", {}).number, 3);
  const std::vector<AuditEntry> entries = read_audit(log);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].event, "cut line taken out");
  EXPECT_EQ(entries[1].details["bytes"], 30);
}

TEST(Day, ReadsOnlyDaysThatExist) {
  for (const char* day : {"2026-11-25", "2024-02-29", "0001-01-01"}) {
    ASSERT_TRUE(parse_day(day)) << day;
    EXPECT_EQ(format_day(*parse_day(day)), day);
  }
  for (const char* no_day : {"", "2026-02-29", "2026-13-01", "2026-1-1", "26-11-2025", "2026-11-25 ", "2026/11/25", "2026-11-0x"})
    EXPECT_FALSE(parse_day(no_day)) << no_day;
  EXPECT_LT(*parse_day("2026-11-25"), *parse_day("2026-12-01"));
}

}  // namespace
}  // namespace galen
