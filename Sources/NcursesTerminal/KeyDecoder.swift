import CNcurses
import Canvas

/// What the codes of ncurses and of the keyboard mean.
enum KeyDecoder {
  /// Codes of our own, above all that ncurses gives out.
  static let pasteBegin: Int32 = 0x2000
  static let pasteEnd: Int32 = 0x2001
  static let mouseReport: Int32 = 0x2002
  static let oldMouseReport: Int32 = 0x2003

  /// The key of a character read, or nil for one that is none.
  static func key(character value: UInt32) -> Key? {
    switch value {
    case 0: return Key(.character(" "), control: true)
    case 8, 127: return Key(.backspace)
    case 9: return Key(.tab)
    case 10, 13: return Key(.enter)
    case 27: return Key(.escape)
    case 1...26: return Unicode.Scalar(value + 0x60).map { Key(.character(Character($0)), control: true) }
    case 28...31: return Unicode.Scalar(value + 0x40).map { Key(.character(Character($0)), control: true) }
    default: return Unicode.Scalar(value).map { Key(Character($0)) }
    }
  }

  /// The key of a function-key code, or nil for one that means nothing here.
  static func key(code: Int32) -> Key? {
    switch code {
    case KEY_UP: return Key(.up)
    case KEY_DOWN: return Key(.down)
    case KEY_LEFT: return Key(.left)
    case KEY_RIGHT: return Key(.right)
    case KEY_HOME: return Key(.home)
    case KEY_END: return Key(.end)
    case KEY_PPAGE: return Key(.pageUp)
    case KEY_NPAGE: return Key(.pageDown)
    case KEY_IC: return Key(.insert)
    case KEY_DC: return Key(.delete)
    case KEY_BACKSPACE: return Key(.backspace)
    case KEY_ENTER: return Key(.enter)
    case KEY_BTAB: return Key(.backTab)
    case (KEY_F0 + 1)...(KEY_F0 + 63): return Key(.function(Int(code - KEY_F0)))
    case KEY_SR: return Key(.up)
    case KEY_SF: return Key(.down)
    case KEY_SLEFT: return Key(.left)
    case KEY_SRIGHT: return Key(.right)
    case KEY_SHOME: return Key(.home)
    case KEY_SEND: return Key(.end)
    case KEY_SPREVIOUS: return Key(.pageUp)
    case KEY_SNEXT: return Key(.pageDown)
    case KEY_SDC: return Key(.delete)
    default: return keyname(code).flatMap { key(extendedName: String(cString: $0)) }
    }
  }

  /// The key of an extended capability of terminfo, such as `kUP5`: a name and the modifiers as xterm counts them.
  static func key(extendedName name: String) -> Key? {
    guard name.first == "k", let digit = name.last?.wholeNumberValue, (2...8).contains(digit) else { return nil }
    let code: Key.Code? =
      switch name.dropFirst().dropLast() {
      case "UP": .up
      case "DN": .down
      case "LFT": .left
      case "RIT": .right
      case "HOM": .home
      case "END": .end
      case "PRV": .pageUp
      case "NXT": .pageDown
      case "IC": .insert
      case "DC": .delete
      default: nil
      }
    // One more than the sum of Shift 1, Alt 2, Control 4.
    let modifiers = digit - 1
    return code.map { Key($0, control: modifiers & 4 != 0, alt: modifiers & 2 != 0) }
  }
}
