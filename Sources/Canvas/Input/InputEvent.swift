/// Something that happened at the terminal.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed; printable characters arrive as `.character`.
  case key(Key)
  /// The mouse did something over a cell.
  case mouse(MouseEvent)
  /// The window has a new size.
  case resize(Size)
  /// Text was pasted in one piece; line ends are `\n`.
  case paste(String)
  /// Another thread has something to say.
  case wake
  /// Ctrl-C.
  case interrupt
  /// The program is in the foreground again after a stop; the whole screen has to be drawn.
  case suspendResumed
  /// The terminal is gone or the system asks the program to end.
  case end
}

/// What the mouse did, and over which cell.
public struct MouseEvent: Hashable, Sendable {
  /// The kinds of things that it does.
  public enum Kind: Hashable, Sendable {
    /// The first button went down.
    case press
    /// The first button came up.
    case release
    /// The first button went down twice in quick succession, over one cell.
    case doubleClick
    /// The wheel turned away from the hand.
    case wheelUp
    /// The wheel turned towards the hand.
    case wheelDown
  }

  /// The column, from zero.
  public var x: Int
  /// The line, from zero.
  public var y: Int
  /// What happened.
  public var kind: Kind

  /// Makes a mouse event.
  public init(x: Int, y: Int, kind: Kind) {
    self.x = x
    self.y = y
    self.kind = kind
  }

  /// The cell that it happened over.
  public var point: Point { Point(x: x, y: y) }
}
