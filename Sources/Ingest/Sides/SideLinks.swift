import Ledger

/// Finds people by account, e-mail address and phone number, and products by number and name.
///
/// Known ones have the position that the ledger gives them. What the ledger does not know is a stranger, numbered over
/// all side tables together; a text that once stood beside a known one in the same row leads to it from then on.
/// Owned by one thread. Complexity: O(length of the texts) per question, after O(customers + products) for the first.
final class SideLinks {
  /// Codes of `LinkColumn`.
  typealias Code = Int32

  private struct Index {
    var table = InternTable(capacity: 256)
    /// Per text its code; `unset` while nobody is known by it.
    var codes: [Code] = []
    static let unset: Code = -1

    mutating func number(_ text: TextPiece) -> Int {
      let number = Int(table.number(text))
      if number == codes.count { codes.append(Index.unset) }
      return number
    }
  }

  private var ids = Index()
  private var emails = Index()
  private var phones = Index()
  private var skus = Index()
  private var names = Index()
  private var campaignNames = Index()
  private var people = TextStore()
  private var goods = TextStore()
  private var otherCampaigns = TextStore()
  private var scratch = Scratch()
  private let ledger: Ledger
  private let otherKeys: OtherKeys
  private var hasPeople = false
  private var hasProducts = false

  /// Accounts, addresses and numbers of customers beside those that the ledger shows: of people who were joined.
  struct OtherKeys {
    /// The texts.
    var keys = TextColumn.empty
    /// The position of each text's customer.
    var customers: [Int32] = []
  }

  init(_ ledger: Ledger, otherKeys: OtherKeys = OtherKeys()) {
    self.ledger = ledger
    self.otherKeys = otherKeys
  }

  deinit {
    for index in [ids, emails, phones, skus, names, campaignNames] { index.table.deallocate() }
    for texts in [people, goods, otherCampaigns] { texts.deallocate() }
    scratch.deallocate()
  }

  /// The code of the person whom these texts name; -1 where all are empty.
  ///
  /// The account comes first, then the address, then the number: the first that the ledger knows decides.
  func person(id: TextPiece, email: TextPiece, phone: TextPiece) -> Code {
    if !hasPeople { loadPeople() }
    scratch.reset()
    let id = id.withoutDecimalZero
    let email = email.lowercased(&scratch)
    let phone = digits(phone)
    let places = (
      id.count > 0 ? ids.number(id) : -1, email.count > 0 ? emails.number(email) : -1,
      phone.count > 0 ? phones.number(phone) : -1
    )
    let known = (
      places.0 >= 0 ? ids.codes[places.0] : Index.unset, places.1 >= 0 ? emails.codes[places.1] : Index.unset,
      places.2 >= 0 ? phones.codes[places.2] : Index.unset
    )
    var code = known.0 >= 0 ? known.0 : known.1 >= 0 ? known.1 : known.2
    if code < 0 {
      code = known.0 < -1 ? known.0 : known.1 < -1 ? known.1 : known.2
      if code == Index.unset {
        let text = id.count > 0 ? id : email.count > 0 ? email : phone
        guard text.count > 0 else { return -1 }
        code = -2 - Code(truncatingIfNeeded: people.append(text))
      }
    }
    if places.0 >= 0, known.0 == Index.unset { ids.codes[places.0] = code }
    if places.1 >= 0, known.1 == Index.unset { emails.codes[places.1] = code }
    if places.2 >= 0, known.2 == Index.unset { phones.codes[places.2] = code }
    return code
  }

  /// The code of the product that these texts name; -1 where both are empty. The name counts where no number is given.
  func product(sku: TextPiece, name: TextPiece) -> Code {
    if !hasProducts { loadProducts() }
    if sku.count > 0 {
      let place = skus.number(sku)
      if skus.codes[place] == Index.unset { skus.codes[place] = -2 - Code(truncatingIfNeeded: goods.append(sku)) }
      return skus.codes[place]
    }
    guard name.count > 0 else { return -1 }
    let place = names.number(name)
    if names.codes[place] == Index.unset { names.codes[place] = -2 - Code(truncatingIfNeeded: goods.append(name)) }
    return names.codes[place]
  }

  /// Says at which position of the campaign table a campaign is.
  func define(campaign: TextPiece, at position: Int) {
    let place = campaignNames.number(campaign)
    campaignNames.codes[place] = Code(truncatingIfNeeded: position)
  }

