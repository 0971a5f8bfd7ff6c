import Analytics
import Panels

/// The search for one customer: what was typed, and who answers it.
public struct Finder: Sendable {
  /// What was typed.
  public var line = LineEditor()
  /// Who answers ``answered``, best first; `nil` before the first answer.
  public var matches: View?
  /// The text that ``matches`` answer.
  public var answered = ""
  /// Whether the best match is opened as soon as it is there: Enter came before the answer.
  public var isOpening = false
  /// Whether the search comes back after each card: one caller after the other.
  public var isCall = false

  /// Nothing typed yet.
  public init() {}

  /// Whether the matches answer what was typed.
  var isAnswered: Bool { matches != nil && answered == line.text }

  /// Matches that a search brings at most.
  public static let limit = 200
}

/// Opens the search for a customer, asks while somebody types, and opens the card.
func reduceFinder(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .openFinder(let isCall):
    guard state.findings != nil, !state.jobs.isBusy(.mask) else { return [] }
    state.jobs.drop(.find)
    state.finder = Finder()
    state.finder.isCall = isCall
    state.overlay = .find
    return []
  case .indexed(let job, let index):
    guard state.take(job) else { return [] }
    state.index = index
    return state.overlay.isFind ? state.find() : []
  case .found(let job, let text, let matches):
    guard state.take(job), state.overlay.isFind else { return [] }
    state.finder.matches = matches
    state.finder.answered = text
    return state.finder.isOpening && state.finder.isAnswered ? state.openMatch() : []
  default: return []
  }
}

extension Overlay? {
  /// Whether the search for a customer is open.
  var isFind: Bool {
    if case .find = self { return true }
    return false
  }
}

extension DashboardState {
  /// Asks who answers what was typed.
  mutating func find() -> [Effect] {
    finder.isOpening = false
    guard let index, let findings else { return [] }
    guard finder.line.text.contains(where: { !$0.isWhitespace }) else {
      jobs.drop(.find)
      finder.matches = nil
      finder.answered = ""
      return []
    }
    return [.find(job: beginOnFigures(.find), text: finder.line.text, index, findings, isMasked: findings.isMasked)]
  }

  /// Opens the card of the match under the cursor, over a card that was found before.
  mutating func openMatch() -> [Effect] {
    guard finder.isAnswered else {
      // The answer is on its way: it opens when it is there.
      finder.isOpening = finder.line.text.contains { !$0.isWhitespace }
      return []
    }
    finder.isOpening = false
    guard let matches = finder.matches, let row = matches.currentRow, let findings,
      let destination = matches.sheet.destination(row)
    else { return [] }
    overlay = nil
    if let last = stack.last, last.origin == .customer { stack.removeLast() }
    let key = matches.sheet.table.key(of: row)
    return [.open(job: beginHere(.open), key: key, origin: .customer, destination, findings)]
  }

  /// Comes back to the search after a card of a phone call.
  mutating func endCall() {
    guard finder.isCall else { return }
    finder = Finder()
    finder.isCall = true
    overlay = .find
  }
}
