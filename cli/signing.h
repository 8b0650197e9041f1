// Keys on the command line: where they lie and how their passphrase is asked for.
#pragma once

#include <filesystem>

#include "core/signature.h"

namespace galen {

// FILE, or where nothing was named the user's own key (~/.config/galen/signing.key), made on first use. A sealed key's passphrase comes from the environment
// variable GALEN_PASSPHRASE, else from the terminal.
KeyPair open_signing_key(const std::filesystem::path& file);

// For a new key; empty if the user wants none. Asked twice.
std::string ask_new_passphrase();

}  // namespace galen
