import Ledger

// Customers, order numbers, products and the other texts of a batch.
extension RowReader {
  mutating func readCustomers(_ base: UnsafePointer<UInt8>, _ rows: Int, _ cells: CellTable) {
    if identities != nil { return resolveCustomers(rows, cells) }
    let keys = plan.columns.keys
    let first = cells(keys[0])
    let shift = UInt64(64 - partitionCount.trailingZeroBitCount)
    let isEmail = keys[0] == plan.columns.emailKey
    let isName = plan.columns.isKeyedByName
    for row in 0..<rows {
      var piece = first[row]
      if isEmail || piece.isUnclean { piece = cleanedKey(piece, isEmail: isEmail) }
      // `17850.0` is `17850`.
      if piece.count > 2, piece.start[piece.count &- 1] == 48, !isEmail, !isName { piece = piece.withoutDecimalZero }
      if piece.count == 0, keys.count > 1 { piece = laterKey(row, cells) }
      let hash = piece.hash
      let partition = Int(truncatingIfNeeded: hash >> shift)
      batch.piece[row] = piece
      batch.hash[row] = hash
      batch.partition[row] = Int32(truncatingIfNeeded: partition)
      partitions[partition].customers.prefetch(hash)
    }
    for row in 0..<rows {
      let piece = batch.piece[row]
      if piece.count == 0 || batch.fault[row] != 0 {
        batch.partition[row] = Int32(truncatingIfNeeded: partitionCount)
        batch.customer[row] = 0
        continue
      }
      let store = partitions + Int(batch.partition[row])
      batch.customer[row] = store.pointee.customers.number(piece, hash: batch.hash[row])
    }
  }

  /// Like `readCustomers`, where it is known which keys are one person's.
  private mutating func resolveCustomers(_ rows: Int, _ cells: CellTable) {
    guard var lookup = identities else { return }
    // The lookup is changed in place: two of it would copy its tables at every batch.
    identities = nil
    defer { identities = lookup }
    let columns = plan.columns
    let shift = UInt64(64 - partitionCount.trailingZeroBitCount)
    for row in 0..<rows {
      batch.partition[row] = Int32(truncatingIfNeeded: partitionCount)
      batch.customer[row] = 0
      guard batch.fault[row] == 0 else { continue }
      var piece: TextPiece
      var hash: UInt64
      if columns.isKeyedByName {
        piece = cleanedKey(cells(columns.name)[row], isEmail: false)
        guard piece.count > 0 else { continue }
        piece = lookup.resolver.nameKey(piece, &scratch)
        hash = piece.hash
      } else {
        let code = personCode(row, cells, &lookup)
        if code == IdentityResolver.Code.refused { lookup.refusedRows += 1 }
        guard code < IdentityResolver.Code.isLast else { continue }
        (piece, hash) = lookup.resolver.person(code)
      }
      let partition = Int(truncatingIfNeeded: hash >> shift)
      batch.partition[row] = Int32(truncatingIfNeeded: partition)
      batch.customer[row] = partitions[partition].customers.number(piece, hash: hash)
    }
  }

  /// The person of a row: by its account, else its e-mail, else its phone, and last by a stand-in address.
  private mutating func personCode(_ row: Int, _ cells: CellTable, _ lookup: inout IdentityLookup) -> UInt32 {
    let columns = plan.columns
    var last = IdentityResolver.Code.nobody
    for (kind, column) in [
      (IdentityKind.account, columns.account), (.email, columns.email), (.phone, columns.phone),
    ] where column >= 0 {
      let code = lookup.code(cells(column)[row], kind, &scratch)
      if code < IdentityResolver.Code.isLast { return code }
      // A stand-in address before a refused key, a refused one before none.
      last = min(last, code)
    }
    return last < IdentityResolver.Code.refused ? last & ~IdentityResolver.Code.isLast : last
  }

  @inline(never)
  mutating func cleanedKey(_ piece: TextPiece, isEmail: Bool) -> TextPiece {
    let text = piece.cleaned(&scratch)
    return isEmail ? text.lowercased(&scratch) : text
  }

