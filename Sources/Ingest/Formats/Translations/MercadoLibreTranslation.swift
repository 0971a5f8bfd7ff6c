import Ledger

/// Mercado Libre's sales: a row for each item; several items in one parcel have a row of their own above them, which
/// names the buyer and repeats what its items say.
struct MercadoLibreTranslation: OrderTranslation {
  static let looksAhead = true
  private var hasKeys = false
  private var keyedByName = 0
  /// Sales that follow the row of their parcel: the parcel's buyer and date.
  private var parcels: [String: Parcel] = [:]
  private var open: (left: Int, parcel: Parcel)?

  private struct Parcel {
    var id = ""
    var key = ""
    var name = ""
    var date = ""
  }

  mutating func notice(_ row: OrderRows) -> Bool {
    if !hasKeys { hasKeys = row.isKey(0, .customerId) }
    if let count = MercadoLibreTranslation.parcel(row.text(0, .status)) {
      let parcel = Parcel(
        id: row.text(0, .orderId), key: row.text(0, .customerId), name: row.text(0, .name),
        date: row.text(0, .orderedAt))
      open = (count, parcel)
    } else if let parcel = open {
      parcels[row.text(0, .orderId)] = parcel.parcel
      open = parcel.left > 1 ? (parcel.left - 1, parcel.parcel) : nil
    }
    return true
  }

  /// How many items the row of a parcel announces: "Paquete de 2 productos", "Pacote de 2 produtos".
  private static func parcel(_ text: String) -> Int? {
    let words = text.lowercased().split(separator: " ")
    guard words.count >= 3, words[0] == "paquete" || words[0] == "pacote", words[1] == "de", let count = Int(words[2]),
      count > 0, count < 1_000
    else { return nil }
    return count
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    var draft = OrderDraft()
    for row in 0..<rows.count {
      // Joined: its items have rows of their own.
      if MercadoLibreTranslation.parcel(rows.text(row, .status)) != nil { continue }
      if !rows.isEmpty(row, .lineTotal) {
        draft.addLine(rows, row, total: .lineTotal, digits: digits)
      } else {
        draft.addLine(rows, row, digits: digits)
      }
      let place = draft.lines.count - 1
      let back = Int64(rows.amount(row, .refund, digits: digits)?.magnitude ?? 0)
      draft.lines[place].refund = min(back, max(0, draft.lines[place].net))
      let state = rows.text(row, .status).lowercased()
      if state.contains("cancel") || state.contains("anulad") { draft.lines[place].status = .text("cancelled") }
    }
    guard let first = draft.lines.first else { return }
    let parcel = parcels[rows.text(first.row, .orderId)] ?? Parcel()
    draft.shipping = rows.firstMagnitude(.shipping, digits: digits)
    draft.cells[.status] = .text("paid")
    // What was bought together is one order.
    if !parcel.id.isEmpty { draft.cells[.orderId] = .text(parcel.id) }
    draft.cells[.orderedAt] = .text(
      MercadoLibreTranslation.date(rows.first(.orderedAt).map { rows.text($0, .orderedAt) } ?? parcel.date))
    let name = rows.first(.name).map { rows.text($0, .name) } ?? parcel.name
    draft.cells[.name] = .text(name)
    if hasKeys {
      let key = rows.firstText(.customerId)
      draft.cells[.customerId] = .text(key.isEmpty ? parcel.key : key)
    } else if !name.isEmpty {
      keyedByName += 1
      draft.cells[.customerId] = .text(name)
    }
    try sink.emit(draft, rows)
  }

  private static let months: [String: Int] = [
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9,
    "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12, "janeiro": 1, "fevereiro": 2, "março": 3,
    "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
  ]

  /// "10 de diciembre de 2025 18:30 hs." as "2025-12-10 18:30"; any other text as it is.
  static func date(_ text: String) -> String {
    let words = text.lowercased().split(separator: " ")
    guard words.count >= 5, words[1] == "de", words[3] == "de", let day = Int(words[0]), (1...31).contains(day),
      let month = months[String(words[2])], let year = Int(words[4]), (1_990...2_100).contains(year)
    else { return text }
    let clock = words.count > 5 && words[5].contains(":") ? " " + words[5] : ""
    return "\(year)-\(Digits.padded(month, 2))-\(Digits.padded(day, 2))\(clock)"
  }

  var remarks: [String] {
    keyedByName == 0 ? [] : ["Customers are told apart by their names alone: people of the same name are one customer."]
  }
}
