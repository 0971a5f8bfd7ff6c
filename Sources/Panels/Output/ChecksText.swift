import Analytics
import Canvas
import Ledger

/// The outcomes of conditions as lines for a person or a cron job's mail: nothing is cut.
public enum ChecksText {
  /// Writes one line per condition: whether it holds, the condition, its figures; then why it does not or cannot.
  public static func write(_ outcomes: [CheckOutcome], _ ledger: Ledger, _ text: TextOutput, to out: inout ChunkedText)
  {
    for outcome in outcomes {
      let word = outcome.holds.map { $0 ? "HOLDS" : "no" } ?? "unknown"
      let figures = ChecksSheet.words(outcome, ledger)
      var line = DisplayWidth.fit(word, 9) + outcome.condition
      if !figures.isEmpty { line += ": " + figures }
      if let orders = outcome.orders { line += " (n = \(Digits.grouped(orders)))" }
      text.line(line, to: &out)
      if !outcome.reason.isEmpty { text.line(DisplayWidth.fit("", 9) + outcome.reason, to: &out) }
      if !outcome.refundRule.isEmpty { text.line(DisplayWidth.fit("", 9) + outcome.refundRule, to: &out) }
    }
  }
}
