#include "eval/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "core/error.h"

namespace galen {
namespace {

constexpr size_t kLongestReply = 4 << 20;

size_t keep_reply(char* data, size_t size, size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kLongestReply) return CURL_WRITEFUNC_ERROR;
  body.append(data, size * count);
  return size * count;
}

std::string part_of(CURLU* address, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(address, part, &text, 0) != CURLUE_OK) return "";
  std::string copy = text;
  curl_free(text);
  return copy;
}

// The host's name in lower case. The address itself is shown only once it is known to hold no password.
std::string checked_host(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> address(curl_url(), curl_url_cleanup);
  const char* hint = "write it as http://127.0.0.1:8080/v1";
  if (!address || curl_url_set(address.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    throw Error("is no address of a server", "judge.url", hint);
  const std::string scheme = part_of(address.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") throw Error("is no address of a server: it starts with neither http:// nor https://", "judge.url", hint);
  for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    if (!part_of(address.get(), part).empty())
      throw Error("carries a user name, password, query or fragment", "judge.url", "give the address alone, and the key as judge.api_key");
  }
  std::string host = part_of(address.get(), CURLUPART_HOST);
  std::transform(host.begin(), host.end(), host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return host;
}

// Not safe to run twice at once, so once, the first time it is needed.
void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw Error(std::string("libcurl can't start: ") + curl_easy_strerror(started));
}

}  // namespace

HttpReply post_json(const std::string& url, const std::string& body, const std::string& bearer_token, std::chrono::milliseconds timeout) {
  start_curl();
  checked_host(url);
  if (std::any_of(bearer_token.begin(), bearer_token.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    throw Error("has a line break or another control character in it", "judge.api_key");

  const std::unique_ptr<CURL, void (*)(CURL*)> request(curl_easy_init(), curl_easy_cleanup);
  if (!request) throw Error("libcurl has no memory for a request");
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(nullptr, curl_slist_free_all);
  const auto add_header = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) throw Error("libcurl has no memory for a request");
    static_cast<void>(headers.release());
    headers.reset(longer);
  };
  add_header("Content-Type: application/json");
  add_header("Expect:");  // else servers that don't know 100-continue cost a second
  if (!bearer_token.empty()) add_header("Authorization: Bearer " + bearer_token);

  HttpReply reply;
  CURL* curl = request.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_reply);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply.body);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  if (const CURLcode result = curl_easy_perform(curl); result != CURLE_OK) {
    reply.failure = result == CURLE_WRITE_ERROR ? "the reply is longer than 4 MiB" : curl_easy_strerror(result);
    reply.body.clear();
    return reply;
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  reply.status = status;
  return reply;
}

bool is_on_this_machine(const std::string& url) {
  const std::string host = checked_host(url);
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace galen
