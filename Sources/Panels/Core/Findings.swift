import Analytics
import Ledger
import Synchronization

/// A ledger under one question, with every analysis computed at most once, when the first panel asks for it.
///
/// Immutable to its users; safe to use from several threads. A moved as-of day or a changed setting is a new value.
public final class Findings: Sendable {
  /// The data.
  public let ledger: Ledger
  /// As-of day, window and thresholds.
  public let question: Question
  /// How figures of this ledger are written.
  public let format: ValueFormat
  private let made = Mutex<[ObjectIdentifier: any Sendable]>([:])

  /// A ledger and the question put to it.
  public init(_ ledger: Ledger, _ question: Question) {
    self.ledger = ledger
    self.question = question
    format = ValueFormat(currency: ledger.currency)
  }

  /// The analysis of this type where it was already computed; never computes it.
  public func known<Analysis: Finding>(_ type: Analysis.Type) -> Analysis? {
    made.withLock { $0[ObjectIdentifier(type)] } as? Analysis
  }

  /// The analysis of this type, computed now unless it was before.
  public func callAsFunction<Analysis: Finding>(_ type: Analysis.Type) -> Analysis {
    let name = ObjectIdentifier(type)
    if let known = made.withLock({ $0[name] }) as? Analysis { return known }
    let fresh = Analysis.find(in: self)
    made.withLock { $0[name] = fresh }
    return fresh
  }
}

/// An analysis that panels share.
public protocol Finding: Sendable {
  /// Computes it for a ledger and a question.
  static func find(in findings: Findings) -> Self
}

extension PurchaseHistory: Finding {
  /// The purchases of all people up to the as-of day.
  public static func find(in findings: Findings) -> PurchaseHistory {
    PurchaseHistory(findings.ledger, findings.question)
  }
}
