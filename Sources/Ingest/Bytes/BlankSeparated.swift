extension SourceBytes {
  /// The text from an offset with runs of blanks folded into one tab, and none at the ends of lines.
  ///
  /// Blank-separated logs are small and rare; folded, they are read by the same loop as everything else.
  func folded(from offset: Int, newline: UInt8, name: String) throws(IngestError) -> SourceBytes {
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    let memory = try SourceBytes.allocate(max(0, count - offset), name)
    var length = 0
    var at = offset
    var isBlank = false
    while true {
      let window = window(at: at, limit: step, in: buffer)
      guard window.count > 0 else { break }
      for byte in window {
        if byte == newline {
          memory[length] = newline
          length += 1
          isBlank = false
        } else if byte <= 32 {
          isBlank = true
        } else {
          if isBlank, length > 0, memory[length - 1] != newline {
            memory[length] = 9
            length += 1
          }
          isBlank = false
          memory[length] = byte
          length += 1
        }
      }
      at += window.count
    }
    return SourceBytes(
      adopting: memory, count: length, bytesOnDisk: bytesOnDisk, isPacked: isPacked, changed: changed)
  }
}
