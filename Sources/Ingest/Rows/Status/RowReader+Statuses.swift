import Ledger

/// The states of the rows of one file, decided once for each word.
struct StatusTable {
  /// By number of the text: what it means, and which of `strange` it is, −1 for none.
  private(set) var codes: [(meaning: StatusWords.Meaning, strange: Int32)?] = []
  /// Words that nobody knows.
  var strange: [StrangeStatus] = []
  var closed = ClosedEvidence()
  /// Orders that are paid after the delivery and count because they were delivered, and those that do not yet, by hash.
  var paidLater: Set<UInt64> = []
  var notYetPaid: Set<UInt64> = []
  /// What the texts of several columns say together, by their numbers.
  var together: [Together: Decision] = [:]

  /// What the texts of a row say together.
  struct Decision {
    var status = RowStatus.none
    var strange: Int32 = -1
    var later = Later.no
  }

  struct Together: Hashable {
    var status: UInt32
    var payment: UInt32
    var fulfilment: UInt32
    var method: UInt32
  }

  /// Whether an order is one that is paid after the delivery.
  enum Later: BitwiseCopyable { case no, counts, notYet }

  /// What a text means; at its first appearance it is looked up.
  mutating func code(
    _ number: Int, _ text: TextPiece, _ reading: StatusReading, file: Int
  ) -> (meaning: StatusWords.Meaning, strange: Int32) {
    if number < codes.count, let known = codes[number] { return known }
    while codes.count <= number { codes.append(nil) }
    let word = text.string
    let meaning = reading.meaning(word)
    let plain = StatusWords.meaning(word)
    if plain == .closed, reading.decided.isEmpty || reading.decided[StatusLexicon.key(of: word)] == nil {
      closed.rows += 1
    } else {
      closed.note(word, meaning)
    }
    var place: Int32 = -1
    if meaning == .unknown {
      place = Int32(truncatingIfNeeded: strange.count)
      strange.append(StrangeStatus(word: word, file: file))
    }
    codes[number] = (meaning, place)
    return (meaning, place)
  }
}

// The states of orders: one column, or several that say it together.
extension RowReader {
  mutating func readStatuses(_ rows: Int, _ cells: CellTable) {
    let columns = plan.columns
    if columns.paymentStatus >= 0 || columns.fulfilment >= 0 || columns.paymentMethod >= 0 {
      return readStatusesTogether(rows, cells)
    }
    let cells = cells(columns.status)
    for row in 0..<rows {
      let cell = cells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      let number = Int(statuses.number(text))
      if number < statusCodes.count, statusCodes[number].isPlain {
        batch.status[row] = statusCodes[number].status
      } else {
        readUnusualStatus(row, number, text)
      }
    }
  }

  @inline(never)
  private mutating func readUnusualStatus(_ row: Int, _ number: Int, _ text: TextPiece) {
    let code = statusTable.code(number, text, plan.statuses, file: file)
    while statusCodes.count <= number { statusCodes.append(StatusCode()) }
    let status = StatusReading.status(code.meaning)
    statusCodes[number] = StatusCode(status: status, isPlain: code.strange < 0)
    take(row, status, code.strange)
  }

  private mutating func take(
    _ row: Int, _ status: RowStatus, _ strange: Int32, _ later: StatusTable.Later = .no
  ) {
    batch.status[row] = status
    if status == .refunded { hasRefundedStatus = true }
    if strange >= 0 || later != .no {
      statusNotes.append(StatusNote(row: Int32(truncatingIfNeeded: row), strange: strange, later: later))
    }
  }

  /// Notes the orders of words that nobody knows, and those that are paid after the delivery: what is left out is none.
  @inline(never)
  mutating func noteStatuses() {
    let isOfOrder = plan.layout.amount == .order && hasRunExtra
    for note in statusNotes {
      let row = Int(note.row)
      guard batch.fault[row] == 0 else { continue }
      let order = orderHash(row)
      if note.strange >= 0 {
        let total = isOfOrder ? batch.runExtra[row].total : 0
        statusTable.strange[Int(note.strange)].add(
          order: order, amount: batch.gross[row] &- abs(batch.discount[row]) &+ total, isOfOrder: total != 0)
      }
      switch note.later {
      case .no: break
      case .counts: statusTable.paidLater.insert(order)
      case .notYet: statusTable.notYetPaid.insert(order)
      }
    }
    statusNotes.removeAll(keepingCapacity: true)
  }

