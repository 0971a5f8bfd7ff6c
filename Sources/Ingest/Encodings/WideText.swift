/// Text of two or four bytes a character.
struct WideText: Equatable {
  /// Its encoding, as the converter and a person name it: "UTF-16LE".
  let encoding: String
  /// Bytes of the byte order mark in front; 0 where there is none.
  let mark: Int

  /// Recognises such text by its byte order mark, or by its zero bytes: of plain text and digits in UTF-16 every second
  /// byte is zero, and always the same one of the two.
  init?(_ head: UnsafeBufferPointer<UInt8>) {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) {
      self.init("UTF-32LE", 4)
    } else if head.starts(with: [0, 0, 0xFE, 0xFF]) {
      self.init("UTF-32BE", 4)
    } else if head.starts(with: [0xFF, 0xFE]) {
      self.init("UTF-16LE", 2)
    } else if head.starts(with: [0xFE, 0xFF]) {
      self.init("UTF-16BE", 2)
    } else {
      let pairs = min(head.count, 1 << 12) / 2
      var zeros = (first: 0, second: 0)
      for pair in 0..<pairs {
        if head[2 * pair] == 0 { zeros.first += 1 }
        if head[2 * pair + 1] == 0 { zeros.second += 1 }
      }
      // Separators, digits and line ends alone are a fifth of any table; a Chinese sign has a zero byte rarely.
      if zeros.second * 5 >= pairs, zeros.second > 2, zeros.first * 20 <= zeros.second {
        self.init("UTF-16LE", 0)
      } else if zeros.first * 5 >= pairs, zeros.first > 2, zeros.second * 20 <= zeros.first {
        self.init("UTF-16BE", 0)
      } else {
        return nil
      }
    }
  }

  private init(_ encoding: String, _ mark: Int) {
    self.encoding = encoding
    self.mark = mark
  }
}
