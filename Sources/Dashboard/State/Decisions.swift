import Ingest
import Ledger
import Panels

/// A decision about who is who, and what was decided about the key before.
public struct DecisionStep: Hashable, Sendable {
  /// The decision to write.
  public var decision: IdentityDecision
  /// What takes it back; `nil` where it takes another one back itself.
  public var undo: IdentityDecision?
  /// What the side file notes beside it.
  public var note = ""
}

/// The key under the cursor of the people panel, and what may be decided about it.
enum Decisions {
  /// The entry under the cursor; `nil` where another panel is shown.
  static func entry(
    _ state: DashboardState
  ) -> (kind: IdentityKind, key: String, verdict: IdentityTable.Verdict)? {
    guard let view = state.view, view.sheet.id == Panel.people.id, let row = view.currentRow else { return nil }
    let table = view.sheet.table
    let parts = table.key(of: row).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = IdentityKind(String(parts[0])), let column = table.column("verdict"),
      case .text(let words) = table[row, column],
      let verdict = IdentityTable.Verdict.allCases.first(where: { $0.words == words })
    else { return nil }
    return (kind, String(parts[1]), verdict)
  }

  private static func isByHand(_ verdict: IdentityTable.Verdict) -> Bool {
    verdict == .joinedByHand || verdict == .refusedByHand
  }

  /// What was decided by hand about an entry before.
  private static func present(_ verdict: IdentityTable.Verdict) -> IdentityDecision.Verdict {
    switch verdict {
    case .joinedByHand: .join
    case .refusedByHand: .refuse
    default: .undo
    }
  }

  /// Why a key cannot be joined or refused now; `nil` where it can.
  static func obstacle(_ state: DashboardState, _ verdict: IdentityDecision.Verdict) -> String? {
    guard let entry = entry(state) else { return "Decisions are made on the rows of the people panel." }
    guard state.keepsDecisions else { return "There is no file to keep decisions in: --identities FILE names one." }
    guard !state.jobs.isBusy(.decide) else { return "The last decision is still being written." }
    let isJoined = entry.verdict.isJoined
    if verdict == .join, isJoined { return "The records of this key are already one person." }
    if verdict == .refuse, !isJoined { return "The records of this key are already apart." }
    return nil
  }

  /// Why nothing can be taken back now; `nil` where something can.
  static func undoObstacle(_ state: DashboardState) -> String? {
    guard state.keepsDecisions else { return "There is no file to keep decisions in: --identities FILE names one." }
    guard !state.jobs.isBusy(.decide) else { return "The last decision is still being written." }
    if state.decisions.isEmpty, entry(state).map({ isByHand($0.verdict) }) != true {
      return "There is no decision of this session to take back, and none about this row."
    }
    return nil
  }

  /// The decision about the key under the cursor.
  static func step(_ state: DashboardState, _ verdict: IdentityDecision.Verdict) -> DecisionStep? {
    guard let entry = entry(state) else { return nil }
    return DecisionStep(
      decision: IdentityDecision(kind: entry.kind, key: entry.key, verdict: verdict),
      undo: IdentityDecision(kind: entry.kind, key: entry.key, verdict: present(entry.verdict)),
      note: "was " + entry.verdict.words)
  }

  /// What takes the last decision back, else the one about the key under the cursor.
  static func undo(_ state: DashboardState) -> DecisionStep? {
    if let last = state.decisions.last, let undo = last.undo { return DecisionStep(decision: undo, note: "taken back") }
    guard let entry = entry(state), isByHand(entry.verdict) else { return nil }
    return DecisionStep(
      decision: IdentityDecision(kind: entry.kind, key: entry.key, verdict: .undo), note: "taken back")
  }
}

/// Writes decisions, and reads the files again when one is written.
func reduceDecision(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .decide(let verdict):
    if let obstacle = Decisions.obstacle(state, verdict) {
      state.message = .init(obstacle)
      return []
    }
    guard let step = Decisions.step(state, verdict) else { return [] }
    return [.decide(job: state.jobs.begin(.decide), step)]
  case .undoDecision:
    if let obstacle = Decisions.undoObstacle(state) {
      state.message = .init(obstacle)
      return []
    }
    guard let step = Decisions.undo(state) else { return [] }
    return [.decide(job: state.jobs.begin(.decide), step)]
  case .decided(let job, let result):
    guard state.take(job) else { return [] }
    switch result {
    case .failure(let error):
      state.message = .init("Not decided: " + error.description, .bad)
      return []
    case .success(let step):
      if step.undo != nil { state.decisions.append(step) } else { _ = state.decisions.popLast() }
      let what =
        switch step.decision.verdict {
        case .join: "joined by hand"
        case .refuse: "kept apart by hand"
        case .undo: "as the rules say"
        }
      state.message = .init("\(step.decision.key): \(what). Reading again.", .good)
      return [.read(job: state.jobs.begin(.read))]
    }
  default: return []
  }
}
