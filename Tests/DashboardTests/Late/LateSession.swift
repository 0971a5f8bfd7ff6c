import Canvas
import Glibc
import Ingest
import Ledger
import Panels
import Testing
import Workbook

@testable import Dashboard

/// A session whose results are taken in when the test says so, in the order that it says: as late as on a slow machine.
final class LateSession {
  var state: DashboardState
  let keymap = Keymap.standard
  private let mailbox = Mailbox(wake: {})
  private let worker: Worker
  private var lastFrame: Frame
  /// What has come back and was not taken in.
  private(set) var results: [Action] = []
  /// A folder of its own for everything that is written.
  let folder: String

  init(
    size: Size = Size(width: 140, height: 45), name: String = "small.csv", keepsWriting: Bool = true,
    sources: @escaping @Sendable () -> [Source]
  ) throws {
    folder = try #require(temporaryFolder())
    var options = ReadOptions()
    options.kindFile = folder + "/kinds.toml"
    options.identityFile = folder + "/identities.csv"
    let place =
      keepsWriting
      ? WorkbookPlace(path: folder + "/workbook.sqlite", segments: folder + "/segments", shop: "shop") : .nowhere
    let desk = WorkbookDesk(place)
    state = DashboardState(
      sourceName: name, isDemo: false, size: size, themes: [.plain, .plain], glyphs: .unicode)
    state.keepsKinds = true
    state.keepsDecisions = true
    state.keepsWriting = keepsWriting
    state.plainPage = try desk.page()
    state.page = state.plainPage
    state.today = Day(uncheckedYear: 2024, month: 12, day: 1)
    worker = Worker(sources: sources, paths: [], options: options, prepare: nil, desk: desk, mailbox: mailbox)
    lastFrame = Frame(state)
  }

  deinit { removeFolder(folder) }

  /// Reads, and waits for the first screen.
  func open() throws {
    apply(.reload)
    #expect(settle())
    draw()
  }

  func apply(_ action: Action) {
    for effect in reduce(&state, action) { worker.perform(kept(effect)) }
  }

  func handle(_ event: InputEvent) {
    if let action = action(for: event, state: state, frame: lastFrame, keymap: keymap) { apply(action) }
  }

  /// Types keys by their names; nothing that they cause is taken in.
  func type(_ keys: String) throws {
    for name in keys.split(separator: " ") { handle(.key(try #require(Key(name: String(name))))) }
  }

  @discardableResult
  func draw() -> String {
    lastFrame = render(state)
    state.pageHeight = lastFrame.pageHeight
    if let size = lastFrame.cardSize { state.cardSize = size }
    return lastFrame.canvas.text
  }

  var frame: Frame { lastFrame }

  /// Waits until this many results are there that nobody has taken in.
  func gather(atLeast count: Int = 1, seconds: Double = 60) -> Bool {
    let end = Clock.seconds() + seconds
    results += mailbox.empty()
    while results.count < count {
      guard Clock.seconds() < end else { return false }
      mailbox.wait(seconds: 0.05)
      results += mailbox.empty()
    }
    return true
  }

  /// Takes in one result that is there; the last one first where `position` says so.
  func deliver(_ position: Int = 0) {
    results += mailbox.empty()
    guard results.indices.contains(position) else { return }
    apply(results.remove(at: position))
  }

  /// Takes in everything, in the order of arrival, until nothing is under way.
  func settle(seconds: Double = 120) -> Bool {
    let end = Clock.seconds() + seconds
    while true {
      results += mailbox.empty()
      while !results.isEmpty { apply(results.removeFirst()) }
      if state.isIdle { return true }
      guard Clock.seconds() < end else { return false }
      mailbox.wait(seconds: 0.05)
    }
  }

  /// Whatever is exported is written into the folder of this session.
  private func kept(_ effect: Effect) -> Effect {
    guard case .export(let job, var order) = effect else { return effect }
    let name = order.path.split(separator: "/").last.map(String.init) ?? "rows.csv"
    let plain = String(
      name.unicodeScalars.filter { $0.isASCII && $0.value > 32 && $0 != "~" }.map(Character.init).suffix(40))
    order.path = folder + "/" + (plain.isEmpty ? "rows.csv" : plain)
    return .export(job: job, order)
  }
}

/// A new empty folder.
func temporaryFolder() -> String? {
  var template = Array("/tmp/clientele-late-XXXXXX".utf8CString)
  return mkdtemp(&template).map { String(cString: $0) }
}

/// Removes a folder with the files and folders in it.
func removeFolder(_ path: String) {
  guard let folder = opendir(path) else {
    unlink(path)
    return
  }
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { removeFolder(path + "/" + name) }
  }
  closedir(folder)
  rmdir(path)
}

/// What must hold of a state whatever was typed and however late a result came.
enum Invariants {
  /// The first thing that does not hold; `nil` where all do.
  static func violation(_ state: DashboardState) -> String? {
    for (key, view) in state.panels {
      if view.key != key { return "the panel \(key) shows \(view.key)" }
      if let violation = violation(view) { return "\(key): \(violation)" }
    }
    for view in state.stack { if let violation = violation(view) { return "\(view.sheet.id): \(violation)" } }
    if let matches = state.finder.matches, let violation = violation(matches) { return "matches: \(violation)" }
    if let pending = state.wantedRules.keys.first(where: { state.view($0) == nil }),
      !state.jobs.isBusy(.arrange(pending))
    {
      return "an order is wanted of a view that is gone"
    }
    return nil
  }

  private static func violation(_ view: View) -> String? {
    let table = view.sheet.table
    if let rows = view.rows {
      if rows.contains(where: { $0 < 0 || Int($0) >= table.rowCount }) { return "a row that the sheet does not have" }
      if view.rule.isAll, rows.count != table.rowCount {
        return "\(rows.count) of \(table.rowCount) rows without a rule"
      }
      if Set(rows).count != rows.count { return "a row twice" }
    } else if !view.rule.isAll {
      return "all rows under a rule"
    }
    if view.marks.contains(where: { $0 < 0 || Int($0) >= table.rowCount }) {
      return "a mark on a row that is not there"
    }
    if view.measures.widths.count != table.columns.count { return "measures of another table" }
    if let summary = view.summary, summary.totals.count != table.columns.count { return "sums of another table" }
    if view.table.cursor < 0 || view.table.cursor > max(0, view.count - 1) {
      return "the cursor on \(view.table.cursor) of \(view.count)"
    }
    return nil
  }

  /// The same where nothing is under way any more.
  static func violationAtRest(_ state: DashboardState) -> String? {
    if let violation = violation(state) { return violation }
    guard let findings = state.findings else { return nil }
    if findings.question != state.wantedQuestion { return "another question than is wanted" }
    for view in state.panels.values + state.stack where view.findings !== findings {
      return "\(view.sheet.id) has figures of other findings"
    }
    if findings.isMasked != state.isMasked { return "names are \(state.isMasked ? "" : "not ")to be hidden" }
    if !state.held.isEmpty { return "something still waits for names" }
    if !state.wantedRules.isEmpty { return "an order is still wanted" }
    if let view = state.view, view.sheet.isList, view.count > 0, view.summary == nil { return "no sums of \(view.key)" }
    return nil
  }
}
