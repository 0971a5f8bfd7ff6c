/// Text on its way out, handed on in chunks, so that half a million rows never stand in memory as a whole.
public struct ChunkedText: TextOutputStream {
  private var bytes: [UInt8] = []
  private let size: Int
  private let sink: ([UInt8]) -> Void

  /// A stream that hands its bytes to `sink` whenever `size` of them are together, and what is left on ``flush()``.
  public init(size: Int = 1 << 16, sink: @escaping ([UInt8]) -> Void) {
    self.size = size
    self.sink = sink
    bytes.reserveCapacity(size + 1_024)
  }

  /// Adds a text.
  public mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    if bytes.count >= size { flush() }
  }

  /// Adds a text and ends the line.
  public mutating func line(_ text: String = "") {
    write(text)
    write("\n")
  }

  /// Hands on what is left.
  public mutating func flush() {
    guard !bytes.isEmpty else { return }
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Everything that `body` writes, in one piece: for small texts and for tests.
  public static func collect(_ body: (inout ChunkedText) -> Void) -> String {
    let box = Box()
    var out = ChunkedText { box.bytes.append(contentsOf: $0) }
    body(&out)
    out.flush()
    return String(decoding: box.bytes, as: UTF8.self)
  }

  private final class Box {
    var bytes: [UInt8] = []
  }
}
