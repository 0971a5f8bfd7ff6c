import Glibc

/// The C library's converter to UTF-8. Not for several threads at once.
final class Iconv {
  /// Why a conversion stopped.
  enum Stop {
    /// All of the input is converted.
    case end
    /// The output is full.
    case full
    /// The next bytes are none of the encoding.
    case bad
    /// The input ends inside a character.
    case incomplete
  }

  private let converter: iconv_t

  /// A converter from an encoding; `nil` where it is unknown.
  init?(_ encoding: String) {
    guard let opened = iconv_open("UTF-8", encoding), opened != iconv_t(bitPattern: -1) else { return nil }
    converter = opened
  }

  deinit { iconv_close(converter) }

  /// Whether there is an encoding of this name.
  static func isKnown(_ encoding: String) -> Bool { Iconv(encoding) != nil }

  /// Converts from `input` to `output` as far as it goes; gives the bytes taken and made, and why it stopped.
  func convert(
    _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>
  ) -> (taken: Int, made: Int, stop: Stop) {
    guard let start = input.baseAddress, let target = output.baseAddress else { return (0, 0, .end) }
    var left = input.count
    var room = output.count
    var code = 0
    start.withMemoryRebound(to: CChar.self, capacity: input.count) { from in
      target.withMemoryRebound(to: CChar.self, capacity: output.count) { to in
        // The converter does not write to its input, whatever its type says.
        var source: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: from)
        var sink: UnsafeMutablePointer<CChar>? = to
        code = iconv(converter, &source, &left, &sink, &room) == -1 ? Int(errno) : 0
      }
    }
    let stop: Stop = code == 0 ? .end : code == Int(E2BIG) ? .full : code == Int(EINVAL) ? .incomplete : .bad
    return (input.count - left, output.count - room, stop)
  }

  /// A short text in an encoding.
  ///
  /// - Parameter isLenient: Whether bytes that do not fit become “�”.
  /// - Returns: `nil` where bytes do not fit, or the encoding is unknown.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, from encoding: String, isLenient: Bool = false) -> String? {
    guard let converter = Iconv(encoding) else { return nil }
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count * 4 + 16)
    defer { room.deallocate() }
    var result: [UInt8] = []
    var rest = bytes
    while !rest.isEmpty {
      let (taken, made, stop) = converter.convert(rest, to: room)
      result.append(contentsOf: room.prefix(made))
      rest = UnsafeBufferPointer(rebasing: rest.dropFirst(taken))
      if stop == .bad || stop == .incomplete {
        guard isLenient else { return nil }
        result.append(contentsOf: Utf8.replacement)
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst())
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
