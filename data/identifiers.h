// What de-identification looks for: the identifiers of the HIPAA Safe Harbor list, 45 CFR 164.514(b)(2)(i).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace galen {

enum class IdentifierKind : uint8_t {
  name,         // (A)
  location,     // (B) geographic subdivisions smaller than a state: streets, cities, counties, named facilities
  zip,          // (B) postal codes, of which three digits may stay (docs/deidentification.md)
  date,         // (C) elements of dates other than the year
  age,          // (C) ages over 89
  phone,        // (D)
  fax,          // (E)
  email,        // (F)
  ssn,          // (G) and other countries' national numbers
  mrn,          // (H)
  health_plan,  // (I)
  account,      // (J)
  license,      // (K)
  vehicle,      // (L)
  device,       // (M)
  url,          // (N)
  ip,           // (O)
  biometric,    // (P)
  photo,        // (Q) names of files that hold pictures, and mentions of full-face photographs
  other,        // (R) any other number or code that tells a person apart
};
inline constexpr size_t kIdentifierKinds = 20;

// "name", "health_plan", …: in reports and errors. In upper case it is the tag that redaction writes.
std::string_view kind_name(IdentifierKind kind);

// One identifier in a text. Begin and end are byte offsets on code-point boundaries, end exclusive.
struct Identifier {
  size_t begin = 0;
  size_t end = 0;
  IdentifierKind kind = IdentifierKind::other;
  const char* rule = "";  // what gave it away, for the report: "title before a name"
};

}  // namespace galen