  /// The code of a campaign; -1 where the text is empty.
  func campaign(_ text: TextPiece) -> Code {
    guard text.count > 0 else { return -1 }
    let place = campaignNames.number(text)
    if campaignNames.codes[place] == Index.unset {
      campaignNames.codes[place] = -2 - Code(truncatingIfNeeded: otherCampaigns.append(text))
    }
    return campaignNames.codes[place]
  }

  /// The texts of all people whom the ledger does not know.
  var strangers: TextColumn { column(people) }
  /// The texts of all products that were never sold.
  var unsold: TextColumn { column(goods) }
  /// The names of campaigns that are in no table of campaigns.
  var unknownCampaigns: TextColumn { column(otherCampaigns) }

  private func column(_ texts: TextStore) -> TextColumn {
    TextColumn(
      bytes: Array(UnsafeBufferPointer(start: texts.bytes, count: texts.byteCount)),
      offsets: Array(UnsafeBufferPointer(start: texts.offsets, count: texts.count + 1)))
  }

  private func loadPeople() {
    hasPeople = true
    for customer in 0..<ledger.customers.count {
      let code = Code(truncatingIfNeeded: customer)
      scratch.reset()
      enter(key: piece(ledger.customers.key, customer), code)
      enter(address: piece(ledger.customers.email, customer), code)
      enter(phone: piece(ledger.customers.phone, customer), code)
    }
    for (position, code) in otherKeys.customers.enumerated() where code >= 0 && Int(code) < ledger.customers.count {
      scratch.reset()
      enter(key: piece(otherKeys.keys, position), code)
      let key = piece(otherKeys.keys, position)
      if isPhone(key) { enter(phone: key, code) }
    }
  }

  /// Whether a text is a phone number: digits, blanks, and what else stands in one.
  private func isPhone(_ key: TextPiece) -> Bool {
    (0..<key.count).allSatisfy { at in
      let byte = key.start[at]
      return (byte >= 48 && byte <= 57) || byte == 43 || byte == 45 || byte == 32 || byte == 40 || byte == 41
    }
  }

  private func enter(key: TextPiece, _ code: Code) {
    let place = ids.number(key)
    if ids.codes[place] == Index.unset { ids.codes[place] = code }
    if (0..<key.count).contains(where: { key.start[$0] == UInt8(ascii: "@") }) { enter(address: key, code) }
  }

  private func enter(address: TextPiece, _ code: Code) {
    let address = address.trimmed.lowercased(&scratch)
    guard address.count > 0 else { return }
    let place = emails.number(address)
    if emails.codes[place] == Index.unset { emails.codes[place] = code }
  }

  private func enter(phone: TextPiece, _ code: Code) {
    let phone = digits(phone)
    guard phone.count > 0 else { return }
    let place = phones.number(phone)
    if phones.codes[place] == Index.unset { phones.codes[place] = code }
  }

  private func loadProducts() {
    hasProducts = true
    // Row 0 of the ledger's table is "no product given".
    for product in 1..<max(1, ledger.products.count) {
      scratch.reset()
      let code = Code(truncatingIfNeeded: product)
      let sku = piece(ledger.products.sku, product)
      if sku.count > 0 {
        let place = skus.number(sku)
        if skus.codes[place] == Index.unset { skus.codes[place] = code }
      }
      for name in [piece(ledger.products.name, product), sku] where name.count > 0 {
        let place = names.number(name)
        if names.codes[place] == Index.unset { names.codes[place] = code }
      }
    }
  }

  private func piece(_ column: TextColumn, _ row: Int) -> TextPiece {
    let bytes = column.utf8(row)
    let copy = scratch.take(bytes.count)
    for (at, byte) in bytes.enumerated() { copy[at] = byte }
    return TextPiece(start: copy, count: bytes.count)
  }

  /// The digits of a phone number, without the international prefix `00` and without China's country code before eleven
  /// digits; empty where fewer than five are left.
  private func digits(_ phone: TextPiece) -> TextPiece {
    guard phone.count > 0 else { return phone }
    let phone = phone.withoutDecimalZero
    let copy = scratch.take(phone.count)
    var count = 0
    for at in 0..<phone.count where phone.start[at] >= 48 && phone.start[at] <= 57 {
      copy[count] = phone.start[at]
      count += 1
    }
    var piece = TextPiece(start: copy, count: count)
    if count > 6, piece.matches([48, 48], at: 0) { piece = TextPiece(start: piece.start + 2, count: piece.count - 2) }
    if piece.count == 13, piece.matches([56, 54, 49], at: 0) { piece = TextPiece(start: piece.start + 2, count: 11) }
    return piece.count < 5 ? TextPiece(start: copy, count: 0) : piece
  }
}
