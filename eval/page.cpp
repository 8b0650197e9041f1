#include "eval/page.h"

#include "eval/chart.h"

namespace galen {
namespace {

constexpr const char* kPageStyle = R"(
:root { color-scheme: light dark; --ink: #1d2733; --paper: #fff; --soft: #5b6876; --line: #d9dfe5; --before: #9aa7b4; --after: #1f7a6d; --thin: #b5d6d0; --warn: #8a3b12; --wash: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9ee; --paper: #14191f; --soft: #98a5b3; --line: #2d3743; --before: #6b7885; --after: #4fb8a7; --thin: #2c5750; --warn: #f0a070; --wash: #1b222a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 820px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: .3rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; } h3 { font-size: 1rem; }
.warning { color: var(--warn); font-weight: 600; } .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child, table.facts td { text-align: left; } td.better { color: var(--after); } td.worse { color: var(--warn); }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; } svg text { fill: var(--ink); } svg polyline { fill: none; stroke-width: 1.5; }
svg .grid { stroke: var(--line); } svg .whisker { stroke: var(--ink); } svg rect.before { fill: var(--before); } svg rect.after { fill: var(--after); }
svg polyline.before { stroke: var(--before); } svg polyline.after { stroke: var(--after); stroke-width: 2; } svg polyline.thin { stroke: var(--thin); } svg .dot { fill: var(--ink); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--wash); padding: .7rem; border-radius: 4px; font: 14px/1.45 ui-monospace, monospace; margin: .2rem 0 1rem; }
svg .bar { fill: var(--after); } svg .bar.failed { fill: var(--warn); } svg .limit { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 4 3; }
ul { padding-left: 1.2rem; margin: .3rem 0; } dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: .45rem 1.2rem; } dt { font-weight: 600; overflow-wrap: anywhere; } dd { margin: 0; overflow-wrap: anywhere; } dd ul { margin: 0; }
@media (max-width: 600px) { dl { grid-template-columns: 1fr; gap: .1rem; } dd { margin-bottom: .6rem; } }
td.text { text-align: left; } .passed { color: var(--after); font-weight: 600; } .failed { color: var(--warn); font-weight: 600; }
@media print { body { max-width: none; margin: 0; } }
summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
)";

}  // namespace

std::string html_page(const std::string& title, const std::string& body) {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
         escape_html(title) + "</title>\n<style>" + kPageStyle + "</style></head><body>\n" + body + "</body></html>\n";
}

}  // namespace galen
