import Ledger

// Dates and times of a batch.
extension RowReader {
  /// Sets aside the rows whose day is far outside of those that shops have.
  mutating func checkDays(_ rows: Int) {
    let window = plan.days
    var lowest = Int32.max
    var highest = Int32.min
    for row in 0..<rows {
      lowest = min(lowest, batch.day[row])
      highest = max(highest, batch.day[row])
    }
    if lowest >= window.lowerBound, highest <= window.upperBound {
      dates.evidence.near += rows
    } else {
      checkEachDay(rows, window)
    }
  }

  @inline(never)
  private mutating func checkEachDay(_ rows: Int, _ window: ClosedRange<Int32>) {
    for row in 0..<rows where batch.fault[row] == 0 {
      let day = batch.day[row]
      if window.contains(day) {
        dates.evidence.near += 1
        continue
      }
      let known = dates.evidence.far > 0 ? dates.evidence.farDays : day...day
      dates.evidence.farDays = min(known.lowerBound, day)...max(known.upperBound, day)
      dates.evidence.far += 1
      batch.fault[row] = Fault.farDate
    }
  }

  mutating func readDates(_ cells: Cells, _ rows: Int) {
    // Whatever is not unusual names a day of the calendar; counting the others keeps the loop below as short as it is.
    let unusual = unusualDates
    defer { dates.evidence.calendar += rows - (unusualDates - unusual) }
    if dates.clock != nil { return readZonedDates(cells, rows) }
    var zulu = 0
    defer { dates.evidence.universal += zulu }
    var known: UInt64 = 0
    var knownTail: UInt16 = 0
    var knownDay: Int32 = 0
    for row in 0..<rows {
      let cell = cells[row]
      // `2023-01-01` and perhaps `T00:00:28`, `Z`: most files have nothing else.
      if cell.count >= 10 {
        let raw = UnsafeRawPointer(cell.start)
        let head = raw.loadUnaligned(as: UInt64.self)
        let tail = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        var isDay = head == known && tail == knownTail && known != 0
        if !isDay, let day = RowReader.isoDay(head, tail) {
          known = head
          knownTail = tail
          knownDay = day
          isDay = true
        }
        if isDay {
          if cell.count == 10 {
            batch.day[row] = knownDay
            batch.second[row] = -1
            continue
          }
          let second = RowReader.isoTime(raw, cell.count)
          if second >= 0 {
            batch.day[row] = knownDay
            batch.second[row] = second
            hasTime = true
            // 19 bytes, or 20 with the `Z`.
            zulu &+= cell.count &- 19
            continue
          }
        }
      }
      readUnusualDate(cell, row)
    }
  }

  /// The same with a zone set: instants become the shop's days and times.
  @inline(never)
  private mutating func readZonedDates(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows {
      let cell = cells[row]
      if cell.count == 19 || cell.count == 20 {
        let raw = UnsafeRawPointer(cell.start)
        let second = RowReader.isoTime(raw, cell.count)
        if second >= 0,
          let day = RowReader.isoDay(
            raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
        {
          dates.evidence.universal &+= cell.count &- 19
          let moment =
            cell.count == 20
            ? dates.instant(Int(day) * 86_400 + Int(second)) : dates.local(Moment(day: day, second: second))
          batch.day[row] = moment.day
          batch.second[row] = moment.second
          hasTime = true
          continue
        }
      }
      readUnusualDate(cell, row)
    }
  }

  /// The day that ten bytes `yyyy-mm-dd` say.
  @inline(__always)
  private static func isoDay(_ head: UInt64, _ tail: UInt16) -> Int32? {
    // Bytes 4 and 7 are hyphens; all others must be digits once `0` is taken off.
    let digits = head ^ 0x2D30_302D_3030_3030
    let rest = tail ^ 0x3030
    guard digits & 0xFF00_00FF_0000_0000 == 0 else { return nil }
    guard ((digits &+ 0x0076_7600_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
    guard ((rest &+ 0x7676) | rest) & 0x8080 == 0 else { return nil }
    func digit(_ position: UInt64) -> Int { Int(truncatingIfNeeded: (digits >> (position * 8)) & 0xFF) }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6)
    let day = Int(rest & 0xFF) * 10 + Int(rest >> 8)
    return Day(year: year, month: month, day: day)?.rawValue
  }

  /// Seconds of `Thh:mm:ss` or ` hh:mm:ss`, with or without `Z`, after a day; -1 for anything else.
  @inline(__always)
  private static func isoTime(_ raw: UnsafeRawPointer, _ count: Int) -> Int32 {
    guard count == 19 || (count == 20 && raw.load(fromByteOffset: 19, as: UInt8.self) == UInt8(ascii: "Z")) else {
      return -1
    }
    let mark = raw.load(fromByteOffset: 10, as: UInt8.self)
    guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") else { return -1 }
    let digits = raw.loadUnaligned(fromByteOffset: 11, as: UInt64.self) ^ 0x3030_3A30_303A_3030
    guard digits & 0x0000_FF00_00FF_0000 == 0,
      ((digits &+ 0x7676_0076_7600_7676) | digits) & 0x8080_8080_8080_8080 == 0
    else { return -1 }
    func two(_ position: UInt64) -> Int32 {
      Int32(truncatingIfNeeded: (digits >> (position &* 8)) & 0xFF) &* 10
        &+ Int32(truncatingIfNeeded: (digits >> (position &* 8 &+ 8)) & 0xFF)
    }
    let hour = two(0)
    let minute = two(3)
    let second = two(6)
    guard hour < 24, minute < 60, second < 60 else { return -1 }
    return hour &* 3600 &+ minute &* 60 &+ second
  }

  @inline(never)
  mutating func readUnusualDate(_ cell: TextPiece, _ row: Int) {
    unusualDates += 1
    guard let moment = dates.moment(cell.cleaned(&scratch)) else {
      batch.fault[row] = Fault.date
      batch.day[row] = 0
      batch.second[row] = -1
      return
    }
    if moment.second >= 0 { hasTime = true }
    batch.day[row] = moment.day
    batch.second[row] = moment.second
  }

  mutating func readTimes(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows where batch.fault[row] == 0 {
      let text = cells[row].cleaned(&scratch)
      guard text.count > 0 else { continue }
      if let second = DateReader.second(ofTime: text), second >= 0 {
        let moment = dates.local(Moment(day: batch.day[row], second: second))
        batch.day[row] = moment.day
        batch.second[row] = moment.second
        hasTime = true
      } else {
        batch.fault[row] = Fault.date
      }
    }
  }
}
