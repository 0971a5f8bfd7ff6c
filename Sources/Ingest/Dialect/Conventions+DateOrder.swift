import Ledger

/// The order of day, month and year, from what all dates of a file have shown.
extension Conventions.OfFile {
  /// Decides, and says why; leaves the guess where no date needs it.
  ///
  /// - Throws: where the dates fit in more than one order.
  mutating func decideOrder(_ dates: DateEvidence, _ plan: FilePlan, _ file: String) throws(IngestError) {
    switch dates.short.verdict {
    case .open: throw Self.openYears(dates, plan, file)
    case .yearFirst(let why):
      dateOrder = .ymd
      dateRemark = "Dates are read year first (24/05/13 is 13 May 2024): \(why)."
      return
    case .yearLast: break
    }
    if dates.dayFirst == dates.monthFirst, dates.either + dates.dayFirst > 0 {
      // Nobody writes orders of the future: where one order has days after the file was written, it is the other.
      guard dates.dayFirst == 0, (dates.dayFirstLater > 0) != (dates.monthFirstLater > 0) else {
        throw Self.ambiguous(dates, plan, file)
      }
      dateOrder = dates.dayFirstLater > 0 ? .mdy : .dmy
      let (later, order, other) =
        dates.dayFirstLater > 0
        ? (dates.dayFirstLater, "month", "day") : (dates.monthFirstLater, "day", "month")
      dateRemark =
        "Dates are read \(order) first: with the \(other) first, \(Digits.grouped(later)) of them would come after the "
        + "file was written."
      return
    }
    guard dates.dayFirst + dates.monthFirst > 0 else { return }
    let isDayFirst = dates.dayFirst > dates.monthFirst
    dateOrder = isDayFirst ? .dmy : .mdy
    let sure = max(dates.dayFirst, dates.monthFirst)
    dateRemark =
      "Dates are read \(isDayFirst ? "day" : "month") first: \(Digits.grouped(sure)) of them only fit that way."
  }

  private static func column(_ plan: FilePlan) -> String {
    plan.columns.date >= 0 ? plan.layout.columns[plan.columns.date] : ""
  }

  private static func openYears(_ dates: DateEvidence, _ plan: FilePlan, _ file: String) -> IngestError {
    IngestError(
      kind: .ambiguousDates, file: file,
      what:
        "the dates in “\(column(plan))” have years of two digits, which may stand first or last, such as 24/05/13 in "
        + "\(Digits.grouped(dates.short.count)) rows",
      wayOut: "Say which it is: --date-order ymd (year first), --date-order dmy (day first, year last) or "
        + "--date-order mdy (month first, year last).",
      question: question(
        [("Year first", .ymd), ("Day first, year last", .dmy), ("Month first, year last", .mdy)], plan))
  }

  private static func ambiguous(_ dates: DateEvidence, _ plan: FilePlan, _ file: String) -> IngestError {
    let what =
      dates.dayFirst == 0
      ? "the dates in “\(column(plan))” fit as day/month and as month/day, such as 03/04 in "
        + "\(Digits.grouped(dates.either)) rows"
      : "the dates in “\(column(plan))” contradict each other: \(Digits.grouped(dates.dayFirst)) only fit as day/month, "
        + "as many only as month/day"
    return IngestError(
      kind: .ambiguousDates, file: file, what: what,
      wayOut: "Say which it is: --date-order dmy (day first) or --date-order mdy (month first).",
      question: question([("Day first", .dmy), ("Month first", .mdy)], plan))
  }

  private static func question(_ answers: [(text: String, order: DateOrder)], _ plan: FilePlan) -> OpenQuestion {
    OpenQuestion(
      "In which order do the dates in “\(column(plan))” stand?",
      answers: answers.map { .init($0.text, key: "import.date_order", value: $0.order.rawValue) },
      column: plan.columns.date)
  }
}
