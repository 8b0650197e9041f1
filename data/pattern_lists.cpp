#include "data/pattern_lists.h"

namespace galen {

std::vector<std::vector<Pattern>> pattern_lists() {
  return {
      network_patterns(),
      phone_patterns(),
      fax_patterns(),
      number_patterns(),
      date_patterns(),
      age_patterns(),
      street_patterns(),
      context_name_patterns(),
      context_place_patterns(),
      initials_patterns(),
      persons_patterns(),
      certain_persons_patterns(),
      small_persons_patterns(),
      behind_persons_patterns(),
      capitals_patterns(),
      spelled_names_patterns(),
      nicknames_patterns(),
      initials_at_the_end_patterns(),
      bracketed_initials_patterns(),
  };
}

const PatternSet& all_patterns() {
  static const PatternSet patterns(pattern_lists());
  return patterns;
}

}  // namespace galen
