#include "cli/signing.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "core/machine.h"

namespace galen {
namespace {

std::optional<std::string> passphrase_of_environment() {
  const char* value = std::getenv("GALEN_PASSPHRASE");
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// One line from the terminal, not shown.
std::string ask_hidden(const std::string& prompt) {
  if (::isatty(STDIN_FILENO) == 0) throw Error("the key's passphrase can't be asked for: there is no terminal", "", "set GALEN_PASSPHRASE");
  std::fputs(prompt.c_str(), stderr);
  termios shown{};
  ::tcgetattr(STDIN_FILENO, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  std::string line;
  std::getline(std::cin, line);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  std::fputs("\n", stderr);
  return line;
}

std::filesystem::path default_key() {
  const std::filesystem::path folder = config_directory();
  if (folder.empty()) throw Error("there is no home directory to keep a key in", "", "name one with --key");
  return folder / "signing.key";
}

}  // namespace

KeyPair open_signing_key(const std::filesystem::path& file) {
  const std::filesystem::path path = file.empty() ? default_key() : file;
  if (file.empty() && !std::filesystem::exists(path)) {
    make_directories(path.parent_path());
    const KeyPair keys = new_key_pair();
    write_key_file(keys, path, "");
    log_info("made your signing key, without a passphrase: " + path.string());
    return keys;
  }
  if (!std::filesystem::exists(path)) throw Error("there is no key", path.string(), "galen review key " + path.string() + " makes one");
  if (!needs_passphrase(path)) return read_key_file(path, "");
  const std::optional<std::string> given = passphrase_of_environment();
  return read_key_file(path, given ? *given : ask_hidden("passphrase of " + path.string() + ": "));
}

std::string ask_new_passphrase() {
  if (const std::optional<std::string> given = passphrase_of_environment()) return *given;
  const std::string first = ask_hidden("passphrase for the new key (empty: none): ");
  if (!first.empty() && ask_hidden("again: ") != first) throw Error("the two passphrases differ");
  return first;
}

}  // namespace galen
