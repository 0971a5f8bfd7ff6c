import Dispatch
import Glibc
import Ingest
import Ledger
import Synchronization

/// When progress is shown.
enum ProgressMode: String, CaseIterable {
  /// On a terminal, once half a second has passed.
  case auto
  /// From the beginning, wherever messages go.
  case always
  /// Not at all.
  case never
}

/// One line on stderr about a reading: bytes, rows, rate and time left.
///
/// On a terminal the line is written over and taken away at the end; elsewhere each state is a line, once a second.
final class ProgressLine: Sendable {
  private struct State {
    var shown: UInt64?
    var last: Progress?
  }

  private let start = DispatchTime.now().uptimeNanoseconds
  private let delay: UInt64
  private let isTerminal: Bool
  private let state = Mutex(State())

  /// A line for this mode; `nil` where nothing is to be shown.
  init?(_ mode: ProgressMode) {
    isTerminal = StandardError.isTerminal
    switch mode {
    case .never: return nil
    case .auto:
      guard isTerminal else { return nil }
      delay = 500_000_000
    case .always: delay = 0
    }
  }

  /// Takes notice of a state; draws it where it is time to. Called from the reading threads.
  func show(_ progress: Progress) {
    let elapsed = DispatchTime.now().uptimeNanoseconds - start
    guard elapsed >= delay else { return }
    let pause: UInt64 = isTerminal ? 100_000_000 : 1_000_000_000
    state.withLock { state in
      state.last = progress
      if let shown = state.shown, elapsed < shown + pause { return }
      state.shown = elapsed
      draw(progress, elapsed)
    }
  }

  /// Takes the line away, or elsewhere says how it ended.
  func finish(rows: Int) {
    let elapsed = DispatchTime.now().uptimeNanoseconds - start
    state.withLock { state in
      if isTerminal {
        if state.shown != nil { StandardError.put("\r\u{1B}[K") }
        return
      }
      let seconds = Double(elapsed) / 1e9
      StandardError.put(
        "read \(Digits.grouped(rows)) rows in \(ProgressLine.seconds(seconds))"
          + " (\(ProgressLine.rate(rows, seconds)) rows/s)\n")
    }
  }

  private func draw(_ progress: Progress, _ elapsed: UInt64) {
    let text = ProgressLine.text(progress, seconds: Double(elapsed) / 1e9)
    StandardError.put(isTerminal ? "\r\(text)\u{1B}[K" : text + "\n")
  }

  /// `reading 120 of 649 MiB · 1,800,000 rows · 6,100,000 rows/s · 1.2 s left`
  static func text(_ progress: Progress, seconds: Double) -> String {
    let rows = Digits.grouped(progress.rows) + " rows"
    if progress.phase == .arranging { return "arranging " + rows }
    var text = progress.phase == .comparing ? "comparing keys, " : "reading "
    text += "\(mebibytes(progress.bytesRead)) of \(mebibytes(progress.bytesTotal)) MiB · \(rows)"
    guard seconds > 0.05, progress.bytesRead > 0 else { return text }
    text += " · \(rate(progress.rows, seconds)) rows/s"
    let left = seconds * Double(max(0, progress.bytesTotal - progress.bytesRead)) / Double(progress.bytesRead)
    return text + " · \(ProgressLine.seconds(left)) left"
  }

  private static func mebibytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return tenths >= 1_000 ? Digits.grouped(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }

  private static func rate(_ rows: Int, _ seconds: Double) -> String {
    Digits.grouped(Int(Double(rows) / max(seconds, 0.001)))
  }

  private static func seconds(_ seconds: Double) -> String {
    if seconds >= 90 { return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s" }
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
