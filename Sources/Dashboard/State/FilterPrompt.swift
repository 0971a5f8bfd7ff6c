import Analytics
import Panels

/// The line in which a filter is typed, and what it means so far.
public struct FilterPrompt: Sendable {
  /// What was typed.
  public var line = LineEditor()
  /// What it means; of an older text while the newer one is looked at.
  public var trial: FilterTrial?
  /// The suggestion under the cursor.
  public var chosen: Int?
  /// Whether it is applied as soon as it was looked at: Enter came before the answer.
  public var isApplying = false

  /// Nothing typed yet.
  public init() {}
}

/// What a filter text means: how it could go on, what is wrong with it, whom it picks.
public struct FilterTrial: Sendable {
  /// The text.
  public let text: String
  /// How it could go on at the cursor.
  public let suggestions: [FilterCompletion.Suggestion]
  /// What is wrong with it; `nil` where it can be applied.
  public let error: FilterError?
  /// Rows of the shown list, or customers, that answer it; `nil` where it is wrong.
  public let count: Int?

  /// Looks at a text; `nil` where `isCancelled` answered true before the end.
  init?(_ line: LineEditor, _ view: View?, _ findings: Findings, isCancelled: @escaping @Sendable () -> Bool) {
    text = line.text
    suggestions = FilterCompletion.suggestions(
      line.text, cursor: line.cursor, data: findings(FilterData.self), segments: findings.segments)
    guard text.contains(where: { !$0.isWhitespace }) else {
      error = nil
      count = nil
      return
    }
    do throws(FilterError) {
      let members = try findings.customers(answering: line.text, isCancelled: isCancelled)
      error = nil
      if let view, let customer = view.sheet.customer {
        var isMember = [Bool](repeating: false, count: findings.ledger.customers.count)
        for member in members { isMember[Int(member)] = true }
        count = (0..<view.sheet.table.rowCount).count { isMember[customer($0)] }
      } else {
        count = members.count
      }
    } catch {
      if isCancelled() { return nil }
      self.error = error
      count = nil
    }
  }
}

/// Opens the line for a filter, completes it, and takes in what it means.
func reduceFilter(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .openFilter:
    guard state.findings != nil else { return [] }
    state.filterPrompt = FilterPrompt()
    let present = state.view.flatMap { $0.sheet.customer == nil ? nil : state.rule?.filter } ?? ""
    state.filterPrompt.line = LineEditor(present)
    state.overlay = .filter
    return state.tryFilter()
  case .complete:
    guard case .filter = state.overlay, let trial = state.filterPrompt.trial,
      trial.text == state.filterPrompt.line.text, !trial.suggestions.isEmpty
    else { return [] }
    let place = min(state.filterPrompt.chosen ?? 0, trial.suggestions.count - 1)
    let suggestion = trial.suggestions[place]
    // A blank behind it, so that what can follow is offered next.
    let blank = suggestion.replacement.hasSuffix("(") || suggestion.replacement.hasSuffix(" ") ? "" : " "
    state.filterPrompt.line.replace(suggestion.range, with: suggestion.replacement + blank)
    return state.tryFilter()
  case .filterTried(let job, let trial):
    guard state.take(job) else { return [] }
    state.filterPrompt.trial = trial
    state.filterPrompt.chosen = nil
    guard state.filterPrompt.isApplying, case .filter = state.overlay else { return [] }
    return state.acceptFilter()
  default: return []
  }
}

extension DashboardState {
  /// Asks what the typed filter means.
  mutating func tryFilter() -> [Effect] {
    filterPrompt.isApplying = false
    filterPrompt.chosen = nil
    guard let findings else { return [] }
    return [.tryFilter(job: beginHere(.filter), filterPrompt.line, view, view?.findings ?? findings)]
  }

  /// Applies the typed filter; one that is wrong stays to be mended, with the list as it was.
  mutating func acceptFilter() -> [Effect] {
    let text = filterPrompt.line.text
    let isEmpty = !text.contains { !$0.isWhitespace }
    if filterPrompt.chosen != nil { return reduceFilter(&self, .complete) }
    guard isEmpty || filterPrompt.trial?.text == text else {
      // What it means is not known yet: it is applied when it is.
      filterPrompt.isApplying = true
      overlay = .filter
      return []
    }
    filterPrompt.isApplying = false
    if !isEmpty, let error = filterPrompt.trial?.error {
      message = .init(error.description, .bad)
      overlay = .filter
      return []
    }
    overlay = nil
    guard let view, let rule, let findings else { return [] }
    if view.sheet.customer != nil { return arrange(rule.filtered(by: isEmpty ? "" : text)) }
    return isEmpty ? [] : [.openFiltered(job: beginHere(.open), text, findings)]
  }
}
