// The patterns of all finders. A text is searched for all of them at once.
#pragma once

#include <vector>

#include "data/patterns.h"

namespace galen {

enum class PatternList : uint8_t {
  network,
  phones,
  faxes,
  numbers,
  dates,
  ages,
  streets,
  names_by_context,
  places_by_context,
  initials,
  persons,
  certain_persons,
  small_persons,
  behind_persons,
  capitals,
  spelled_names,
  nicknames,
  initials_at_the_end,
  bracketed_initials,
};

std::vector<Pattern> network_patterns();
std::vector<Pattern> phone_patterns();
std::vector<Pattern> fax_patterns();
std::vector<Pattern> number_patterns();
std::vector<Pattern> date_patterns();
std::vector<Pattern> age_patterns();
std::vector<Pattern> street_patterns();
std::vector<Pattern> context_name_patterns();
std::vector<Pattern> context_place_patterns();
std::vector<Pattern> initials_patterns();
std::vector<Pattern> persons_patterns();
std::vector<Pattern> certain_persons_patterns();
std::vector<Pattern> small_persons_patterns();
std::vector<Pattern> behind_persons_patterns();
std::vector<Pattern> capitals_patterns();
std::vector<Pattern> spelled_names_patterns();
std::vector<Pattern> nicknames_patterns();
std::vector<Pattern> initials_at_the_end_patterns();
std::vector<Pattern> bracketed_initials_patterns();

std::vector<std::vector<Pattern>> pattern_lists();  // all of them, as PatternList counts
const PatternSet& all_patterns();                   // and compiled, once

}  // namespace galen
