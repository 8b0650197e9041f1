#include "eval/report.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/error.h"
#include "core/file.h"
#include "eval/chart.h"
#include "tests/support.h"

namespace galen {
namespace {

BeforeAfter row(const char* metric, Interval before, Interval after, Better better = Better::kHigher) {
  BeforeAfter result;
  result.metric = metric;
  result.before = before;
  result.after = after;
  result.better = better;
  return result;
}

TEST(Table, AlignsItsColumnsWhateverTheBytesOfANameAre) {
  const std::string table = render_table({row("ROUGE-L", {0.1, 0.05, 0.15}, {0.4, 0.35, 0.45}), row("naïveté", {10, 9, 11}, {9.5, 9, 10}, Better::kLower)});
  EXPECT_EQ(table,
            "metric                   before                  after  change\n"
            "-------  ----------------------  ---------------------  ------\n"
            "ROUGE-L    0.100 [0.050, 0.150]   0.400 [0.350, 0.450]  +0.300  better\n"
            "naïveté  10.000 [9.000, 11.000]  9.500 [9.000, 10.000]  \u22120.500  unclear\n")
      << table;
}

TEST(Table, CallsAChangeBetterOnlyWhenTheIntervalsAreApart) {
  EXPECT_EQ(verdict(row("m", {0.1, 0.0, 0.2}, {0.4, 0.3, 0.5})), "better");
  EXPECT_EQ(verdict(row("m", {0.1, 0.0, 0.2}, {0.4, 0.3, 0.5}, Better::kLower)), "worse");
  EXPECT_EQ(verdict(row("m", {0.1, 0.0, 0.35}, {0.4, 0.3, 0.5})), "unclear");
  EXPECT_EQ(verdict(row("m", {0.1, 0.0, 0.2}, {0.4, 0.3, 0.5}, Better::kNeither)), "");
  BeforeAfter single = row("perplexity", {8.0, 0, 0}, {7.5, 0, 0}, Better::kLower);
  single.has_interval = false;
  EXPECT_EQ(verdict(single), "better");
}

TEST(LossCurve, ReadsMetricsAndForgivesATornLastLine) {
  testing::TemporaryDirectory folder;
  testing::write_text(folder / "metrics.jsonl",
                      "{\"step\":1,\"loss\":3.5}\n{\"step\":2,\"loss\":3.0,\"validation_loss\":3.2}\n{\"step\":2,\"loss\":2.9}\n{\"step\":3,\"lo");
  const auto curve = read_loss_curve(folder / "metrics.jsonl");
  ASSERT_EQ(curve.size(), 2u);
  EXPECT_EQ(curve[1].step, 2);
  EXPECT_DOUBLE_EQ(curve[1].loss, 2.9);  // the line after the resume counts
  EXPECT_EQ(read_loss_curve(folder / "metrics.jsonl", "validation_loss").size(), 1u);
}

TEST(LossCurve, RefusesAMangledLineInTheMiddle) {
  testing::TemporaryDirectory folder;
  testing::write_text(folder / "metrics.jsonl", "{\"step\":1,\"loss\":3.5}\n{\"step\":2,\"lo\n{\"step\":3,\"loss\":2.9}\n");
  try {
    read_loss_curve(folder / "metrics.jsonl");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(error.where().find("metrics.jsonl:2"), std::string::npos) << error.where();
  }
}

RunReport sample_report() {
  RunReport report;
  report.title = "notes <script>alert(1)</script>";
  report.summary = "before & after";
  report.facts = {{"model", "\"quoted\""}};
  report.scores = {row("ROUGE-L", {0.1, 0.05, 0.15}, {0.4, 0.35, 0.45})};
  for (int64_t step = 0; step < 2000; ++step) report.training_loss.push_back({step, 3.0 / (1.0 + 0.01 * static_cast<double>(step))});
  report.validation_loss = {{0, 3.1}, {1000, 0.5}, {1999, std::numeric_limits<double>::quiet_NaN()}};
  report.notes = {{"record-1", "Doctor: <b>hello</b>", "Subjective: cough", "", "Subjective: cough & fever"}};
  return report;
}

TEST(Report, EscapesEverythingAndLoadsNothing) {
  testing::TemporaryDirectory folder;
  write_report(sample_report(), folder / "report.html");
  const std::string html = read_file(folder / "report.html");
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>hello"), std::string::npos);
  for (const char* forbidden : {"http://", "https://", "src=", "href=", "@import", "url(", "nan"})
    EXPECT_EQ(html.find(forbidden), std::string::npos) << forbidden;
  for (const char* expected : {"Not for clinical use.", "<svg", "<polyline", "cough &amp; fever", "0.400 [0.350, 0.450]", "class=\"better\""}) {
    EXPECT_NE(html.find(expected), std::string::npos) << expected;
  }
  EXPECT_LT(html.size(), 100'000u);
}

TEST(Report, LeavesOutChartsThatHaveNothingToShow) {
  EXPECT_EQ(loss_chart({}, {}), "");
  EXPECT_EQ(loss_chart({{1, 2.0}}, {}), "");
  EXPECT_EQ(score_chart({}), "");
  EXPECT_NE(loss_chart({{1, 2.0}, {1, 2.0}}, {}), "");  // a range of zero is drawn, not divided by
  RunReport empty;
  empty.title = "empty";
  EXPECT_EQ(render_report(empty).find("<svg"), std::string::npos);
}

}  // namespace
}  // namespace galen
