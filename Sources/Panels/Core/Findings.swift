import Analytics
import Ledger
import Synchronization
import Workbook

/// A ledger under one question, with every analysis computed at most once, when the first panel asks for it.
///
/// Immutable to its users; safe to use from several threads. A moved as-of day or a changed setting is a new value.
public final class Findings: Sendable {
  /// The data.
  public let ledger: Ledger
  /// As-of day, window and thresholds.
  public let question: Question
  /// What the owner has written: notes, promises, segments.
  public let page: WorkbookPage
  /// The same with its names, where this ledger's are hidden: filters ask what is written, whatever is shown.
  private let plain: Findings?
  /// How figures of this ledger are written.
  public let format: ValueFormat
  private let made = Mutex<[ObjectIdentifier: any Sendable]>([:])

  /// A ledger and the question put to it.
  public init(_ ledger: Ledger, _ question: Question, page: WorkbookPage = .empty, plain: Findings? = nil) {
    self.plain = plain
    self.ledger = ledger
    self.question = question
    self.page = page
    format = ValueFormat(currency: ledger.currency)
  }

  /// The same ledger and question with another page of the workbook; analyses that do not read it are kept.
  public func turned(to page: WorkbookPage) -> Findings {
    let turned = Findings(ledger, question, page: page, plain: plain)
    let kept = made.withLock { $0 }
    turned.made.withLock { $0 = kept.filter { !($0.value is any PageReading) } }
    return turned
  }

  /// The findings that filters ask: these, or the same with their names.
  var asked: Findings { plain ?? self }

  /// Whether names are hidden.
  public var isMasked: Bool { plain != nil }

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

/// An analysis that reads the page of the workbook or holds on to its findings: it is made anew when the page is turned.
public protocol PageReading: Finding {}

extension PurchaseHistory: Finding {
  /// The purchases of all people up to the as-of day.
  public static func find(in findings: Findings) -> PurchaseHistory {
    PurchaseHistory(findings.ledger, findings.question)
  }
}
