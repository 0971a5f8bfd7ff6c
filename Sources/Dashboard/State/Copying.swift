import Ledger
import Panels
import Workbook

/// Text for the terminal's clipboard, and masks over what names a person.
func reduceScreenText(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  guard let findings = state.findings else { return [] }
  switch action {
  case .copyValue:
    if let field = state.view?.currentField {
      state.clipboard = field.value
      state.message = .init("\(field.label) is copied: \(field.value)", .good)
      return []
    }
    guard let view = state.view, let value = view.currentValue, let column = view.currentColumn else { return [] }
    let data = view.sheet.table.columns[column]
    let text = value == .none ? "" : findings.format.text(value, kind: data.kind, cents: true)
    guard !text.isEmpty else {
      state.message = .init("There is nothing here to copy.")
      return []
    }
    state.clipboard = text
    state.message = .init("\(data.title) is copied: \(text)", .good)
    return []
  case .copyView:
    guard let view = state.view else { return [] }
    return [.copy(job: state.jobs.begin(.copy), view, findings)]
  case .copied(let job, let text, let words):
    guard state.jobs.end(.copy, job) else { return [] }
    state.clipboard = text
    state.message = .init(words, .good)
    return []
  case .toggleMask:
    guard !state.jobs.isBusy(.read) else {
      state.message = .init("The files are being read.")
      return []
    }
    return [.mask(job: state.jobs.begin(.mask), state.plainLedger ?? findings.ledger, !state.isMasked, state.plainPage)]
  case .masked(let job, let result):
    guard state.jobs.end(.mask, job) else { return [] }
    switch result {
    case .failed(let why):
      state.message = .init(why, .bad)
      return []
    case .masked(let ledger, let page): return state.show(ledger, page, isMasked: true)
    case .plain(let ledger, let page): return state.show(ledger, page, isMasked: false)
    }
  default: return []
  }
}

/// What came of masking.
public enum MaskResult: Sendable {
  /// The ledger and the page without anything that names a person.
  case masked(Ledger, WorkbookPage)
  /// The ledger and the page as they are.
  case plain(Ledger, WorkbookPage)
  /// Why nothing could be masked.
  case failed(String)
}

extension DashboardState {
  /// Shows the same figures over another form of the same ledger.
  fileprivate mutating func show(_ ledger: Ledger, _ page: WorkbookPage, isMasked: Bool) -> [Effect] {
    guard let old = findings else { return [] }
    // What is on the screen may be masked already, when newer data comes.
    let wasMasked = self.isMasked
    if isMasked { plainLedger = plainLedger ?? old.ledger } else { plainLedger = nil }
    self.isMasked = isMasked
    self.page = page
    let plain = isMasked ? Findings(plainLedger ?? ledger, old.question, page: plainPage) : nil
    let findings = Findings(ledger, old.question, page: page, plain: plain)
    self.findings = findings
    message = .init(
      isMasked
        ? "Names, phones, e-mails and addresses are hidden, in exports too." : "Names and numbers are shown again.")
    let shown = PanelRegistry.all.compactMap { panels[$0.id] }
    guard !shown.isEmpty || !stack.isEmpty else {
      if beginsWithCall {
        finder.isCall = true
        overlay = .find
      }
      return makeMissingPanels()
    }
    return [
      .restore(
        job: jobs.begin(.restore), panels: shown, stack: stack, root: rootPanel, findings,
        from: wasMasked == isMasked ? nil : old.ledger)
    ]
  }
}
