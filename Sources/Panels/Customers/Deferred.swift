import Synchronization

/// An analysis that the cells of a table need, found when the first of them is looked at and then held by reference.
///
/// Half a million cells ask it in a sort, so the way to it must not copy the analysis nor look anything up.
final class Deferred<Analysis: Finding>: Sendable {
  /// The analysis, once it is there.
  final class Held: Sendable {
    let analysis: Analysis
    init(_ analysis: Analysis) { self.analysis = analysis }
  }

  private let findings: Findings
  private let held = Mutex<Held?>(nil)

  init(_ findings: Findings) { self.findings = findings }

  /// The analysis.
  var value: Held {
    held.withLock { held in
      if let held { return held }
      let fresh = Held(findings(Analysis.self))
      held = fresh
      return fresh
    }
  }
}
