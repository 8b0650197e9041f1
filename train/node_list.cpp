// Slurm's node lists.
#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "train/launch.h"

namespace galen {
namespace {

constexpr size_t kMostHosts = size_t{1} << 20;

Error broken_list(const std::string& list, const std::string& what) {
  return Error(what, "Slurm's node list \"" + list + "\"", "set MASTER_ADDR to the first host's name");
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() <= 9 && std::all_of(text.begin(), text.end(), [](char d) { return d >= '0' && d <= '9'; });
}

// "08-10,12" -> 08 09 10 12.
std::vector<std::string> expand_ranges(const std::string& list, const std::string& ranges) {
  std::vector<std::string> numbers;
  for (const std::string& range : split(ranges, ',')) {
    const size_t dash = range.find('-');
    const std::string first = range.substr(0, dash);
    const std::string last = dash == std::string::npos ? first : range.substr(dash + 1);
    if (!is_number(first) || !is_number(last) || std::stol(last) < std::stol(first)) throw broken_list(list, "\"" + range + "\" is no range of numbers");
    if (static_cast<size_t>(std::stol(last) - std::stol(first)) > kMostHosts) throw broken_list(list, "too many hosts");
    for (long number = std::stol(first); number <= std::stol(last); ++number) {
      std::string text = std::to_string(number);
      if (text.size() < first.size()) text.insert(0, first.size() - text.size(), '0');  // as many digits as the range's first number has
      numbers.push_back(text);
    }
  }
  return numbers;
}

}  // namespace

std::vector<std::string> expand_node_list(const std::string& list) {
  std::vector<std::string> hosts;
  std::vector<std::string> current = {""};  // one element of the list so far; each bracket multiplies it
  const auto finish = [&] {
    if (current.front().empty()) throw broken_list(list, "a host without a name");
    hosts.insert(hosts.end(), current.begin(), current.end());
    if (hosts.size() > kMostHosts) throw broken_list(list, "too many hosts");
    current = {""};
  };
  for (size_t at = 0; at < list.size(); ++at) {
    if (list[at] == ',') {
      finish();
    } else if (list[at] == ']') {
      throw broken_list(list, "a ] without a [");
    } else if (list[at] != '[') {
      for (std::string& host : current) host += list[at];
    } else {
      const size_t close = list.find(']', at);
      if (close == std::string::npos) throw broken_list(list, "a [ without a ]");
      const std::vector<std::string> numbers = expand_ranges(list, list.substr(at + 1, close - at - 1));
      if (numbers.size() * current.size() > kMostHosts) throw broken_list(list, "too many hosts");
      std::vector<std::string> longer;
      for (const std::string& host : current) {
        for (const std::string& number : numbers) longer.push_back(host + number);
      }
      current = longer;
      at = close;
    }
  }
  finish();
  return hosts;
}

}  // namespace galen
