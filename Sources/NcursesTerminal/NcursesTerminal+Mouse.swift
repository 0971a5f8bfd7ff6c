import Canvas

extension NcursesTerminal {
  /// A report in SGR coding behind its `CSI <`: button, column, line, and `M` for down or `m` for up.
  ///
  /// Nil for motion, for other buttons, and for what is no report.
  func readMouseReport() -> MouseEvent? {
    var numbers = [0]
    while numbers.count <= 3, case .character(let value)? = readRaw() {
      switch value {
      case 0x30...0x39: numbers[numbers.count - 1] = min(99_999, numbers[numbers.count - 1] * 10 + Int(value) - 0x30)
      case 0x3B: numbers.append(0)
      case 0x4D, 0x6D:
        guard numbers.count == 3 else { return nil }
        return mouseEvent(button: numbers[0], column: numbers[1], line: numbers[2], isUp: value == 0x6D)
      default: return nil
      }
    }
    return nil
  }

  /// A report in the old coding behind its `CSI M`: three characters, each 32 more than what it means.
  func readOldMouseReport() -> MouseEvent? {
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard case .character(let value)? = readRaw(), value >= 32 else { return nil }
      numbers.append(Int(value) - 32)
    }
    // Button 3 is the release of whichever was down.
    let isUp = numbers[0] & 0b1100_0011 == 3
    return mouseEvent(button: isUp ? 0 : numbers[0], column: numbers[1], line: numbers[2], isUp: isUp)
  }

  private func mouseEvent(button: Int, column: Int, line: Int, isUp: Bool) -> MouseEvent? {
    let point = Point(x: max(0, column - 1), y: max(0, line - 1))
    // Bits 2 to 4 are Shift, Alt and Control; 32 is motion.
    switch button & ~0b1_1100 {
    case 64: return MouseEvent(x: point.x, y: point.y, kind: .wheelUp)
    case 65: return MouseEvent(x: point.x, y: point.y, kind: .wheelDown)
    case 0 where isUp: return MouseEvent(x: point.x, y: point.y, kind: .release)
    case 0:
      let now = Clock.milliseconds
      let isSecond = lastPress.map { $0.point == point && now - $0.milliseconds <= 400 } ?? false
      lastPress = isSecond ? nil : (point, now)
      return MouseEvent(x: point.x, y: point.y, kind: isSecond ? .doubleClick : .press)
    default: return nil
    }
  }
}
