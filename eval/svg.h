// The pieces that charts are drawn with.
#pragma once

#include <string>

namespace galen {

std::string svg_number(double value);                                                          // one decimal: coordinates
std::string svg_short_number(double value);                                                    // four significant digits: labels
std::string svg_text(double x, double y, const std::string& anchor, const std::string& text);  // anchor: start | middle | end; the text is escaped
std::string svg_line(double x1, double y1, double x2, double y2, const std::string& style);    // style: a class of the page's (eval/page.h)

}  // namespace galen