  /// A hash that is the same for all rows of an order, in all threads.
  private func orderHash(_ row: Int) -> UInt64 {
    let id = batch.id[row]
    if id == OrderNumber.none {
      let moment = LatestTexts.moment(day: batch.day[row], second: batch.second[row])
      let customer = UInt64(batch.customer[row]) << 8 | UInt64(UInt32(bitPattern: batch.partition[row]))
      return TextPiece.mixed(UInt64(bitPattern: moment)) ^ TextPiece.mixed(customer)
    }
    return TextPiece.mixed(OrderNumber.isText(id) ? orderTexts[OrderNumber.position(id)].hash : id &+ 1)
  }

  /// Status, state of the payment, state of the delivery and way of paying, as far as the file has them.
  private mutating func readStatusesTogether(_ rows: Int, _ cells: CellTable) {
    let columns = plan.columns
    var lastKey: StatusTable.Together?
    var last = StatusTable.Decision()
    for row in 0..<rows {
      let key = StatusTable.Together(
        status: statusNumber(columns.status, row, cells), payment: statusNumber(columns.paymentStatus, row, cells),
        fulfilment: statusNumber(columns.fulfilment, row, cells),
        method: statusNumber(columns.paymentMethod, row, cells))
      if key != lastKey {
        last = statusTable.together[key] ?? decideTogether(key)
        lastKey = key
      }
      take(row, last.status, last.strange, last.later)
    }
  }

  @inline(__always)
  private mutating func statusNumber(_ column: Int, _ row: Int, _ cells: CellTable) -> UInt32 {
    guard column >= 0 else { return 0 }
    let cell = cells(column)[row]
    return statuses.number(cell.isUnclean ? cell.cleaned(&scratch) : cell)
  }

  @inline(never)
  private mutating func decideTogether(_ key: StatusTable.Together) -> StatusTable.Decision {
    let status = statusTable.code(Int(key.status), statuses.texts[Int(key.status)], plan.statuses, file: file)
    let payment = statusTable.code(Int(key.payment), statuses.texts[Int(key.payment)], plan.statuses, file: file)
    let fulfilment = statuses.texts[Int(key.fulfilment)].string
    let isDelivered =
      StatusWords.isDelivered(statuses.texts[Int(key.status)].string) || StatusWords.isDelivered(fulfilment)
    let together = OrderState(
      status: status.meaning, payment: payment.meaning, isDelivered: isDelivered,
      isDeliveryCancelled: status.meaning == .nothing && payment.meaning == .nothing
        && plan.statuses.meaning(fulfilment) == .cancelled,
      method: statuses.texts[Int(key.method)].string)
    let decision = StatusTable.Decision(
      status: StatusReading.status(together.meaning), strange: max(status.strange, payment.strange),
      later: together.later)
    statusTable.together[key] = decision
    return decision
  }
}

/// A row whose state is to be noted.
struct StatusNote: BitwiseCopyable {
  var row: Int32
  var strange: Int32
  var later: StatusTable.Later
}

/// What a word of the column means for a row, as the loop over rows asks it.
struct StatusCode: BitwiseCopyable {
  var status = RowStatus.none
  /// Whether nothing has to be noted for its rows.
  var isPlain = false
}

/// What status, payment and delivery of an order say together.
///
/// DEFINITIONS, part A, "payment later": cash on delivery, invoices and accounts count once delivered, else by their
/// status. An order that was delivered before it is paid, and of which no way of paying is known, is one of them.
struct OrderState {
  /// The order's own state.
  var status: StatusWords.Meaning
  /// The state of its payment, where it has a column of its own.
  var payment: StatusWords.Meaning = .nothing
  /// Whether the goods are on their way or with the customer.
  var isDelivered: Bool
  /// Whether the delivery was cancelled and nothing else is said of the order.
  var isDeliveryCancelled = false
  /// The way of paying as written; empty where none is known.
  var method: String

  private var isPaidLater: Bool { method.isEmpty || StatusWords.isPaymentLater(method) }

  /// Whether the order is paid after its delivery, and whether that makes it count.
  var later: StatusTable.Later {
    guard plainMeaning == .unpaid, isPaidLater else { return .no }
    return isDelivered ? .counts : method.isEmpty ? .no : .notYet
  }

  /// What the order is.
  var meaning: StatusWords.Meaning { later == .counts ? .valid : plainMeaning }

  private var plainMeaning: StatusWords.Meaning {
    if status == .cancelled || payment == .cancelled || isDeliveryCancelled { return .cancelled }
    if status == .refunded || payment == .refunded { return .refunded }
    // The state of the payment says best whether it is paid: an order in work is called pending too.
    if payment != .nothing { return payment == .unknown && status == .unpaid ? .unpaid : payment }
    return status
  }
}
