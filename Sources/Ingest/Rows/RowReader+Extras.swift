import Ledger

// Columns that few files have.
extension RowReader {
  mutating func readRunExtras(_ rows: Int, _ cells: CellTable) { readRunExtras(0..<rows, cells) }

  mutating func readRunExtras(_ rows: Range<Int>, _ cells: CellTable) {
    let columns = plan.columns
    for row in rows { batch.runExtra[row] = RunExtra() }
    func text(_ column: Int, _ row: Int, _ scratch: inout Scratch) -> TextPiece {
      let cell = cells(column)[row]
      return cell.isUnclean ? cell.cleaned(&scratch) : cell
    }
    for row in rows where batch.fault[row] == 0 {
      if columns.city >= 0 { batch.runExtra[row].city = cities.number(text(columns.city, row, &scratch)) }
      if columns.country >= 0 { batch.runExtra[row].country = countries.number(text(columns.country, row, &scratch)) }
      if columns.channel >= 0 { batch.runExtra[row].channel = channels.number(text(columns.channel, row, &scratch)) }
      if columns.coupon >= 0 { batch.runExtra[row].coupon = coupons.number(text(columns.coupon, row, &scratch)) }
      if columns.tax >= 0 { batch.runExtra[row].tax = unusualAmount(cells(columns.tax)[row], row) ?? 0 }
      if columns.shipping >= 0 { batch.runExtra[row].shipping = unusualAmount(cells(columns.shipping)[row], row) ?? 0 }
      if columns.orderDiscount >= 0 {
        let discount = unusualAmount(cells(columns.orderDiscount)[row], row) ?? 0
        batch.runExtra[row].discount = abs(discount)
        if discount != 0 { hasDiscount = true }
      }
      if plan.layout.amount == .order, batch.gross[row] > 0, batch.id[row] != OrderNumber.none {
        batch.runExtra[row].total = batch.gross[row]
        if Int32(exactly: batch.gross[row]) == nil { noteLarge(batch.gross[row], row) }
        batch.gross[row] = 0
      }
    }
  }

  mutating func readLineExtras(_ rows: Int, _ cells: CellTable) { readLineExtras(0..<rows, cells) }

  mutating func readLineExtras(_ rows: Range<Int>, _ cells: CellTable) {
    let columns = plan.columns
    for row in rows where batch.fault[row] == 0 {
      var extra = LineExtra()
      if columns.cost >= 0 {
        let text = cells(columns.cost)[row].cleaned(&scratch)
        if !faultlessEmpty(text) {
          let pieces = DecimalNumber(mantissa: Int64(batch.quantity[row]), decimals: 0)
          if let cost = decimal(text), let whole = DecimalNumber.product(cost, pieces, digits: digits),
            whole.magnitude < 1 << 53
          {
            extra.cost = whole
            if whole != 0 { hasCost = true }
            if Int32(exactly: whole) == nil { noteLarge(whole, row) }
          } else {
            batch.fault[row] = Fault.amount
          }
        }
      }
      if columns.refund >= 0 {
        extra.refund = abs(unusualAmount(cells(columns.refund)[row], row) ?? 0)
        if extra.refund != 0, columns.refundedAt >= 0 {
          extra.refundDay = dates.momentAside(cells(columns.refundedAt)[row].cleaned(&scratch))?.day ?? LineExtra.noDay
        }
      }
      batch.lineExtra[row] = extra
    }
  }
}
