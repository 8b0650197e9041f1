// The frame of every page that Galen writes: one file, no scripts, nothing loaded from elsewhere, light and dark, printable.
#pragma once

#include <string>

namespace galen {

std::string html_page(const std::string& title, const std::string& body);

}  // namespace galen
