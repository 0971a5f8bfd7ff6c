import Analytics
import Ledger
import Panels
import Workbook

/// Text for the terminal's clipboard, and masks over what names a person.
func reduceScreenText(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  if case .masked(let job, let result) = action { return takeIn(result, job, &state) }
  if case .copied(let job, let text, let words) = action {
    guard state.take(job) else { return [] }
    guard !job.subject.holdsNames || !state.hidesNames else {
      state.message = .init("Not copied: names are hidden now.", .warn)
      return []
    }
    state.clipboard = text
    state.message = .init(words, .good)
    return []
  }
  guard let findings = state.findings else { return [] }
  switch action {
  case .copyValue, .copyView:
    if state.isTurningNames { return state.hold(action) }
  default: break
  }
  switch action {
  case .copyValue:
    if let field = state.view?.currentField {
      state.clipboard = field.value
      state.message = .init("\(field.label) is copied: \(field.value)", .good)
      return []
    }
    guard let view = state.view, let value = view.currentValue, let column = view.currentColumn else { return [] }
    let data = view.sheet.table.columns[column]
    let text = value == .none ? "" : view.findings.format.text(value, kind: data.kind, cents: true)
    guard !text.isEmpty else {
      state.message = .init("There is nothing here to copy.")
      return []
    }
    state.clipboard = text
    state.message = .init("\(data.title) is copied: \(text)", .good)
    return []
  case .copyView:
    guard let view = state.view else { return [] }
    return [.copy(job: state.begin(.copy, on: view), view)]
  case .toggleMask:
    guard !state.jobs.isBusy(.read), !state.jobs.isBusy(.mask) else {
      state.message = .init("The files are being read, or names are being hidden.")
      return []
    }
    return [
      .mask(job: state.jobs.begin(.mask), state.plainLedger ?? findings.wholeLedger, !state.isMasked, state.plainPage)
    ]
  default: return []
  }
}

/// Takes in what came of masking. Where names must be hidden and cannot be, nothing is shown.
private func takeIn(_ result: MaskResult, _ job: Job, _ state: inout DashboardState) -> [Effect] {
  guard state.take(job) else { return [] }
  switch result {
  case .failed(let why):
    if state.findings == nil { state.failure = why }
    state.message = .init(why, .bad)
    state.pending = nil
    // What was to be copied or written without names is not copied with them.
    state.held = []
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
  /// Whether names are being hidden or shown again: what is on the screen is not what was asked for yet.
  var isTurningNames: Bool { jobs.isBusy(.mask) || view.map { $0.findings.isMasked != isMasked } ?? false }

  /// Keeps what was asked of the shown view until names are hidden, or shown again.
  mutating func hold(_ action: Action) -> [Effect] {
    held.append((action, path))
    message = .init("Waiting until names are " + (jobs.isBusy(.mask) && isMasked ? "shown again." : "hidden."))
    return []
  }

  /// Does what waited, of the view in its new form.
  mutating func releaseHeld() -> [Effect] {
    guard !held.isEmpty, !isTurningNames, !jobs.isBusy(.restore) else { return [] }
    let waiting = held
    held = []
    return waiting.flatMap { waiting -> [Effect] in
      guard waiting.path == path else {
        message = .init("Not done: another view is shown by now.", .warn)
        return []
      }
      return reduce(&self, waiting.action)
    }
  }

  /// The way to the shown view, which stays the same where its figures are made anew. Keys change under a mask: the
  /// kinds of the sheets say enough.
  private var path: [String] { [rootPanel] + stack.map(\.sheet.id) }

  /// Writes the shown rows, or those behind a figure, to a file; once names are hidden, where that is under way.
  mutating func export(to path: String, behind: View?) -> [Effect] {
    if isTurningNames, behind == nil { return hold(.export(path: path)) }
    guard let view = behind ?? view else { return [] }
    guard !view.holdsHiddenNames(self) else {
      message = .init("Not exported: these rows have names, which are hidden now. Open the figure again.", .warn)
      return []
    }
    exportPath = path
    exportedBehind = behind
    let order = ExportOrder(
      view: view, path: path, replacing: false, options: ExportOptions(byteOrderMark: exportsMark))
    return [.export(job: jobs.beginExport(), order)]
  }

  /// Writes to a file that is there already, after asking.
  mutating func replaceFile(_ order: ExportOrder) -> [Effect] {
    guard !order.view.holdsHiddenNames(self) else {
      message = .init("Not exported: names are hidden now. Export again.", .warn)
      return []
    }
    var order = order
    order.replacing = true
    return [.export(job: jobs.beginExport(), order)]
  }

  /// Shows the same figures over another form of the same ledger, or those of data that waited for it.
  fileprivate mutating func show(_ ledger: Ledger, _ page: WorkbookPage, isMasked: Bool) -> [Effect] {
    guard let question = pending?.question ?? findings?.question else { return [] }
    let new = pending?.ledger
    let old = findings?.wholeLedger
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

extension View {
  /// Whether the view has names that are not to be seen any more.
  fileprivate func holdsHiddenNames(_ state: DashboardState) -> Bool { !findings.isMasked && state.hidesNames }
}
