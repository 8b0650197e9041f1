#include "core/hash.h"

#include <gtest/gtest.h>

#include <string>

#include "core/error.h"
#include "tests/support.h"

namespace galen {
namespace {

// FIPS 180-2, appendix B.
TEST(Sha256, AgreesWithTheStandardsExamples) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesGiveTheHashOfTheWhole) {
  const std::string text = "The patient denies chest pain.";
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 hash;
    hash.update(text.data(), cut);
    hash.update(text.data() + cut, text.size() - cut);
    EXPECT_EQ(hash.hex(), sha256_hex(text));
  }
}

TEST(Sha256, AFilesHashIsThatOfItsBytes) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "f", "abc");
  EXPECT_EQ(sha256_of_file(directory / "f"), sha256_hex("abc"));
  testing::write_text(directory / "empty", "");
  EXPECT_EQ(sha256_of_file(directory / "empty"), sha256_hex(""));
  EXPECT_THROW(sha256_of_file(directory / "none"), Error);
}

// xxHash's own values for XXH3_64bits with seed 0 (of its sanity-check buffer only the length 0 is independent of the generator).
TEST(Xxh3, AgreesWithTheReference) {
  EXPECT_EQ(hex64(xxh3("", 0)), "2d06800538d394c2");
  EXPECT_EQ(hex64(xxh3(nullptr, 0)), "2d06800538d394c2");
  EXPECT_EQ(hex64(xxh3("abc", 3)), "78af5f94892f3950");
}

TEST(Xxh3, EveryBitOfAChunkCounts) {
  std::string chunk(4096, '\x5a');
  const uint64_t before = xxh3(chunk.data(), chunk.size());
  for (size_t i = 0; i < chunk.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      chunk[i] = static_cast<char>(chunk[i] ^ (1 << bit));
      ASSERT_NE(xxh3(chunk.data(), chunk.size()), before);
      chunk[i] = static_cast<char>(chunk[i] ^ (1 << bit));
    }
  }
}

TEST(Hex64, HasSixteenDigitsMostSignificantFirst) {
  EXPECT_EQ(hex64(0), "0000000000000000");
  EXPECT_EQ(hex64(0x0123456789abcdefULL), "0123456789abcdef");
  EXPECT_EQ(hex64(~uint64_t{0}), "ffffffffffffffff");
}

}  // namespace
}  // namespace galen
