import Ledger

/// What a file would be under one answer: for a person who chooses.
public struct AnswerTrial: Sendable, Hashable {
  /// First and last day of the orders; `nil` where there are none, or they have no day.
  public var days: ClosedRange<Day>?
  /// Orders, and people who are known.
  public var orders = 0
  /// See ``orders``.
  public var customers = 0
  /// Net in the ledger's currency, as reports add it up.
  public var net: Int64 = 0
  /// The currency of ``net``.
  public var currency: Currency = .unnamed
  /// Rows that would be left out.
  public var leftOut = 0
  /// Why the file cannot be read so, as one sentence; empty where it can.
  public var problem = ""
  /// The question that would come next; empty where there is none.
  public var next = ""

  /// Reads the sources under an answer.
  ///
  /// Complexity: that of a reading without lines.
  public init(
    _ answer: OpenQuestion.Answer, to question: OpenQuestion, sources: [Source], options: ReadOptions,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    // What is remembered is taken in here, so that “as the file says” tries the file without it.
    var options = (try? options.withRememberedAnswers()) ?? options
    options.answerFile = nil
    options.answers[question.fingerprint, default: [:]][answer.key] = answer.value == "auto" ? nil : answer.value
    options.keepsLines = false
    do throws(IngestError) {
      let ledger = try readLedger(sources, options: options, isCancelled: isCancelled)
      if let first = ledger.firstDay, let last = ledger.lastDay { days = first...last }
      let report = ledger.report
      orders = report.orders
      customers = report.customers
      net = report.net
      currency = ledger.currency
      leftOut = report.leftOut
    } catch {
      if let further = error.question { next = further.sentence } else { problem = error.what }
    }
  }
}
