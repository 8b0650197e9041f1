// One request to a server that speaks HTTP, for judges. Answers of patients' records travel in it, so it goes where the address says and nowhere else: no proxy
// (whatever the environment names), no redirect, no address that carries a password.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace galen {

struct HttpReply {
  int64_t status = 0;   // 0: nothing usable came back
  std::string body;     // at most 4 MiB; more is a failure
  std::string failure;  // why there is no status, in libcurl's words; holds nothing of what was sent
};

// Throws Error for what is no http:// or https:// address, for one with a user name, password, query or fragment, and for a token with control characters.
HttpReply post_json(const std::string& url, const std::string& body, const std::string& bearer_token, std::chrono::milliseconds timeout);

// Whether the address can only be this machine: localhost, 127.…, [::1]. Throws as post_json does.
bool is_on_this_machine(const std::string& url);

}  // namespace galen
