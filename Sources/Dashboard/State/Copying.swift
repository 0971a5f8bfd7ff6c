import Analytics
import Ledger
import Panels
import Workbook

/// Text for the terminal's clipboard, and masks over what names a person.
func reduceScreenText(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  if case .masked(let job, let result) = action { return takeIn(result, job, &state) }
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
    guard !state.jobs.isBusy(.read), !state.jobs.isBusy(.mask) else {
      state.message = .init("The files are being read, or names are being hidden.")
      return []
    }
    return [.mask(job: state.jobs.begin(.mask), state.plainLedger ?? findings.ledger, !state.isMasked, state.plainPage)]
  default: return []
  }
}

/// Takes in what came of masking. Where names must be hidden and cannot be, nothing is shown.
private func takeIn(_ result: MaskResult, _ job: Int, _ state: inout DashboardState) -> [Effect] {
  guard state.jobs.end(.mask, job) else { return [] }
  switch result {
  case .failed(let why):
    if state.findings == nil { state.failure = why }
    state.message = .init(why, .bad)
    state.pending = nil
    return []
  case .masked(let ledger, let page): return state.show(ledger, page, isMasked: true)
  case .plain(let ledger, let page): return state.show(ledger, page, isMasked: false)
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

/// Data that was read and waits for its names to be hidden.
public struct PendingData: Sendable {
  /// The data with its names.
  public let ledger: Ledger
  /// The question that is put to it.
  public let question: Question
}

extension DashboardState {
  /// Shows the same figures over another form of the same ledger, or those of data that waited for it.
  fileprivate mutating func show(_ ledger: Ledger, _ page: WorkbookPage, isMasked: Bool) -> [Effect] {
    guard let question = pending?.question ?? findings?.question else { return [] }
    let new = pending?.ledger
    let old = findings?.ledger
    let wasMasked = self.isMasked
    let whole = isMasked ? new ?? plainLedger ?? old : nil
    plainLedger = whole
    pending = nil
    beginsMasked = false
    self.isMasked = isMasked
    self.page = page
    if new == nil {
      message = .init(
        isMasked
          ? "Names, phones, e-mails and addresses are hidden, in exports too." : "Names and numbers are shown again.")
    }
    let plain = whole.map { Findings($0, question, page: plainPage) }
    return show(
      Findings(ledger, question, page: page, plain: plain), indexing: new,
      from: wasMasked == isMasked ? nil : old)
  }
}
