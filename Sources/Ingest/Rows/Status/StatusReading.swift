import Ledger

/// What a person says that a status word means.
public enum StatusMeaning: String, Sendable, CaseIterable {
  /// The order counts.
  case counts
  /// It is not paid yet: listed, counted nowhere.
  case unpaid
  /// It was cancelled: listed, counted nowhere.
  case cancelled
  /// It was paid and given back; in full where no amount says how much.
  case refunded
}

/// How the status words of one file are read.
struct StatusReading: Sendable {
  /// What a person decided, by ``StatusLexicon/key(of:)``.
  var decided: [String: StatusMeaning] = [:]
  /// What "closed" means in the file; `nil`: nobody can tell.
  var closed: StatusWords.Meaning? = .valid
  /// Whether that is known, or is to be decided by the other words of the column.
  var isClosedKnown = false

  /// What a status cell says.
  func meaning(_ text: String) -> StatusWords.Meaning {
    if !decided.isEmpty, let decided = decided[StatusLexicon.key(of: text)] {
      switch decided {
      case .counts: return .valid
      case .unpaid: return .unpaid
      case .cancelled: return .cancelled
      case .refunded: return .refunded
      }
    }
    let meaning = StatusWords.meaning(text)
    return meaning == .closed ? closed ?? .unknown : meaning
  }

  /// What a row is with this meaning; words that nobody knows count.
  static func status(_ meaning: StatusWords.Meaning) -> RowStatus {
    switch meaning {
    case .nothing: .none
    case .cancelled: .cancelled
    case .unpaid: .unpaid
    case .refunded: .refunded
    case .valid, .closed, .unknown: .valid
    }
  }
}

/// What the other words of a column say of "closed".
struct ClosedEvidence: Sendable {
  /// Rows that say "closed".
  var rows = 0
  /// Whether another word says that an order is finished or paid.
  var hasFinished = false
  /// Whether another word says that an order was cancelled.
  var hasCancelled = false

  /// Notes a word of the column.
  mutating func note(_ text: String, _ meaning: StatusWords.Meaning) {
    if meaning == .cancelled { hasCancelled = true }
    if meaning == .valid, StatusWords.isFinished(text) { hasFinished = true }
  }

  /// Adds what another thread has seen.
  static func + (left: ClosedEvidence, right: ClosedEvidence) -> ClosedEvidence {
    ClosedEvidence(
      rows: left.rows + right.rows, hasFinished: left.hasFinished || right.hasFinished,
      hasCancelled: left.hasCancelled || right.hasCancelled)
  }

  /// Paid where no other word says so (a till); cancelled where another does and none says cancelled (a marketplace);
  /// `nil` where the column has both.
  var meaning: StatusWords.Meaning? { hasFinished ? hasCancelled ? nil : .cancelled : .valid }

  /// The decision as a sentence.
  var remark: String {
    switch meaning {
    case .valid?: "“Closed” orders count as paid: no other word of the column says that an order is finished."
    case .cancelled?:
      "“Closed” orders count as cancelled: another word of the column says that an order is finished, and none that it "
        + "was cancelled. If they are paid: --set import.status.closed=counts"
    default: ""
    }
  }
}

/// A word of a status column that nobody knows, with what its rows come to.
struct StrangeStatus: Sendable {
  var word: String
  var file: Int
  var rows = 0
  /// Minor units of its rows after discounts.
  var amount: Int64 = 0
  /// Hashes of its orders.
  var orders: Set<UInt64> = []
  private var last: UInt64 = 0

  init(word: String, file: Int) {
    self.word = word
    self.file = file
  }

  /// Takes in a row; `isOfOrder`: the amount is that of the whole order, which counts once.
  mutating func add(order: UInt64, amount more: Int64, isOfOrder: Bool) {
    rows += 1
    let isNew = order != last && orders.insert(order).inserted
    last = order
    if isNew || !isOfOrder {
      // A sum that stops growing long before it could overflow.
      amount = max(-1 << 62, min(1 << 62, amount)) + max(-1 << 60, min(1 << 60, more))
    }
  }

  /// Adds what another thread has seen of the word.
  mutating func add(_ other: StrangeStatus) {
    rows += other.rows
    amount = max(-1 << 61, min(1 << 61, amount)) + max(-1 << 61, min(1 << 61, other.amount))
    orders.formUnion(other.orders)
  }
}