  /// The key in the next best column that has one.
  @inline(never)
  mutating func laterKey(_ row: Int, _ cells: CellTable) -> TextPiece {
    for column in plan.columns.keys.dropFirst() {
      let text = cleanedKey(cells(column)[row], isEmail: column == plan.columns.emailKey)
      if text.count > 0 { return plan.columns.isKeyedByName ? text : text.withoutDecimalZero }
    }
    return TextPiece(start: UnsafePointer(orderTexts.bytes), count: 0)
  }

  mutating func readOrderNumbers(_ cells: Cells?, _ rows: Int) {
    guard let cells else {
      batch.id.update(repeating: OrderNumber.none, count: rows)
      return
    }
    hasOrderIds = true
    for row in 0..<rows {
      let cell = cells[row]
      var decimals = 0
      let number = AmountReader.plain(cell.start, cell.count, decimals: &decimals)
      // Up to eight digits that do not begin with a zero or hold a point.
      if number > 0, cell.start[0] != 48, cell.start[0] != 46, decimals == 0, cell.start[cell.count &- 1] != 46 {
        batch.id[row] = UInt64(truncatingIfNeeded: number)
      } else {
        batch.id[row] = unusualOrderNumber(cell)
      }
    }
  }

  @inline(never)
  mutating func unusualOrderNumber(_ cell: TextPiece) -> UInt64 {
    var text = cell.isUnclean ? cell.cleaned(&scratch) : cell
    guard text.count > 0 else { return OrderNumber.none }
    text = text.withoutDecimalZero
    let bytes = UnsafeBufferPointer(start: text.start, count: text.count)
    if CellText.isRounded(bytes) {
      // Several orders may have become one number: each is known by its time.
      roundedNumbers += 1
      return OrderNumber.none
    }
    if let number = IdentifierColumn.number(bytes) { return number }
    if lastOrderText < 0 || !orderTexts[lastOrderText].equals(text) { lastOrderText = orderTexts.append(text) }
    return OrderNumber.text(thread: thread, position: lastOrderText)
  }

  mutating func readProducts(_ rows: Int, _ cells: CellTable) {
    let columns = plan.columns
    let keyColumn = columns.sku >= 0 ? columns.sku : columns.product
    let keys = cells(keyColumn)
    for row in 0..<rows {
      var piece = keys[row]
      if piece.isUnclean { piece = piece.cleaned(&scratch) }
      if piece.count == 0, columns.sku >= 0, columns.product >= 0 {
        piece = cells(columns.product)[row].cleaned(&scratch)
      }
      let hash = piece.hash
      batch.piece[row] = piece
      batch.hash[row] = hash
      products.prefetch(hash)
    }
    for row in 0..<rows {
      let number = products.number(batch.piece[row], hash: batch.hash[row])
      batch.product[row] = number
      if Int(number) >= productName.count || (hasNamelessProducts && number > 0) {
        describeProduct(Int(number), row, cells)
      }
    }
  }

  /// Keeps name and category of a product at its first appearance, or at the first that has them.
  @inline(never)
  mutating func describeProduct(_ number: Int, _ row: Int, _ cells: CellTable) {
    let columns = plan.columns
    if number == productName.count {
      productName.append(0)
      productCategories.append(0)
    }
    if productName[number] == 0, columns.product >= 0 {
      let name = columns.sku >= 0 ? cells(columns.product)[row].cleaned(&scratch) : batch.piece[row]
      if name.count > 0 { productName[number] = UInt32(productNames.append(name)) } else { hasNamelessProducts = true }
    }
    if productCategories[number] == 0, columns.category >= 0 {
      productCategories[number] = categories.number(cells(columns.category)[row].cleaned(&scratch))
      if productCategories[number] == 0 { hasNamelessProducts = true }
    }
  }

  mutating func readRegions(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows {
      let cell = cells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      batch.region[row] = regions.number(text, hash: text.hash)
    }
  }
}
