import CNcurses
import Canvas
import Glibc

/// What ncurses read: a character or the code of a function key.
enum RawInput {
  case character(UInt32)
  case code(Int32)
}

extension NcursesTerminal {
  /// Waits for what happens next.
  ///
  /// - Parameter timeoutMilliseconds: how long to wait, 0 to look only, nil for ever.
  /// - Returns: the event, or nil where the time ran out. After `.end` there is nothing more to come.
  public func nextEvent(timeoutMilliseconds: Int? = nil) -> InputEvent? {
    precondition(pthread_equal(owner, pthread_self()) != 0, "the terminal belongs to the thread that opened it")
    let deadline = timeoutMilliseconds.map { Clock.milliseconds + Int64($0) }
    while true {
      guard isActive else { return .end }
      set_term(screen)
      if !queue.isEmpty { return queue.removeFirst() }
      if let event = readInput() { return event }
      if !queue.isEmpty { continue }
      let rest = deadline.map { max(0, $0 - Clock.milliseconds) }
      var waits = [input, wakePipe.reading, signalPipe.reading].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let ready = poll(&waits, nfds_t(waits.count), rest.map { Int32(min($0, 1 << 30)) } ?? -1)
      if ready < 0 {
        if errno == EINTR { continue }
        return .end
      }
      if waits[2].revents != 0 { answerSignals() }
      if waits[1].revents != 0 {
        _ = wakePipe.drain()
        queue.append(.wake)
      }
      if waits[0].revents & Int16(POLLIN) != 0 {
        if let event = readInput() {
          queue.append(event)
        } else if hasEnded() {
          queue.append(.end)
        }
      } else if waits[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
        queue.append(.end)
      }
      if queue.isEmpty, let deadline, Clock.milliseconds >= deadline { return nil }
    }
  }

  /// Whether reading gave nothing although there is something: the other side has closed the terminal.
  private func hasEnded() -> Bool {
    var wait = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, 0) > 0 else { return false }
    if wait.revents & Int16(POLLHUP | POLLERR) != 0 { return true }
    var waiting: Int32 = 0
    return nc_waiting(input, &waiting) == 0 && waiting == 0
  }

  private func answerSignals() {
    for number in signalPipe.drain() {
      switch Int32(number) {
      case SIGWINCH:
        guard adoptWindowSize() else { continue }
        queue.removeAll { if case .resize = $0 { true } else { false } }
        queue.append(.resize(size))
      case SIGINT: queue.append(.interrupt)
      case SIGTSTP: suspend()
      case SIGCONT:
        // Our own stop has been answered already; this is about one that could not be caught.
        if hasJustResumed {
          hasJustResumed = false
        } else {
          enter()
          queue.append(.suspendResumed)
        }
      case SIGTERM, SIGHUP, SIGQUIT:
        restore()
        onEnd(Int32(number))
        queue.append(.end)
      default: continue
      }
    }
  }

  /// The next event that the terminal has sent already, or nil.
  private func readInput() -> InputEvent? {
    while let raw = readRaw() {
      switch raw {
      case .code(KeyDecoder.pasteBegin): return .paste(readPaste())
      case .code(KeyDecoder.mouseReport): if let report = readMouseReport() { return .mouse(report) }
      case .code(KeyDecoder.oldMouseReport): if let report = readOldMouseReport() { return .mouse(report) }
      case .code(let code): if let key = KeyDecoder.key(code: code) { return .key(key) }
      case .character(3): return .interrupt
      case .character(26):
        suspend()
        return queue.isEmpty ? nil : queue.removeFirst()
      case .character(27): return .key(readAfterEscape())
      case .character(let value): if let key = readCharacter(value) { return .key(key) }
      }
    }
    return nil
  }

  func readRaw() -> RawInput? {
    if let raw = pushedBack {
      pushedBack = nil
      return raw
    }
    while let value = readByteOrCode() {
      if value >= 0x100 { return .code(value) }
      if value < 0x80 { return .character(UInt32(value)) }
      if isUTF8, let character = readSequence(lead: UInt32(value)) { return .character(character) }
    }
    return nil
  }

  private func readByteOrCode() -> Int32? {
    if let byte = pushedBackByte {
      pushedBackByte = nil
      return byte
    }
    let value = wgetch(nc_stdscr())
    return value == ERR ? nil : value
  }

  /// The character that a lead byte and those after it spell, or nil where they spell none.
  ///
  /// Done here because `get_wch` swallows up to sixteen good keys behind a bad byte.
  private func readSequence(lead: UInt32) -> UInt32? {
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 1
    case 0xE0...0xEF: length = 2
    case 0xF0...0xF4: length = 3
    default: return nil
    }
    var value = lead & (0x3F >> UInt32(length))
    for _ in 0..<length {
      var next = readByteOrCode()
      if next == nil {
        // The rest of a character is on its way when its first byte is here.
        var wait = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        if poll(&wait, 1, 50) > 0 { next = readByteOrCode() }
      }
      guard let byte = next else { return nil }
      guard (0x80...0xBF).contains(byte) else {
        pushedBackByte = byte
        return nil
      }
      value = value << 6 | UInt32(byte) & 0x3F
    }
    let isShortest = length == 1 || (length == 2 && value >= 0x800) || (length == 3 && value >= 0x10000)
    return isShortest && Unicode.Scalar(value) != nil ? value : nil
  }

  /// Escape by itself, or Alt with what follows it at once.
  private func readAfterEscape() -> Key {
    switch readRaw() {
    case nil: return Key(.escape)
    case .character(27):
      pushedBack = .character(27)
      return Key(.escape)
    case .character(let value):
      guard var key = readCharacter(value) else { return Key(.escape) }
      key.alt = true
      return key
    case .code(let code):
      guard code < KeyDecoder.pasteBegin, var key = KeyDecoder.key(code: code) else {
        pushedBack = .code(code)
        return Key(.escape)
      }
      key.alt = true
      return key
    }
  }

  /// A character with the marks that came with it.
  private func readCharacter(_ value: UInt32) -> Key? {
    guard let key = KeyDecoder.key(character: value) else { return nil }
    guard value > 0x20, value != 0x7F, case .character(var character) = key.code else { return key }
    while let raw = readRaw() {
      guard case .character(let mark) = raw, mark >= 0x300, let scalar = Unicode.Scalar(mark) else {
        pushedBack = raw
        break
      }
      var longer = String(character)
      longer.unicodeScalars.append(scalar)
      guard longer.count == 1, let joined = longer.first else {
        pushedBack = raw
        break
      }
      character = joined
    }
    return Key(.character(character))
  }

  /// Everything up to the end of a paste; also what follows it when the end never comes, after a second of silence.
  private func readPaste() -> String {
    var text = String.UnicodeScalarView()
    var silentUntil = Clock.milliseconds + 1000
    while text.count < 1 << 20 {
      switch readRaw() {
      case .code(KeyDecoder.pasteEnd): return String(text)
      case .character(let value):
        if let scalar = Unicode.Scalar(value) { text.append(scalar == "\r" ? "\n" : scalar) }
        silentUntil = Clock.milliseconds + 1000
      case .code: continue
      case nil:
        let rest = silentUntil - Clock.milliseconds
        var wait = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        if rest <= 0 || poll(&wait, 1, Int32(rest)) == 0 { return String(text) }
        if wait.revents & Int16(POLLHUP | POLLERR) != 0 { return String(text) }
      }
    }
    return String(text)
  }
}

/// Time that only goes forward.
enum Clock {
  static var milliseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}
